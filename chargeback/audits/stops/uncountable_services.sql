-- What is counted must belong to a service whose rule counts its kind.
--
-- Rule:   accounts and workstations by month's end or by day, registers by month's end,
--         storage on a day, usage by sum. Nothing is left out in silence.
-- Source: docs/method.md, "What is counted".

with

uncountable as (
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.account_rows
    where set_aside_rule is null and rule not in ('month_end', 'day_exact')
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.workstation_rows
    where set_aside_rule is null and rule not in ('month_end', 'day_exact')
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.register_rows
    where set_aside_rule is null and rule <> 'month_end'
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.storage_rows
    where set_aside_rule is null and rule <> 'on_day'
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.call_rows
    where set_aside_rule is null and rule <> 'sum'
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.print_rows
    where set_aside_rule is null and rule <> 'sum'
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.ticket_rows
    where set_aside_rule is null and rule <> 'sum'
    union all
    select
        service_id,
        rule,
        source_file,
        source_line
    from quantities.time_report_rows
    where set_aside_rule is null and rule <> 'sum'
)

select
    service_id,
    rule,
    source_file,
    count(*) as source_rows,
    min(source_line) as first_line
from uncountable
group by service_id, rule, source_file
order by service_id, source_file
