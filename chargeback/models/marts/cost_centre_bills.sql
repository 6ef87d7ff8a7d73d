-- The bill of each cost centre and month.
--
-- Grain:  one row per period, department and cost centre.
-- Rule:   a sum of stored lines.
-- Source: marts.bill_lines.
--
-- amount_ore  öre; line_count lines

select
    period,
    department_id,
    cost_centre_id,
    min(cost_centre_name) as cost_centre_name,
    sum(amount_ore)::bigint as amount_ore,
    count(*) as line_count
from marts.bill_lines
group by period, department_id, cost_centre_id
order by period, department_id, cost_centre_id
