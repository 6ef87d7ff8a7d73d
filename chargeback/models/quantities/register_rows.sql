-- What each accepted row of a register is: a service's object, or set aside.
--
-- Grain:  one row per row of staging.extensions, servers, e_services and connections.
-- Rule:   counted if it speaks for its object at some month's end. Set aside, first rule that
--         fits: as quantities.judged_registers; ended by the days counted; named twice.
-- Source: quantities.judged_registers, quantities.register_months; docs/method.md, "What is
--         set aside".
--
-- set_aside_rule  null for a row that is counted
-- rule            how the service is counted; unknown where no service has the name
-- department_id   null when no department goes by the name
-- unit_name       the department as written

with

speaking as (
    select distinct
        source_file,
        source_line
    from quantities.register_months
),

first_days as (
    select
        source_id,
        snapshot_on,
        min(last_day) as first_day,
        max(last_day) as last_day
    from quantities.snapshot_months
    group by source_id, snapshot_on
)

select
    judged.kind,
    judged.source_id,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    case
        when judged.set_aside_rule is not null then judged.set_aside_rule
        when speaking.source_line is not null then null
        when
            judged.object_until <= first_days.first_day
            or (
                judged.object_from > first_days.first_day
                and judged.object_until <= first_days.last_day
            )
            then 'ended'
        else 'duplicate'
    end as set_aside_rule,
    judged.object_id,
    judged.person_id,
    judged.named_cost_centre_id,
    named_departments.department_id,
    judged.department_name as unit_name,
    judged.object_from,
    judged.object_until,
    judged.source_file,
    judged.source_line
from quantities.judged_registers as judged
left join speaking
    on
        judged.source_file = speaking.source_file
        and judged.source_line = speaking.source_line
left join first_days
    on judged.source_id = first_days.source_id and judged.snapshot_on = first_days.snapshot_on
left join quantities.named_departments
    on lower(judged.department_name) = named_departments.name
