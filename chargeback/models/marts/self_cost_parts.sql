-- Which pools each service's self-cost comes from.
--
-- Grain:  one row per month, service and pool of the ledger.
-- Rule:   the shares of the method in force that month.
-- Source: charges.pool_shares, charges.methods; money.md, "Shared costs".
--
-- pool      where the ledger has the cost, whichever pools it passed on the way
-- use_ore   öre for what was used; idle_ore öre for capacity that was there and not used

select
    pool_shares.period,
    pool_shares.receiver_id as service_id,
    pool_shares.pool,
    methods.method,
    coalesce(sum(pool_shares.amount_ore) filter (where pool_shares.part = 'use'), 0)::bigint
        as use_ore,
    coalesce(sum(pool_shares.amount_ore) filter (where pool_shares.part = 'idle'), 0)::bigint
        as idle_ore
from charges.pool_shares
join charges.methods
    on
        pool_shares.period = methods.period
        and pool_shares.method = methods.method
where pool_shares.receiver_kind = 'service'
group by pool_shares.period, pool_shares.receiver_id, pool_shares.pool, methods.method
order by pool_shares.period, service_id, pool_shares.pool
