-- Every accepted row of what is counted, with the rule that counts it or sets it aside.
--
-- Grain:  one row per accepted row of accounts, workstations, registers, pupils, licences,
--         storage, calls, prints, errands and hours; of employments, where any are counted, one
--         for each service.
-- Rule:   that of its own model; pupils and licences are counted by reading.
-- Kept:   no, a view: as most that it reads, and there are millions.
-- Source: the models named *_rows of each kind.
--
-- kind            as in quantities.owned_uses
-- told_on         the day of the snapshot, reading or use
-- rule            how the service is counted
-- set_aside_rule  null for a row that is counted

select
    kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.account_and_workstation_rows

union all

select
    kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.register_rows

union all

select
    'pupil' as kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    'on_dates' as rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.pupil_rows

union all

select
    'licence' as kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    'on_dates' as rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.licence_rows

union all

select
    'storage' as kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.storage_rows

union all

select
    'call' as kind,
    source_id,
    used_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.call_rows

union all

select
    'print' as kind,
    source_id,
    used_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.print_rows

union all

select
    'ticket' as kind,
    source_id,
    used_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.ticket_rows

union all

select
    'time_report' as kind,
    source_id,
    used_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.time_report_rows

union all

select
    'employment' as kind,
    source_id,
    snapshot_on as told_on,
    service_id,
    rule,
    set_aside_rule,
    object_id,
    source_file,
    source_line
from quantities.employment_rows
