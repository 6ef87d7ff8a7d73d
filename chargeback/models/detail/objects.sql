-- The objects behind the lines, each with its source file and line.
--
-- Grain:  one row per counted source row and stretch of days it is counted for.
-- Rule:   a line's objects have its cost centre, service and (where the charge is itself an
--         agreement) agreement, and days that overlap its charge period.
-- Source: quantities.owned_uses, quantities.owned_agreements, quantities.owned_decisions.
--
-- valid_from, valid_until    the days counted for, half-open
-- object_from, object_until  the object's own days as the source states them
-- owner_rule                 employment, directory_unit, code_string, main_user, school,
--                            district, agreement or decision

with

owned as (
    select * from quantities.owned_uses
    union all
    select * from quantities.owned_agreements
    union all
    select * from quantities.owned_decisions
)

select
    department_id,
    cost_centre_id,
    service_id,
    agreement_id,
    valid_from,
    valid_until,
    object_id,
    object_from,
    object_until,
    last_seen_on,
    owner_rule,
    source_file,
    source_line
from owned
where reason is null
order by cost_centre_id, service_id, valid_from, source_line
