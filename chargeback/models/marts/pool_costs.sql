-- What each cost pool cost, month by month, beside its budget.
--
-- Grain:  one row per period, pool and cost type with an outcome or a budget.
-- Rule:   outcome: the ledger's rows, each in its pool. Rows of no pool stand in the cost
--         equation, not here.
-- Source: charges.ledger_pools, staging.cost_pools_monthly (budget).
--
-- outcome_ore  öre in the ledger; budget_ore öre planned

with

told as (
    select
        period,
        pool,
        cost_type,
        0 as budget_ore,
        amount_ore as outcome_ore
    from charges.ledger_pools
    union all
    select
        period,
        pool,
        cost_type,
        budget_ore,
        0 as outcome_ore
    from staging.cost_pools_monthly
    where period in (select ledger_rows.period from staging.ledger_rows)
)

select
    period,
    pool,
    cost_type,
    sum(budget_ore)::bigint as budget_ore,
    sum(outcome_ore)::bigint as outcome_ore
from told
group by period, pool, cost_type
order by period, pool, cost_type
