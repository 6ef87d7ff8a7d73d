-- Whom each pool serves each month, and by which weight.
--
-- Grain:  one row per month with a ledger, pool and receiver.
-- Rule:   the rules in force on the month's last day. A service that is not offered on any day
--         of the month bears nothing, and its share falls on the others. The weight is the
--         share as decided, or what the driver counts at the receiver; equal is one each.
-- Source: staging.pool_rules, staging.services, charges.driver_quantities,
--         staging.ledger_rows (months).
--
-- weight  whole number; means something only beside the pool's other weights

with

months as (
    select distinct period
    from staging.ledger_rows
)

select
    months.period,
    pool_rules.pool,
    pool_rules.step_order,
    pool_rules.receiver_kind,
    pool_rules.receiver_id,
    case
        when pool_rules.share_unit <> 'driver' then pool_rules.share
        when pool_rules.driver = 'equal' then 1
        else greatest(0, driver_quantities.quantity)
    end as weight
from months
join staging.pool_rules
    on
        pool_rules.valid_from <= last_day(months.period)
        and pool_rules.valid_until > last_day(months.period)
left join staging.services
    on
        pool_rules.receiver_kind = 'service'
        and pool_rules.receiver_id = services.service_id
        and services.valid_from <= last_day(months.period)
        and months.period < services.valid_until
left join charges.driver_quantities
    on
        months.period = driver_quantities.period
        and pool_rules.driver = driver_quantities.driver
        and pool_rules.receiver_kind = driver_quantities.receiver_kind
        and pool_rules.receiver_id = driver_quantities.receiver_id
where pool_rules.receiver_kind = 'pool' or services.service_id is not null
