-- The bill of each department and month.
--
-- Grain:  one row per period and department.
-- Rule:   a sum of stored lines.
-- Source: marts.bill_lines.
--
-- amount_ore  öre; line_count lines; cost_centre_count cost centres with a line

select
    period,
    department_id,
    min(department_name) as department_name,
    sum(amount_ore)::bigint as amount_ore,
    count(*) as line_count,
    count(distinct cost_centre_id) as cost_centre_count
from marts.bill_lines
group by period, department_id
order by period, department_id
