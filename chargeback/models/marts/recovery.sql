-- What each service was charged beside what it cost: the result, shown and never balanced.
--
-- Grain:  one row per month with a ledger and service with fees or self-cost.
-- Rule:   fees are the lines of the use's month; the supplier pays for its own use as others
--         do, and that is told apart on both sides so that the city's total can leave it out.
-- Source: charges.lines, marts.self_costs, staging.services, charges.methods (months);
--         money.md, "Reconciliation".
--
-- fees_ore       öre charged; own_fees_ore of it the supplier's own
-- self_cost_ore  öre; own_use_ore of it the supplier's own
-- result_ore     fees − self-cost; city_result_ore the same without the supplier's own

with

fees as (
    select
        lines.charge_period as period,
        lines.service_id,
        sum(lines.amount_ore)::bigint as fees_ore,
        coalesce(
            sum(lines.amount_ore) filter (
                where lines.department_id = services.supplier_department_id
            ), 0
        )::bigint as own_fees_ore
    from charges.lines
    join charges.methods
        on lines.charge_period = methods.period
    join staging.services
        on lines.service_id = services.service_id
    group by lines.charge_period, lines.service_id
)

select
    coalesce(fees.period, self_costs.period) as period,
    coalesce(fees.service_id, self_costs.service_id) as service_id,
    coalesce(fees.fees_ore, 0) as fees_ore,
    coalesce(fees.own_fees_ore, 0) as own_fees_ore,
    coalesce(self_costs.self_cost_ore, 0) as self_cost_ore,
    coalesce(self_costs.own_use_ore, 0) as own_use_ore,
    coalesce(fees.fees_ore, 0) - coalesce(self_costs.self_cost_ore, 0) as result_ore,
    coalesce(fees.fees_ore - fees.own_fees_ore, 0) - coalesce(self_costs.customers_ore, 0)
        as city_result_ore
from fees
full join marts.self_costs
    on
        fees.period = self_costs.period
        and fees.service_id = self_costs.service_id
order by period, service_id
