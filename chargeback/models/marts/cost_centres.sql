-- Cost centres, each with its name and department over time.
--
-- Grain:  one row per cost centre and interval of days.
-- Source: staging.cost_centres.
--
-- valid_from, valid_until  half-open

select
    cost_centre_id,
    department_id,
    name_sv,
    is_default::boolean as is_default,
    valid_from,
    valid_until
from staging.cost_centres
order by cost_centre_id, valid_from
