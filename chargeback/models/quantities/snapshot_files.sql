-- Which snapshot each file is part of.
--
-- Grain:  one row per file of a snapshot.
-- Rule:   a file states its source's snapshot of its own day.
-- Source: staging.files, quantities.snapshots.
--
-- Columns as quantities.snapshots; file_name is what staged rows call source_file.

with

files as (
    select distinct
        file_name,
        source_id,
        entity,
        snapshot_on
    from staging.files
)

select
    files.file_name,
    snapshots.source_id,
    snapshots.chain,
    snapshots.entity,
    snapshots.snapshot_on,
    snapshots.rules,
    snapshots.snapshot_no,
    snapshots.previous_on,
    snapshots.next_on,
    snapshots.first_month_end,
    snapshots.reaches_from
from files
join quantities.snapshots
    on
        files.source_id = snapshots.source_id
        and files.entity = snapshots.entity
        and files.snapshot_on = snapshots.snapshot_on
order by files.file_name
