-- Pools that serve each other and many receivers, as charges.pool_shares gives them to its
-- methods: 48 months of 6 pools, each with two other pools and $many services.

select
    (date '2007-01-01' + to_months(months.range::integer))::date as period,
    'P' || pools.range as pool,
    pools.range + 1 as step_order,
    (hash(months.range, pools.range, $seed) % 100000000)::bigint as cost_ore,
    1::bigint as capacity,
    1::bigint as used,
    false as keeps_idle,
    case when served.range < 2 then 'pool' else 'service' end as receiver_kind,
    case
        when served.range < 2 then 'P' || (pools.range + served.range + 1) % 6
        else 'S' || served.range
    end as receiver_id,
    (1 + hash(months.range, pools.range, served.range) % 1000)::bigint as weight
from range(48) as months
cross join range(6) as pools
cross join range($many + 2) as served
order by period, pool, receiver_kind, receiver_id
