-- How much of what is charged rests on a signed agreement in force.
--
-- title.sv: Debiterat med gällande avtal
-- title.en: Charged under an agreement in force
-- unit:     %
-- better:   higher
-- year:     at year end
-- definition.sv: Det som debiterats enligt avtal som var undertecknade och gällde den dagen, av
--                allt som debiterats i månaden.
-- definition.en: What was charged under agreements that were signed and in force that day, of
--                all that was charged in the month.
-- Grain:    one row per period and department.
-- Rule:     öre of lines whose agreement was signed and in force on the charge day, over all öre.
-- Source:   charges.lines; IT strategy, section Ekonomi: an agreement is always drawn up.
--
-- numerator  öre under agreement; denominator öre charged

select
    charge_period as period,
    department_id,
    sum(case when agreement_status = 'in_force' then amount_ore else 0 end)::bigint as numerator,
    sum(amount_ore)::bigint as denominator
from charges.lines
group by charge_period, department_id
