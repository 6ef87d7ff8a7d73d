-- How many full-time employees each cost centre has, in the months whose rules count them.
--
-- Grain:  one row per month and cost centre.
-- Rule:   every employment in force on the month's last day, by its rate, on the cost centre
--         its unit had that day. Counted only where a pool is shared by full-time employees.
-- Source: quantities.employments, staging.organisation_units, staging.cost_centres,
--         staging.pool_rules.
--
-- quantity  1/1 000 full-time employee, halves up; 12 500 hundredths of a per cent are 1 250

with

counted_months as (
    select distinct
        periods.period,
        periods.last_day
    from quantities.periods
    join staging.pool_rules
        on
            pool_rules.driver = 'full_time_employees'
            and pool_rules.share_unit = 'driver'
            and periods.last_day >= pool_rules.valid_from
            and periods.last_day < pool_rules.valid_until
)

select
    counted_months.period,
    cost_centres.cost_centre_id,
    cost_centres.department_id,
    ((sum(employments.employment_rate) + 5) // 10)::bigint as quantity
from counted_months
join quantities.employments
    on
        counted_months.last_day >= employments.valid_from
        and counted_months.last_day < employments.valid_until
join staging.organisation_units
    on
        employments.org_code = organisation_units.org_code
        and counted_months.last_day >= organisation_units.valid_from
        and counted_months.last_day < organisation_units.valid_until
join staging.cost_centres
    on
        organisation_units.cost_centre_id = cost_centres.cost_centre_id
        and counted_months.last_day >= cost_centres.valid_from
        and counted_months.last_day < cost_centres.valid_until
group by counted_months.period, cost_centres.cost_centre_id, cost_centres.department_id
