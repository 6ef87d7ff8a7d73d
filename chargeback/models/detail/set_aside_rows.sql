-- Accepted source rows that are not counted, each with the rule that says why.
--
-- Grain:  one row per accepted source row that is set aside.
-- Rule:   the rules of quantities.account_rows, workstation_rows, pupil_rows and day_rows.
-- Source: the same.
--
-- period  the month of the snapshot or reading

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
