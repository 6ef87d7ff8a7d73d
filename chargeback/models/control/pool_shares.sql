-- Where the öre of each cost pool end, as they are sealed when the month is closed.
--
-- Grain:  one row per month, method, pool of the ledger, receiver and part.
-- Source: charges.pool_shares, charges.methods.
--
-- is_chosen  by the method the month is charged with
--
-- The other columns are those of charges.pool_shares.

select
    pool_shares.period,
    pool_shares.method,
    pool_shares.method = methods.method as is_chosen,
    pool_shares.pool,
    pool_shares.receiver_kind,
    pool_shares.receiver_id,
    pool_shares.part,
    pool_shares.amount_ore
from charges.pool_shares
join charges.methods
    on pool_shares.period = methods.period
order by
    pool_shares.period, pool_shares.method, pool_shares.pool, pool_shares.receiver_kind,
    pool_shares.receiver_id, pool_shares.part
