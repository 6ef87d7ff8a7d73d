-- How many full-time employees each department has.
--
-- Grain:  one row per period and department.
-- Rule:   the degrees of all employments on the month's last day, each at its own unit and
--         not only the main one; the unit's code means what it meant that day.
-- Source: quantities.employments, staging.organisation_units, staging.cost_centres.
--
-- full_time_hundredths  hundredths of a full-time employee, rounded once, half up

select
    periods.period,
    cost_centres.department_id,
    ((2 * sum(employments.employment_rate) + 100) // 200)::bigint as full_time_hundredths
from quantities.periods
join quantities.employments
    on
        periods.last_day >= employments.valid_from
        and periods.last_day < employments.valid_until
join staging.organisation_units
    on
        employments.org_code = organisation_units.org_code
        and periods.last_day >= organisation_units.valid_from
        and periods.last_day < organisation_units.valid_until
join staging.cost_centres
    on
        organisation_units.cost_centre_id = cost_centres.cost_centre_id
        and periods.last_day >= cost_centres.valid_from
        and periods.last_day < cost_centres.valid_until
group by periods.period, cost_centres.department_id
order by periods.period, cost_centres.department_id
