-- How many full-time employees each cost centre has, in the months whose rules count them.
--
-- Grain:  one row per month and cost centre.
-- Rule:   counted only where a pool is shared by full-time employees that month's last day.
-- Source: quantities.employment_rates, staging.pool_rules.
--
-- quantity  1/1 000 full-time employee, halves up; 12 500 hundredths of a per cent are 1 250

select
    period,
    cost_centre_id,
    department_id,
    ((employment_rate + 5) // 10)::bigint as quantity
from quantities.employment_rates
where exists (
    select true
    from staging.pool_rules
    where
        pool_rules.driver = 'full_time_employees'
        and pool_rules.share_unit = 'driver'
        and employment_rates.last_day >= pool_rules.valid_from
        and employment_rates.last_day < pool_rules.valid_until
)
