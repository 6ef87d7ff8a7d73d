-- What the city's customers paid and what their use cost, and where the rest of the cost is.
--
-- Grain:  one row per month with a ledger.
-- Rule:   the supplier's own use is left out of fees and of cost: it is paid by nobody else.
--         Idle capacity that the supplier keeps is no customer's cost.
-- Source: marts.recovery, marts.self_costs, marts.idle_capacity, charges.methods.
--
-- fees_ore       öre charged to others than the supplier
-- customers_ore  öre of self-cost of what they used; result_ore the difference
-- own_use_ore    öre of what the supplier used itself
-- kept_idle_ore  öre of capacity that was not used and is the supplier's to bear
-- unassigned_ore öre of pools that served nobody

with

paid as (
    select
        period,
        sum(fees_ore - own_fees_ore)::bigint as fees_ore
    from marts.recovery
    group by period
),

borne as (
    select
        period,
        sum(customers_ore)::bigint as customers_ore,
        sum(own_use_ore)::bigint as own_use_ore
    from marts.self_costs
    group by period
),

idle as (
    select
        period,
        sum(kept_ore)::bigint as kept_idle_ore,
        sum(unassigned_ore)::bigint as unassigned_ore
    from marts.idle_capacity
    group by period
)

select
    methods.period,
    methods.method,
    coalesce(paid.fees_ore, 0) as fees_ore,
    coalesce(borne.customers_ore, 0) as customers_ore,
    coalesce(paid.fees_ore, 0) - coalesce(borne.customers_ore, 0) as result_ore,
    coalesce(borne.own_use_ore, 0) as own_use_ore,
    coalesce(idle.kept_idle_ore, 0) as kept_idle_ore,
    coalesce(idle.unassigned_ore, 0) as unassigned_ore
from charges.methods
left join paid
    on methods.period = paid.period
left join borne
    on methods.period = borne.period
left join idle
    on methods.period = idle.period
order by methods.period
