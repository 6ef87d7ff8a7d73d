-- New workstations, each once.
--
-- Grain:  one row per workstation that an inventory counts for the first time.
-- Rule:   the first snapshot that rules and counts it, whichever source it is of; charged on
--         the snapshot's day, to who owns it then. The first snapshot of a chain makes nothing
--         new: what it shows may have been connected long before. A workstation that is
--         renamed, moved or back after months away is known by its serial number and not new.
--         No event where the service does not exist that day.
-- Source: quantities.judged_workstations, workstation_copies, main_users, located_cost_centres;
--         services.rule event; docs/method.md, "What is counted".
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
    from quantities.judged_workstations
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
),

-- Few of all rows: only their users are looked up.
found as (
    select
        judged.*,
        new_ones.service_id as event_service_id,
        new_ones.rule as event_rule
    from new_ones
    join quantities.judged_workstations as judged
        on
            new_ones.source_id = judged.source_id
            and new_ones.snapshot_on = judged.snapshot_on
            and new_ones.object_key = judged.object_key
    where judged.set_aside_rule is null
)

select
    found.source_id,
    found.snapshot_on,
    found.event_service_id as service_id,
    found.event_rule as rule,
    found.asset_name as object_id,
    main_users.person_id,
    found.cost_centre_id as named_cost_centre_id,
    main_users.department_id,
    found.main_user_id as unit_name,
    located_cost_centres.cost_centre_id as location_cost_centre_id,
    found.purchased_on as object_from,
    date '9999-12-31' as object_until,
    found.last_inventoried_on as last_seen_on,
    found.snapshot_on as used_on,
    found.source_file,
    found.source_line
from found
left join quantities.workstation_copies as copies
    on found.source_file = copies.source_file and found.source_line = copies.source_line
left join quantities.main_users
    on
        found.snapshot_on = main_users.snapshot_on
        and found.wanted_user_id = main_users.account_id
left join quantities.located_cost_centres
    on
        found.snapshot_on = located_cost_centres.snapshot_on
        and found.wanted_location = located_cost_centres.name
where copies.source_line is null
order by found.snapshot_on, found.asset_name
