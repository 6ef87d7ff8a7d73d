-- The days on which each source stated what was in force, and for how long each statement holds.
--
-- Grain:  one row per source and snapshot day.
-- Rule:   a snapshot of day D states the end of D and holds until the next one. An object
--         first seen in it may have begun after the snapshot before, never earlier.
-- Source: staging.files; docs/method.md, "From snapshots to days".
--
-- snapshot_no     1, 2, 3 … in order of day within the source
-- previous_on     the source's snapshot before; null for its first
-- next_on         the source's next snapshot; 9999-12-31 for its newest
-- first_month_end the first last day of a month the snapshot holds for; null when a later
--                 snapshot of the same month replaces it
-- reaches_from    the earliest day an object first seen in it can be charged from

with

snapshots as (
    select distinct
        source_id,
        entity,
        snapshot_on
    from staging.files
    where
        entity in (
            'accounts', 'workstations', 'employments', 'extensions', 'servers', 'e_services',
            'connections'
        )
        and snapshot_on is not null
),

neighbours as (
    select
        source_id,
        entity,
        snapshot_on,
        row_number() over (partition by source_id order by snapshot_on) as snapshot_no,
        lag(snapshot_on) over (partition by source_id order by snapshot_on) as previous_on,
        coalesce(
            lead(snapshot_on) over (partition by source_id order by snapshot_on),
            date '9999-12-31'
        ) as next_on
    from snapshots
),

first_charged as (
    select min(period) as period
    from quantities.periods
)

select
    neighbours.source_id,
    neighbours.entity,
    neighbours.snapshot_on,
    neighbours.snapshot_no,
    neighbours.previous_on,
    neighbours.next_on,
    case
        when last_day(neighbours.snapshot_on) < neighbours.next_on
            then last_day(neighbours.snapshot_on)
    end as first_month_end,
    greatest(neighbours.previous_on + 1, first_charged.period) as reaches_from
from neighbours
cross join first_charged
order by neighbours.source_id, neighbours.snapshot_on
