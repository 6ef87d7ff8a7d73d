-- The days on which each source stated what was in force, and for how long each statement holds.
--
-- Grain:  one row per source and snapshot day.
-- Rule:   a snapshot of day D states the end of D and holds until the chain's next one that
--         rules. An object first seen in it may have begun after the snapshot before, never
--         earlier. The snapshot of a source that another one rules over that day holds for
--         no day.
-- Source: staging.files, quantities.source_chains; docs/method.md, "From snapshots to days".
--
-- chain           sources that tell of the same objects one after another
-- rules           whether this snapshot is the one that counts
-- snapshot_no     1, 2, 3 … in order of day among the chain's snapshots that rule; else null
-- previous_on     the snapshot before it among those; null for the first
-- next_on         the next of those; for the newest the day after the last day any source of
--                 the chain rules, mostly 9999-12-31; its own day when it does not rule
-- first_month_end the first last day of a month the snapshot holds for; null when a later
--                 snapshot of the same month replaces it, or it does not rule
-- reaches_from    the earliest day an object first seen in it can be charged from

with

snapshots as (
    select distinct
        files.source_id,
        source_chains.chain,
        files.entity,
        files.snapshot_on,
        files.snapshot_on >= source_chains.rules_from
        and files.snapshot_on < source_chains.rules_until as rules
    from staging.files
    join quantities.source_chains
        on files.source_id = source_chains.source_id
    where
        files.entity in (
            'accounts', 'workstations', 'employments', 'extensions', 'servers', 'e_services',
            'connections'
        )
        and files.snapshot_on is not null
),

chain_ends as (
    select
        chain,
        max(rules_until) as chain_until
    from quantities.source_chains
    group by chain
),

neighbours as (
    select
        snapshots.*,
        row_number() over in_order as snapshot_no,
        lag(snapshots.snapshot_on) over in_order as previous_on,
        coalesce(lead(snapshots.snapshot_on) over in_order, chain_ends.chain_until) as next_on
    from snapshots
    join chain_ends
        on snapshots.chain = chain_ends.chain
    where snapshots.rules
    window in_order as (
        partition by snapshots.chain, snapshots.entity order by snapshots.snapshot_on
    )
)

select
    neighbours.source_id,
    neighbours.chain,
    neighbours.entity,
    neighbours.snapshot_on,
    neighbours.rules,
    neighbours.snapshot_no,
    neighbours.previous_on,
    neighbours.next_on,
    case
        when last_day(neighbours.snapshot_on) < neighbours.next_on
            then last_day(neighbours.snapshot_on)
    end as first_month_end,
    greatest(neighbours.previous_on + 1, charged_days.first_day) as reaches_from
from neighbours
cross join quantities.charged_days

union all

select
    source_id,
    chain,
    entity,
    snapshot_on,
    rules,
    null as snapshot_no,
    null as previous_on,
    snapshot_on as next_on,
    null as first_month_end,
    null as reaches_from
from snapshots
where not rules
order by source_id, snapshot_on
