-- What each cost pool cost, month by month, beside its budget.
--
-- Grain:  one row per period, pool and cost type with an outcome or a budget.
-- Rule:   outcome: the ledger's rows, each in the pool of the mapping with the lowest priority
--         number that fits. Rows of no pool stand in the cost equation, not here.
-- Source: staging.ledger_rows, staging.ledger_mapping, staging.cost_pools_monthly (budget).
--
-- outcome_ore  öre in the ledger; budget_ore öre planned

with

mapped as (
    select
        ledger_rows.period,
        ledger_rows.amount_ore,
        ledger_mapping.pool,
        ledger_mapping.cost_type,
        row_number() over (
            partition by ledger_rows.source_file, ledger_rows.source_line
            order by ledger_mapping.priority, ledger_mapping.mapping_id
        ) as choice
    from staging.ledger_rows
    join staging.ledger_mapping
        on
            ledger_rows.cost_centre_id = ledger_mapping.cost_centre_id
            and ledger_rows.activity = ledger_mapping.activity
            and ledger_rows.account >= ledger_mapping.account_from
            and ledger_rows.account <= ledger_mapping.account_to
            and ledger_rows.period >= ledger_mapping.valid_from
            and ledger_rows.period < ledger_mapping.valid_until
),

told as (
    select
        period,
        pool,
        cost_type,
        0 as budget_ore,
        amount_ore as outcome_ore
    from mapped
    where choice = 1
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
