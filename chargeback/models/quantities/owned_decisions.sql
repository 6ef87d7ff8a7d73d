-- Yearly decisions that put a department in a class, on the cost centre that pays.
--
-- Grain:  one row per department, decided year and stretch of days with one payer.
-- Rule:   the class decided for the year names the service (S → the service ending in -S).
--         The department's default cost centre pays while the department exists.
-- Source: staging.size_classes; services.rule decision.
--
-- Columns as quantities.owned_uses; the object is the department.

with

decided as (
    select
        size_classes.*,
        services.service_id,
        services.rule,
        departments.valid_from as department_from,
        departments.valid_until as department_until
    from staging.size_classes
    join staging.services
        on services.service_id like '%-' || size_classes.class
    join staging.departments
        on size_classes.department_id = departments.department_id
    where services.rule = 'decision'
),

paid as (
    select
        decided.*,
        defaults.cost_centre_id,
        greatest(
            decided.valid_from, decided.department_from, defaults.valid_from
        ) as paid_from,
        least(
            make_date(decided.year + 1, 1, 1), decided.department_until, defaults.valid_until
        ) as paid_until
    from decided
    join quantities.default_cost_centres as defaults
        on decided.department_id = defaults.department_id
)

select
    'decision' as kind,
    'reference_size_classes' as source_id,
    service_id,
    rule,
    cost_centre_id,
    department_id,
    null::varchar as agreement_id,
    null::varchar as reason,
    null::date as counted_on,
    paid_from as valid_from,
    paid_until as valid_until,
    1000::bigint as quantity,
    department_id as object_id,
    valid_from as object_from,
    make_date(year + 1, 1, 1) as object_until,
    null::date as last_seen_on,
    'decision' as owner_rule,
    null::varchar as unit_name,
    null::varchar as named_cost_centre_id,
    source_file,
    source_line
from paid
where paid_from < paid_until
