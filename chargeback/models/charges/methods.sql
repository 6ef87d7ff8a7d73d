-- By which method the pools of each month are shared out.
--
-- Grain:  one row per month with a ledger.
-- Rule:   the method in force on the month's last day; of several the one that begins last.
--         Step-down where nothing is decided. A closed month keeps the one it was sealed with.
-- Source: staging.allocation_methods, staging.ledger_rows (months), staging.sealed_pools.
--
-- method  direct, step_down or reciprocal

with

months as (
    select period
    from staging.ledger_rows
    union
    select period
    from staging.sealed_pools
),

sealed as (
    select
        period,
        any_value(method) as method
    from staging.sealed_pools
    where is_chosen
    group by period
)

select
    months.period,
    coalesce(
        any_value(sealed.method),
        max_by(allocation_methods.method, allocation_methods.valid_from),
        'step_down'
    ) as method
from months
left join sealed
    on months.period = sealed.period
left join staging.allocation_methods
    on
        last_day(months.period) >= allocation_methods.valid_from
        and last_day(months.period) < allocation_methods.valid_until
group by months.period
