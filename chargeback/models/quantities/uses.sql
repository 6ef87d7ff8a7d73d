-- What is counted, for which days, and on which day its owner is asked for.
--
-- Grain:  one row per counted source row and stretch of days it is counted for.
-- Rule:   month_end: the whole month, owner at the end of its last day. A carried snapshot
--         counts for each month whose last day it holds for. day_exact: its days, owner by
--         day. on_dates: the days the reading is charged for, owner on the reading day.
-- Source: services.rule; money.md, "Counting rules (services.rule) and who pays".
-- Kept:   no, a view: it is read once, and as many rows as the objects would be written.
--
-- kind                     account, workstation or pupil: which way the owner is found
-- owned_on                 the day the owner is asked for
-- counted_on               the day counted; null where every day counts
-- valid_from, valid_until  the days the row is counted for, half-open

with

snapshot_months as (
    select
        snapshots.source_id,
        snapshots.snapshot_on,
        periods.period,
        periods.last_day,
        periods.next_period
    from quantities.snapshots
    join quantities.periods
        on
            snapshots.snapshot_on <= periods.last_day
            and snapshots.next_on > periods.last_day
),

month_end_rows as (
    select
        'account' as kind,
        account_rows.*
    from quantities.account_rows
    where rule = 'month_end' and set_aside_rule is null
    union all
    select
        'workstation' as kind,
        workstation_rows.*
    from quantities.workstation_rows
    where rule = 'month_end' and set_aside_rule is null
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
    month_end_rows.unit_name,
    month_end_rows.object_from,
    month_end_rows.object_until,
    month_end_rows.last_seen_on,
    snapshot_months.last_day as owned_on,
    snapshot_months.last_day as counted_on,
    snapshot_months.period as valid_from,
    snapshot_months.next_period as valid_until,
    month_end_rows.source_file,
    month_end_rows.source_line
from month_end_rows
join snapshot_months
    on
        month_end_rows.source_id = snapshot_months.source_id
        and month_end_rows.snapshot_on = snapshot_months.snapshot_on
        and month_end_rows.object_until > snapshot_months.last_day

union all

select *
from quantities.day_uses

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
    unit_name,
    object_from,
    object_until,
    null as last_seen_on,
    snapshot_on as owned_on,
    snapshot_on as counted_on,
    valid_from,
    valid_until,
    source_file,
    source_line
from quantities.pupil_rows
where set_aside_rule is null
