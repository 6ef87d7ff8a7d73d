-- What is counted, for which days, and on which day its owner is asked for.
--
-- Grain:  one row per counted source row and stretch of days it is counted for; calls,
--         prints and connections apart, whose owners are found in ways of their own.
-- Rule:   month_end: the whole month, owner at the end of its last day. A carried snapshot
--         counts for each month whose last day it holds for. day_exact: its days, owner by
--         day. on_dates: the days the reading is charged for, owner on the reading day.
--         on_day: the day counted, owner that day. sum, event: the day of use, owner that
--         day.
-- Source: services.rule; money.md, "Counting rules (services.rule) and who pays".
-- Kept:   no, a view: it is read once, and as many rows as the objects would be written.
--
-- kind                     account, workstation, pupil, extension, server, e_service,
--                          employment, licence, storage, ticket or time_report: which way
--                          the owner is found
-- location_cost_centre_id  of the unit a workstation stands at: the last to be
--                          asked
-- owned_on                 the day the owner is asked for
-- counted_on               the day counted; null where every day counts, or each use
-- valid_from, valid_until  the days the row is counted for, half-open
-- quantity                 1/1 000 of the service's unit: 1 000 for an object, an employment's
--                          rate

with

month_end_rows as (
    select *
    from quantities.account_and_workstation_rows
    where rule = 'month_end' and set_aside_rule is null
),

used_rows as (
    select
        'ticket' as kind,
        ticket_rows.source_id,
        ticket_rows.service_id,
        ticket_rows.rule,
        ticket_rows.object_id,
        reporters.person_id,
        null::varchar as named_cost_centre_id,
        ticket_rows.department_id,
        ticket_rows.unit_name,
        ticket_rows.used_on,
        ticket_rows.quantity,
        ticket_rows.source_file,
        ticket_rows.source_line
    from quantities.ticket_rows
    left join quantities.holders as reporters
        on
            reporters.kind = 'account'
            and ticket_rows.reporter_id = reporters.holder_id
            and ticket_rows.used_on >= reporters.valid_from
            and ticket_rows.used_on < reporters.valid_until
    where ticket_rows.set_aside_rule is null
    union all
    select
        'time_report' as kind,
        source_id,
        service_id,
        rule,
        object_id,
        null as person_id,
        named_cost_centre_id,
        department_id,
        unit_name,
        used_on,
        quantity,
        source_file,
        source_line
    from quantities.time_report_rows
    where set_aside_rule is null
)

select
    month_end_rows.kind,
    month_end_rows.source_id,
    month_end_rows.service_id,
    month_end_rows.rule,
    month_end_rows.object_id,
    month_end_rows.person_id,
    month_end_rows.named_cost_centre_id,
    month_end_rows.department_id,
    month_end_rows.location_cost_centre_id,
    month_end_rows.unit_name,
    month_end_rows.object_from,
    month_end_rows.object_until,
    month_end_rows.last_seen_on,
    snapshot_months.last_day as owned_on,
    snapshot_months.last_day as counted_on,
    snapshot_months.period as valid_from,
    snapshot_months.next_period as valid_until,
    1000::bigint as quantity,
    month_end_rows.source_file,
    month_end_rows.source_line
from month_end_rows
join quantities.snapshot_months
    on
        month_end_rows.source_id = snapshot_months.source_id
        and month_end_rows.snapshot_on = snapshot_months.snapshot_on
        and month_end_rows.object_until > snapshot_months.last_day

union all

select
    register_rows.kind,
    register_rows.source_id,
    register_rows.service_id,
    register_rows.rule,
    register_rows.object_id,
    register_rows.person_id,
    register_rows.named_cost_centre_id,
    register_rows.department_id,
    null as location_cost_centre_id,
    register_rows.unit_name,
    register_rows.object_from,
    register_rows.object_until,
    null as last_seen_on,
    register_months.last_day as owned_on,
    register_months.last_day as counted_on,
    register_months.period as valid_from,
    register_months.next_period as valid_until,
    1000 as quantity,
    register_rows.source_file,
    register_rows.source_line
from quantities.register_rows
join quantities.register_months
    on
        register_rows.source_file = register_months.source_file
        and register_rows.source_line = register_months.source_line
where register_rows.rule = 'month_end' and register_rows.kind <> 'connection'

union all

select
    'employment' as kind,
    source_id,
    service_id,
    rule,
    object_id,
    null as person_id,
    named_cost_centre_id,
    null as department_id,
    null as location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    null as last_seen_on,
    last_day as owned_on,
    last_day as counted_on,
    period as valid_from,
    next_period as valid_until,
    quantity,
    source_file,
    source_line
from quantities.employment_months

union all

select
    kind,
    source_id,
    service_id,
    rule,
    object_id,
    person_id,
    named_cost_centre_id,
    department_id,
    location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    last_seen_on,
    owned_on,
    counted_on,
    valid_from,
    valid_until,
    1000 as quantity,
    source_file,
    source_line
from quantities.day_uses

union all

select
    'workstation' as kind,
    source_id,
    service_id,
    rule,
    object_id,
    person_id,
    named_cost_centre_id,
    department_id,
    location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    last_seen_on,
    used_on as owned_on,
    null as counted_on,
    used_on as valid_from,
    used_on + 1 as valid_until,
    1000 as quantity,
    source_file,
    source_line
from quantities.workstation_events

union all

select
    'pupil' as kind,
    source_id,
    service_id,
    'on_dates' as rule,
    object_id,
    null as person_id,
    named_cost_centre_id,
    department_id,
    null as location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    null as last_seen_on,
    snapshot_on as owned_on,
    snapshot_on as counted_on,
    valid_from,
    valid_until,
    1000 as quantity,
    source_file,
    source_line
from quantities.pupil_rows
where set_aside_rule is null

union all

select
    'licence' as kind,
    source_id,
    service_id,
    'on_dates' as rule,
    object_id,
    person_id,
    named_cost_centre_id,
    department_id,
    null as location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    null as last_seen_on,
    snapshot_on as owned_on,
    snapshot_on as counted_on,
    valid_from,
    valid_until,
    quantity,
    source_file,
    source_line
from quantities.licence_rows
where set_aside_rule is null

union all

select
    'storage' as kind,
    storage_rows.source_id,
    storage_rows.service_id,
    storage_rows.rule,
    storage_rows.object_id,
    storage_rows.person_id,
    null as named_cost_centre_id,
    storage_rows.department_id,
    null as location_cost_centre_id,
    storage_rows.unit_name,
    null as object_from,
    null as object_until,
    storage_rows.snapshot_on as last_seen_on,
    storage_days.due_on as owned_on,
    storage_days.due_on as counted_on,
    storage_days.due_on as valid_from,
    storage_days.due_on + 1 as valid_until,
    storage_rows.quantity,
    storage_rows.source_file,
    storage_rows.source_line
from quantities.storage_rows
join quantities.storage_days
    on
        storage_rows.source_id = storage_days.source_id
        and storage_rows.service_id = storage_days.service_id
        and storage_rows.snapshot_on = storage_days.reading_on
where storage_rows.set_aside_rule is null

union all

select
    kind,
    source_id,
    service_id,
    rule,
    object_id,
    person_id,
    named_cost_centre_id,
    department_id,
    null as location_cost_centre_id,
    unit_name,
    null as object_from,
    null as object_until,
    null as last_seen_on,
    used_on as owned_on,
    null as counted_on,
    used_on as valid_from,
    used_on + 1 as valid_until,
    quantity,
    source_file,
    source_line
from used_rows
