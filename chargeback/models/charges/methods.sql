-- By which method the pools of each month are shared out.
--
-- Grain:  one row per month with a ledger.
-- Rule:   the method in force on the month's last day; of several the one that begins last.
--         Step-down where nothing is decided.
-- Source: staging.allocation_methods, staging.ledger_rows (months).
--
-- method  direct, step_down or reciprocal

with

months as (
    select distinct period
    from staging.ledger_rows
)

select
    months.period,
    coalesce(max_by(allocation_methods.method, allocation_methods.valid_from), 'step_down')
        as method
from months
left join staging.allocation_methods
    on
        last_day(months.period) >= allocation_methods.valid_from
        and last_day(months.period) < allocation_methods.valid_until
group by months.period
