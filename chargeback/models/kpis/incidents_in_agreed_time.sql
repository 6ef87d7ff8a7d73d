-- How many incidents are solved within the time agreed for their priority.
--
-- code: K17
-- title.sv: Incidenter lösta inom avtalad tid
-- title.en: Incidents resolved within agreed time
-- unit:     %
-- better:   higher
-- year:     sum over sum
-- definition.sv: Incidenter lösta inom prioritetens avtalade timmar, dygnet runt, av alla lösta
--                incidenter som skapats under tolv månader; dubbletter räknas inte.
-- definition.en: Incidents solved within the hours agreed for their priority, round the clock,
--                of all solved incidents created in twelve months; duplicates are not counted.
-- Grain:    one row per period, the whole city.
-- Rule:     the month is that of the day the errand was created; an errand told in several
--           files counts once, as last told. One whose clock times or priority are not known is
--           in neither number.
-- Source:   staging.tickets; data/reference/agreed_times.csv.
--
-- numerator  incidents solved in time; denominator incidents solved

with

told as (
    select
        tickets.ticket_id,
        date_trunc('month', tickets.created_on)::date as period,
        tickets.created_at + agreed_times.hours * interval 1 hour as due_at,
        tickets.resolved_at,
        row_number() over (
            partition by tickets.ticket_id
            order by tickets.source_file desc, tickets.source_line desc
        ) as copy_no
    from staging.tickets
    left join staging.agreed_times
        on lower(tickets.priority) = lower(agreed_times.priority)
    where lower(tickets.ticket_type) = 'incident' and lower(tickets.status) <> 'dubblett'
)

select
    told.period,
    null::varchar as department_id,
    sum(case when told.resolved_at <= told.due_at then 1 else 0 end)::bigint as numerator,
    count(*)::bigint as denominator
from told
join quantities.periods
    on told.period = periods.period
where told.copy_no = 1 and told.due_at is not null and told.resolved_at is not null
group by told.period
