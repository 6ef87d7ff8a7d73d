-- What each service cost a unit and how much of its cost the fees covered, year by year.
--
-- Grain:  one row per year whose twelve months have a ledger, and service.
-- Rule:   the sum of the stored months. A unit's cost in the price's own unit: of what has a
--         yearly fee, twelve months' cost over the mean of the months' units; of use, over
--         the year's quantity. An agreement has no unit.
-- Source: marts.recovery, marts.self_costs, staging.services, charges.methods (months).
--
-- fees_ore, self_cost_ore, result_ore  öre of the twelve months; result = fees − self-cost
-- quantity        1/1 000 unit: the sum of the months, of a yearly fee a twelfth of that
-- unit_cost_ore   öre for one unit, rounded for the reader only; unit_cost_e4 the same in
--                 1/10 000 kr; null without units

with

whole_years as (
    select year(period) as year
    from charges.methods
    group by year(period)
    having count(*) = 12
),

told as (
    select
        whole_years.year,
        recovery.service_id,
        services.fee_kind in ('yearly', 'decision') as by_year,
        services.fee_kind = 'agreement' as without_unit,
        sum(recovery.fees_ore)::bigint as fees_ore,
        sum(recovery.own_fees_ore)::bigint as own_fees_ore,
        sum(recovery.self_cost_ore)::bigint as self_cost_ore,
        sum(recovery.own_use_ore)::bigint as own_use_ore,
        sum(recovery.result_ore)::bigint as result_ore,
        coalesce(sum(self_costs.idle_ore), 0)::bigint as idle_ore,
        coalesce(sum(self_costs.quantity), 0)::bigint as months_quantity
    from marts.recovery
    join whole_years
        on year(recovery.period) = whole_years.year
    join staging.services
        on recovery.service_id = services.service_id
    left join marts.self_costs
        on
            recovery.period = self_costs.period
            and recovery.service_id = self_costs.service_id
    group by whole_years.year, recovery.service_id, services.fee_kind
),

per_unit as (
    select
        *,
        case when by_year then months_quantity // 12 else months_quantity end as quantity,
        case
            when months_quantity <= 0 or without_unit then null
            when by_year then 12 * abs(self_cost_ore)::hugeint
            else abs(self_cost_ore)::hugeint
        end as cost_ore
    from told
)

select
    year,
    service_id,
    fees_ore,
    own_fees_ore,
    self_cost_ore,
    own_use_ore,
    result_ore,
    idle_ore,
    quantity,
    (
        sign(self_cost_ore)::bigint
        * ((2000 * cost_ore + months_quantity) // (2 * months_quantity))
    )::bigint as unit_cost_ore,
    (
        sign(self_cost_ore)::bigint
        * ((200000 * cost_ore + months_quantity) // (2 * months_quantity))
    )::bigint as unit_cost_e4
from per_unit
order by year, service_id
