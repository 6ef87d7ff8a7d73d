-- How far the fees are from the cost they should cover.
--
-- code: K24
-- title.sv: Avvikelse avgifter mot självkostnad
-- title.en: Deviation fees vs self-cost
-- unit:     %
-- better:   lower
-- year:     size of sum over sum
-- definition.sv: Tolv månaders avgifter minus tolv månaders utfall i kostnadspoolerna, utan
--                tecken, delat med utfallet.
-- definition.en: Twelve months of fees minus twelve months of outcome of the cost pools,
--                without sign, over the outcome.
-- Grain:    one row per period, the whole city.
-- Rule:     the outcome is the ledger's; the supplier's own use is among the fees.
-- Source:   marts.department_bills, marts.pool_costs.
--
-- numerator  öre of fees above the cost; denominator öre of cost

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
    fees.amount_ore - costs.outcome_ore as numerator,
    costs.outcome_ore as denominator
from fees
join costs
    on fees.period = costs.period
