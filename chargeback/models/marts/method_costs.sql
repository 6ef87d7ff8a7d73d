-- What each service would cost by each method of sharing out pools, year by year.
--
-- Grain:  one row per year whose twelve months have a ledger, service and method.
-- Rule:   the sum of the stored months; is_chosen where every month was charged with it.
-- Source: charges.pool_shares, charges.methods; money.md, "Shared costs".
--
-- self_cost_ore  öre

with

whole_years as (
    select year(period) as year
    from charges.methods
    group by year(period)
    having count(*) = 12
)

select
    whole_years.year,
    pool_shares.receiver_id as service_id,
    pool_shares.method,
    bool_and(pool_shares.method = methods.method) as is_chosen,
    sum(pool_shares.amount_ore)::bigint as self_cost_ore
from charges.pool_shares
join charges.methods
    on pool_shares.period = methods.period
join whole_years
    on year(pool_shares.period) = whole_years.year
where pool_shares.receiver_kind = 'service'
group by whole_years.year, pool_shares.receiver_id, pool_shares.method
order by whole_years.year, service_id, pool_shares.method
