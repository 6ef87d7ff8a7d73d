-- How many full-time employees each department has.
--
-- Grain:  one row per period and department.
-- Rule:   the degrees of all employments on the month's last day.
-- Source: quantities.employment_rates.
--
-- full_time_hundredths  hundredths of a full-time employee, rounded once, half up

select
    period,
    department_id,
    ((2 * sum(employment_rate) + 100) // 200)::bigint as full_time_hundredths
from quantities.employment_rates
group by period, department_id
order by period, department_id
