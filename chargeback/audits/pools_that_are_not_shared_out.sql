-- Each pool of the ledger must end somewhere to the öre, by whichever method.
--
-- Rule:   the sum of a pool's shares is the sum of its ledger rows, month by month.
-- Source: charges.ledger_pools, charges.pool_shares; money.md, "Shared costs".

with

costs as (
    select
        period,
        pool,
        sum(amount_ore)::bigint as cost_ore
    from charges.ledger_pools
    group by period, pool
),

shares as (
    select
        period,
        pool,
        method,
        sum(amount_ore)::bigint as shared_ore
    from charges.pool_shares
    group by period, pool, method
)

select
    methods.method,
    coalesce(costs.period, shares.period) as period,
    coalesce(costs.pool, shares.pool) as pool,
    coalesce(costs.cost_ore, 0) as cost_ore,
    coalesce(shares.shared_ore, 0) as shared_ore
from costs
cross join (values ('direct'), ('step_down'), ('reciprocal')) as methods (method)
full join shares
    on
        costs.period = shares.period
        and costs.pool = shares.pool
        and methods.method = shares.method
where coalesce(costs.cost_ore, 0) <> coalesce(shares.shared_ore, 0)
order by period, pool, methods.method
