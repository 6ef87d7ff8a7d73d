-- How much of what is charged rests on a signed agreement in force.
--
-- title.sv: Debiterat med gällande avtal
-- title.en: Charged under an agreement in force
-- unit:     %
-- better:   higher
-- Grain:    one row per period and department.
-- Rule:     öre of lines whose agreement was signed and in force on the charge day, over all öre.
-- Source:   marts.bill_lines; IT strategy, section Ekonomi: an agreement is always drawn up.
--
-- numerator  öre under agreement; denominator öre charged

select
    period,
    department_id,
    sum(case when agreement_status = 'in_force' then amount_ore else 0 end)::bigint as numerator,
    sum(amount_ore)::bigint as denominator
from marts.bill_lines
group by period, department_id
