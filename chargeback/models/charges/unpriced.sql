-- Quantities that no price covers, or that two prices cover: none may exist.
--
-- Grain:  one row per month, service and source file where priced days are not the used days.
-- Rule:   a quantity without a price in force is never 0 kr: it stops the run.
-- Source: charges.usage_months, charges.priced; money.md, "Fee kinds".
--
-- first_on, last_on  the days used
-- source_rows        rows of the source
-- unit_days          rows × days used
-- priced_unit_days   those that have a price

with

used as (
    select
        period,
        service_id,
        source_file,
        agreement_id,
        min(valid_from) as first_on,
        max(valid_until) - 1 as last_on,
        sum(objects)::bigint as source_rows,
        sum(objects * (valid_until - valid_from))::bigint as unit_days
    from charges.usage_months
    group by period, service_id, source_file, agreement_id
),

priced as (
    select
        period,
        service_id,
        source_file,
        agreement_id,
        sum(objects * (valid_until - valid_from))::bigint as unit_days
    from charges.priced
    group by period, service_id, source_file, agreement_id
)

select
    used.service_id,
    used.period,
    used.first_on,
    used.last_on,
    used.source_file,
    used.source_rows,
    used.unit_days,
    coalesce(priced.unit_days, 0) as priced_unit_days
from used
left join priced
    on
        used.period = priced.period
        and used.service_id = priced.service_id
        and used.source_file = priced.source_file
        and used.agreement_id is not distinct from priced.agreement_id
where coalesce(priced.unit_days, 0) <> used.unit_days
order by used.service_id, used.period, used.source_file
