-- What each pool could supply and did not, and what that cost.
--
-- Grain:  one row per month and pool with a capacity, or with cost that reached nobody.
-- Rule:   never cut at zero: where more was used than there is, the idle part is negative.
-- Source: charges.pool_uses, charges.pool_shares, charges.methods; money.md, "Shared costs".
--
-- capacity, used  1/1 000 of the driver's unit; null for a pool without a capacity
-- idle_owner      shared, or the department that keeps it
-- kept_ore        öre of the idle part that stay with the owner
-- unassigned_ore  öre of a pool that served nobody that month

with

kept as (
    select
        pool_shares.period,
        pool_shares.receiver_id as pool,
        sum(pool_shares.amount_ore) filter (where pool_shares.receiver_kind = 'idle')::bigint
            as kept_ore,
        sum(pool_shares.amount_ore) filter (where pool_shares.receiver_kind = 'unassigned')::bigint
            as unassigned_ore
    from charges.pool_shares
    join charges.methods
        on
            pool_shares.period = methods.period
            and pool_shares.method = methods.method
    where pool_shares.receiver_kind in ('idle', 'unassigned')
    group by pool_shares.period, pool_shares.receiver_id
)

select
    coalesce(pool_uses.period, kept.period) as period,
    coalesce(pool_uses.pool, kept.pool) as pool,
    pool_uses.driver,
    pool_uses.capacity,
    pool_uses.used,
    pool_uses.idle_owner,
    coalesce(kept.kept_ore, 0) as kept_ore,
    coalesce(kept.unassigned_ore, 0) as unassigned_ore
from charges.pool_uses
full join kept
    on
        pool_uses.period = kept.period
        and pool_uses.pool = kept.pool
order by period, pool
