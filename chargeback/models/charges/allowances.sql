-- What is included for each department before a metered service costs anything.
--
-- Grain:  one row per month, department and service with an allowance.
-- Rule:   so many units for each unit the department was counted for of the service named:
--         "5 GB per ACC-STD" is 5 times its standard accounts of that month.
-- Source: staging.services.allowance, charges.usage_months; money.md, "Allowance".
--
-- included_units      whole units for each unit of the service named
-- allowance_quantity  1/1 000 unit

with

texts as (
    select
        service_id,
        nullif(regexp_extract(allowance, '^([0-9]+) .+ per ([^ ]+)$', 1), '')::bigint
            as included_units,
        regexp_extract(allowance, '^([0-9]+) .+ per ([^ ]+)$', 2) as for_service_id
    from staging.services
    where allowance is not null
),

counted as (
    select
        period,
        department_id,
        service_id,
        sum(quantity * (valid_until - valid_from))::bigint // days_in_month as quantity
    from charges.usage_months
    where
        reason is null
        and service_id in (select texts.for_service_id from texts)
    group by period, department_id, service_id, days_in_month
)

select
    counted.period,
    counted.department_id,
    texts.service_id,
    texts.included_units,
    texts.included_units * counted.quantity as allowance_quantity
from texts
join counted
    on texts.for_service_id = counted.service_id
order by counted.period, counted.department_id, texts.service_id
