-- The cost centre that pays for a department where no unit of it is known.
--
-- Grain:  one row per department and interval of days.
-- Rule:   the department's cost centre marked as default.
-- Source: staging.cost_centres; money.md, "Owner of an object on a day".
--
-- valid_from, valid_until  half-open interval of days

select
    department_id,
    cost_centre_id,
    valid_from,
    valid_until
from staging.cost_centres
where is_default
order by department_id, valid_from
