-- Where the öre of each cost pool end, by each method.
--
-- Grain:  one row per month, method, pool of the ledger, receiver and part; none of 0 öre.
-- Made:   by chargeback/allocation.py, from the rows this query gives it: one per month, pool
--         and receiver.
-- Rule:   direct, step_down and reciprocal, each from pool to pool and at last to services;
--         largest remainder, each pool of the ledger by itself. money.md, "Shared costs". A
--         closed month's are those sealed: they are added to the answer as they are.
-- Source: charges.pool_costs, charges.pool_weights, charges.pool_uses, staging.sealed_pools.
--
-- pool           the pool whose ledger rows the öre come from, whichever pools they passed
-- receiver_kind  service; idle: the pool's owner keeps what was not used; unassigned: the pool
--                serves nobody that month
-- receiver_id    the service, or the pool where the öre stay
-- part           use, or idle: borne by the service for what was there and not used
-- amount_ore     öre

with

costs as (
    select
        period,
        pool,
        cost_ore
    from charges.pool_costs
),

pools as (
    select
        period,
        pool
    from costs
    union
    select
        period,
        pool
    from charges.pool_weights
    union
    select
        period,
        receiver_id as pool
    from charges.pool_weights
    where receiver_kind = 'pool'
)

select
    pools.period,
    pools.pool,
    coalesce(
        pool_weights.step_order,
        max(pool_weights.step_order) over (partition by pools.period) + 1,
        1
    ) as step_order,
    coalesce(costs.cost_ore, 0) as cost_ore,
    coalesce(pool_uses.capacity, 1) as capacity,
    coalesce(pool_uses.used, 1) as used,
    coalesce(pool_uses.keeps_idle, false) as keeps_idle,
    pool_weights.receiver_kind,
    pool_weights.receiver_id,
    pool_weights.weight
from pools
left join costs
    on
        pools.period = costs.period
        and pools.pool = costs.pool
left join charges.pool_uses
    on
        pools.period = pool_uses.period
        and pools.pool = pool_uses.pool
left join charges.pool_weights
    on
        pools.period = pool_weights.period
        and pools.pool = pool_weights.pool
where pools.period not in (select sealed_pools.period from staging.sealed_pools)
order by pools.period, pools.pool, pool_weights.receiver_kind, pool_weights.receiver_id
