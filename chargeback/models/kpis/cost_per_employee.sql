-- What IT costs for each employee.
--
-- title.sv: Debiterat per anställd
-- title.en: Charged per employee
-- unit:     kr
-- better:   none
-- Grain:    one row per period and department.
-- Rule:     the month's bill over the persons whose main employment is in the department on
--           the month's last day; a department without employees has no figure.
-- Source:   marts.department_bills, marts.headcounts; kpis.csv, K26.
--
-- numerator  öre; denominator persons

select
    department_bills.period,
    department_bills.department_id,
    department_bills.amount_ore as numerator,
    headcounts.persons as denominator
from marts.department_bills
join marts.headcounts
    on
        department_bills.period = headcounts.period
        and department_bills.department_id = headcounts.department_id
