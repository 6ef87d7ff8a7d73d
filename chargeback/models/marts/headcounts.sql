-- How many persons each department employs.
--
-- Grain:  one row per period and department.
-- Rule:   persons by main employment on the month's last day.
-- Source: quantities.person_cost_centres.
--
-- persons  different persons

select
    periods.period,
    person_cost_centres.department_id,
    count(distinct person_cost_centres.person_id) as persons
from quantities.periods
join quantities.person_cost_centres
    on
        periods.last_day >= person_cost_centres.valid_from
        and periods.last_day < person_cost_centres.valid_until
group by periods.period, person_cost_centres.department_id
order by periods.period, person_cost_centres.department_id
