-- How much is employed on each cost centre at the end of each month.
--
-- Grain:  one row per month and cost centre.
-- Rule:   every employment in force on the month's last day, each at its own unit and not only
--         the main one; the unit's code means what it meant that day.
-- Source: quantities.employments, staging.organisation_units, staging.cost_centres.
--
-- employment_rate  hundredths of a per cent of a full-time employee, added up

select
    periods.period,
    periods.last_day,
    cost_centres.cost_centre_id,
    cost_centres.department_id,
    sum(employments.employment_rate)::bigint as employment_rate
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
group by
    periods.period, periods.last_day, cost_centres.cost_centre_id, cost_centres.department_id
