-- Accepted source rows that are not counted, each with the rule that says why.
--
-- Grain:  one row per accepted source row that is set aside.
-- Rule:   the rules of quantities.account_rows, workstation_rows, register_rows, pupil_rows,
--         licence_rows, storage_rows, call_rows, print_rows, ticket_rows, time_report_rows
--         and day_rows. A row that is counted by one of two services is not set aside.
-- Source: the same.
--
-- period  the month of the snapshot, reading or use

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.account_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.workstation_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.pupil_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    'expired' as rule,
    object_id,
    source_file,
    source_line
from quantities.day_rows
where valid_from = valid_until

union all

select
    date_trunc('month', register_rows.snapshot_on)::date as period,
    register_rows.source_id,
    register_rows.set_aside_rule as rule,
    register_rows.object_id,
    register_rows.source_file,
    register_rows.source_line
from quantities.register_rows
left join quantities.connection_events
    on
        register_rows.source_file = connection_events.source_file
        and register_rows.source_line = connection_events.source_line
where register_rows.set_aside_rule is not null and connection_events.source_line is null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.licence_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.storage_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', used_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.call_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', used_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.print_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', used_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.ticket_rows
where set_aside_rule is not null

union all

select
    date_trunc('month', used_on)::date as period,
    source_id,
    set_aside_rule as rule,
    object_id,
    source_file,
    source_line
from quantities.time_report_rows
where set_aside_rule is not null
