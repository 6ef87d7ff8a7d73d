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
-- Rule:     the same fees and costs as the cost recovery's.
-- Source:   kpis.recovery.
--
-- numerator  öre of fees above the cost; denominator öre of cost

select
    period,
    department_id,
    numerator - denominator as numerator,
    denominator
from kpis.recovery
