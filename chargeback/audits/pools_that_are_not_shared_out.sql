-- Each pool of the ledger must end somewhere to the öre, by whichever method.
--
-- Rule:   the sum of a pool's shares is what it has to share out, month by month; and that is,
--         over all months, the sum of its ledger rows, but for what waits for an open month.
-- Source: charges.ledger_pools, charges.pool_costs, charges.late_costs, charges.pool_shares;
--         money.md, "Shared costs".

with

costs as (
    select
        period,
        pool,
        cost_ore
    from charges.pool_costs
),

shares as (
    select
        period,
        pool,
        method,
        sum(amount_ore)::bigint as shared_ore
    from charges.pool_shares
    group by period, pool, method
),

sides as (
    select
        pool,
        amount_ore as ledger_ore,
        0 as entered_ore
    from charges.ledger_pools
    union all
    select
        pool,
        0 as ledger_ore,
        cost_ore as entered_ore
    from charges.pool_costs
    union all
    select
        pool,
        0 as ledger_ore,
        late_ore as entered_ore
    from charges.late_costs
    where enters is null
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
union all
select
    'every month' as method,
    null as period,
    pool,
    sum(ledger_ore)::bigint as cost_ore,
    sum(entered_ore)::bigint as shared_ore
from sides
group by pool
having sum(ledger_ore) <> sum(entered_ore)
order by period, pool, method
