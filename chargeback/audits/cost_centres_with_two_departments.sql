-- A cost centre belongs to one department a day, and a department has one default a day.
--
-- Rule:   departments are dated; a line has one payer.
-- Source: money.md, "Counting rules (services.rule) and who pays".

select
    'two departments' as fault,
    earlier.cost_centre_id,
    earlier.department_id,
    later.department_id as other_department_id,
    later.valid_from
from staging.cost_centres as earlier
join staging.cost_centres as later
    on
        earlier.cost_centre_id = later.cost_centre_id
        and earlier.source_line < later.source_line
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from

union all

select
    'two defaults' as fault,
    earlier.cost_centre_id,
    earlier.department_id,
    later.department_id as other_department_id,
    later.valid_from
from quantities.default_cost_centres as earlier
join quantities.default_cost_centres as later
    on
        earlier.department_id = later.department_id
        and earlier.cost_centre_id < later.cost_centre_id
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from
