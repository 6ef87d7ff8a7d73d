-- The objects behind the lines, each with its source file and line.
--
-- Grain:  one row per counted source row and stretch of days it is counted for.
-- Rule:   calls, prints, errands and hours too: each is one row. A line's objects have its
--         cost centre, service and (where the charge is itself an agreement) agreement, and
--         days that overlap its charge period.
-- Source: quantities.owned_uses (its four parts), quantities.owned_agreements,
--         quantities.owned_decisions.
--
-- valid_from, valid_until    the days counted for, half-open
-- quantity                   1/1 000 of the service's unit: 1 000 for an object
-- object_id                  machine, account, extension, errand …: never a called number,
--                            a document or a path
-- object_from, object_until  the object's own days as the source states them
-- owner_rule                 employment, directory_unit, code_string, main_user, school,
--                            district, cost_centre, department, extension, shared_site,
--                            location, agreement or decision; mending: and the number of
--                            the fact in the journal where a controller has said whose it is

with

objects as (
    select * from quantities.owned_objects
    union all
    select * from quantities.owned_connections
    union all
    select * from quantities.owned_agreements
    union all
    select * from quantities.owned_decisions
),

usage as (
    select * from quantities.owned_calls
    union all
    select * from quantities.owned_prints
),

-- Objects stand by what they are looked up by. Calls and prints come month by month from their
-- files and stay so: sorting millions of them would cost more than all the rest.
sorted_objects as (
    select *
    from objects
    where reason is null
    order by cost_centre_id, service_id, valid_from, source_line
),

paid as (
    select * from sorted_objects
    union all
    select * from usage
    where reason is null
)

select
    department_id,
    cost_centre_id,
    service_id,
    agreement_id,
    valid_from,
    valid_until,
    quantity,
    object_id,
    object_from,
    object_until,
    last_seen_on,
    owner_rule,
    source_file,
    source_line
from paid
