-- New workstations, each once.
--
-- Grain:  one row per workstation that an inventory counts for the first time.
-- Rule:   the first snapshot that rules and counts it, whichever source it is of; charged on
--         the snapshot's day, to who owns it then. The first snapshot of a chain makes nothing
--         new: what it shows may have been connected long before. A workstation that is
--         renamed, moved or back after months away is known by its serial number and not new.
--         No event where the service does not exist that day.
-- Source: quantities.workstation_rows; services.rule event; docs/method.md, "What is counted".
--
-- used_on  the day of the snapshot

with

event_days as (
    select
        snapshots.chain,
        snapshots.source_id,
        snapshots.snapshot_on,
        snapshots.snapshot_no,
        services.service_id,
        services.rule
    from quantities.snapshots
    left join staging.services
        on
            services.service_id = 'WS-ANSL'
            and services.rule = 'event'
            and snapshots.snapshot_on >= services.valid_from
            and snapshots.snapshot_on < services.valid_until
    where snapshots.entity = 'workstations' and snapshots.rules
),

firsts as (
    select
        chain,
        object_key,
        min(snapshot_on) as first_on
    from quantities.workstation_rows
    where set_aside_rule is null
    group by chain, object_key
),

new_ones as (
    select
        firsts.object_key,
        event_days.*
    from firsts
    join event_days
        on firsts.chain = event_days.chain and firsts.first_on = event_days.snapshot_on
    where event_days.service_id is not null and event_days.snapshot_no > 1
)

select
    rows_in_force.source_id,
    rows_in_force.snapshot_on,
    new_ones.service_id,
    new_ones.rule,
    rows_in_force.object_id,
    rows_in_force.person_id,
    rows_in_force.named_cost_centre_id,
    rows_in_force.department_id,
    rows_in_force.unit_name,
    rows_in_force.location_cost_centre_id,
    rows_in_force.object_from,
    rows_in_force.object_until,
    rows_in_force.last_seen_on,
    rows_in_force.snapshot_on as used_on,
    rows_in_force.source_file,
    rows_in_force.source_line
from quantities.workstation_rows as rows_in_force
join new_ones
    on
        rows_in_force.source_id = new_ones.source_id
        and rows_in_force.snapshot_on = new_ones.snapshot_on
        and rows_in_force.object_key = new_ones.object_key
where rows_in_force.set_aside_rule is null
order by rows_in_force.snapshot_on, rows_in_force.object_id
