-- How many incidents the service desk solves at the first contact.
--
-- code: K16
-- title.sv: Andel ärenden lösta vid första kontakt
-- title.en: First-contact resolution
-- unit:     %
-- better:   higher
-- year:     sum over sum
-- definition.sv: Incidenter lösta i nivå 1 som inte öppnats igen, av alla lösta incidenter som
--                skapats under tolv månader; dubbletter räknas inte.
-- definition.en: Incidents solved at level 1 and not opened again, of all solved incidents
--                created in twelve months; duplicates are not counted.
-- Grain:    one row per period, the whole city.
-- Rule:     the month is that of the day the errand was created; an errand told in several
--           files counts once, as last told.
-- Source:   staging.tickets.
--
-- numerator  incidents solved at once; denominator incidents solved

with

told as (
    select
        ticket_id,
        date_trunc('month', created_on)::date as period,
        lower(resolution_code) = 'löst nivå 1' and not coalesce(is_reopened, false) as is_first,
        row_number() over (
            partition by ticket_id order by source_file desc, source_line desc
        ) as copy_no
    from staging.tickets
    where
        lower(ticket_type) = 'incident'
        and lower(status) <> 'dubblett'
        and resolution_code is not null
)

select
    told.period,
    null::varchar as department_id,
    sum(case when told.is_first then 1 else 0 end)::bigint as numerator,
    count(*)::bigint as denominator
from told
join quantities.periods
    on told.period = periods.period
where told.copy_no = 1
group by told.period
