-- What each pool has to share out, month by month.
--
-- Grain:  one row per month and pool of the ledger with any cost.
-- Rule:   the month's rows of the ledger; of a closed month what was sealed; in the first open
--         month also what closed months' rows come to beyond that.
-- Source: charges.ledger_pools, staging.sealed_pools, charges.late_costs; money.md, "Shared
--         costs".
--
-- cost_ore   öre
-- is_sealed  the month's pools were shared out when it was closed, and are not again

with

sealed_months as (
    select distinct period
    from staging.sealed_pools
),

told as (
    select
        period,
        pool,
        amount_ore as cost_ore,
        false as is_sealed
    from charges.ledger_pools
    where period not in (select sealed_months.period from sealed_months)
    union all
    select
        enters as period,
        pool,
        late_ore as cost_ore,
        false as is_sealed
    from charges.late_costs
    where enters is not null
    union all
    select
        period,
        pool,
        amount_ore as cost_ore,
        true as is_sealed
    from staging.sealed_pools
    where is_chosen
)

select
    period,
    pool,
    sum(cost_ore)::bigint as cost_ore,
    bool_and(is_sealed) as is_sealed
from told
group by period, pool
order by period, pool
