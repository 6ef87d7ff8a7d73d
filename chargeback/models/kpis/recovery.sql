-- How much of their cost the fees cover.
--
-- title.sv: Kostnadstäckning
-- title.en: Cost recovery
-- unit:     %
-- better:   none
-- year:     sum over sum
-- definition.sv: Tolv månaders avgifter delade med tolv månaders utfall i kostnadspoolerna.
-- definition.en: Twelve months of fees over twelve months of outcome of the cost pools.
-- Grain:    one row per period, the whole city.
-- Rule:     the outcome is the ledger's; the supplier's own use is among the fees.
-- Source:   marts.department_bills, marts.pool_costs.
--
-- numerator  öre of fees; denominator öre of cost

with

fees as (
    select
        period,
        sum(amount_ore)::bigint as amount_ore
    from marts.department_bills
    group by period
),

costs as (
    select
        period,
        sum(outcome_ore)::bigint as outcome_ore
    from marts.pool_costs
    group by period
)

select
    fees.period,
    null::varchar as department_id,
    fees.amount_ore as numerator,
    costs.outcome_ore as denominator
from fees
join costs
    on fees.period = costs.period
