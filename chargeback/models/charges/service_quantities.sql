-- What was counted of each service and what it was charged, payer by payer.
--
-- Grain:  one row per month, service, cost centre and its department; both null for what
--         nobody pays for.
-- Rule:   sum. What is charged by days counts each day; use counts as if it lasted the month.
-- Source: charges.amounts.
--
-- quantity_days  1/1 000 unit-days: a unit counted for the whole month has all its days
-- days_in_month  what quantity_days is divided by
-- amount_ore     öre charged; of what nobody pays for what it would have cost

select
    period,
    service_id,
    case when reason is null then cost_centre_id end as cost_centre_id,
    case when reason is null then department_id end as department_id,
    day(last_day(period))::bigint as days_in_month,
    sum(coalesce(quantity_days, quantity * day(last_day(period))))::bigint as quantity_days,
    sum(amount_ore)::bigint as amount_ore
from charges.amounts
group by
    period,
    service_id,
    case when reason is null then cost_centre_id end,
    case when reason is null then department_id end
