-- What each pool could supply each month, and what of it was used.
--
-- Grain:  one row per month and pool with a capacity.
-- Rule:   the capacity in force on the month's last day; of a whole year's capacity the month
--         has its part, cut as a yearly price is. Used is what the driver counts at services.
-- Source: staging.pool_capacity, charges.driver_quantities, staging.ledger_rows (months).
--
-- capacity, used  1/1 000 of the driver's unit; more may be used than there is
-- keeps_idle      the idle part stays with its owner; else the receivers bear it

with

months as (
    select distinct period
    from staging.ledger_rows
),

used as (
    select
        period,
        driver,
        sum(quantity)::bigint as quantity
    from charges.driver_quantities
    where receiver_kind = 'service'
    group by period, driver
)

select
    months.period,
    pool_capacity.pool,
    pool_capacity.driver,
    case pool_capacity.per
        when 'year' then (1000 * pool_capacity.capacity + month(months.period) - 1) // 12
        else 1000 * pool_capacity.capacity
    end as capacity,
    greatest(0, used.quantity) as used,
    pool_capacity.idle_owner,
    pool_capacity.idle_owner <> 'shared' as keeps_idle
from months
join staging.pool_capacity
    on
        pool_capacity.valid_from <= last_day(months.period)
        and pool_capacity.valid_until > last_day(months.period)
left join used
    on
        months.period = used.period
        and pool_capacity.driver = used.driver
