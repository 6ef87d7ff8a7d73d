-- What IT costs for each employee.
--
-- code: K26
-- title.sv: IT-kostnad per anställd (gemensamma tjänster)
-- title.en: IT cost per employee (shared services)
-- unit:     kr
-- better:   none
-- year:     sum over mean
-- definition.sv: Tolv månaders avgifter delade med månadernas medeltal av anställda med
--                huvudanställning. Stadens tal räknar även avgifter från externa kunder.
-- definition.en: Twelve months of fees over the months' mean of employees by main employment.
--                The city's figure counts fees of external customers too.
-- Grain:    one row per period and department.
-- Rule:     persons whose main employment is in the department on the month's last day; a
--           department without employees adds to the city's cost and has no figure itself.
-- Source:   marts.department_bills, marts.headcounts; kpis.csv, K26.
--
-- numerator  öre; denominator persons, 0 where nobody is employed

select
    department_bills.period,
    department_bills.department_id,
    department_bills.amount_ore as numerator,
    coalesce(headcounts.persons, 0)::bigint as denominator
from marts.department_bills
left join marts.headcounts
    on
        department_bills.period = headcounts.period
        and department_bills.department_id = headcounts.department_id
