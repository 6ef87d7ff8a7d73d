-- What is counted must belong to a service whose rule counts its kind.
--
-- Rule:   accounts and workstations by month's end or by day, registers and employments by
--         month's end, pupils and licences by reading, storage on a day, usage by sum. Nothing is
--         left out in silence.
-- Source: docs/method.md, "What is counted".

select
    service_id,
    rule,
    source_file,
    count(*) as source_rows,
    min(source_line) as first_line
from quantities.accepted_rows
where
    set_aside_rule is null
    and case
        when kind in ('account', 'workstation') then rule not in ('month_end', 'day_exact')
        when kind in ('pupil', 'licence') then rule <> 'on_dates'
        when kind = 'storage' then rule <> 'on_day'
        when kind in ('call', 'print', 'ticket', 'time_report') then rule <> 'sum'
        else rule <> 'month_end'
    end
group by service_id, rule, source_file
order by service_id, source_file
