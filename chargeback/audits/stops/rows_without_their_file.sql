-- Every staged row names a file that was taken in, with the snapshot day of that file.
-- A row of usage has a day of its own and no snapshot day.
--
-- Rule:   rows in = accepted + rejected, file by file; a row of no file would never be counted.
-- Source: staging.files; money.md, "Reconciliation".

with

told as (
    select
        source_file,
        snapshot_on
    from staging.accounts
    union all
    select
        source_file,
        snapshot_on
    from staging.workstations
    union all
    select
        source_file,
        snapshot_on
    from staging.employments
    union all
    select
        source_file,
        snapshot_on
    from staging.pupils
    union all
    select
        source_file,
        snapshot_on
    from staging.extensions
    union all
    select
        source_file,
        snapshot_on
    from staging.servers
    union all
    select
        source_file,
        snapshot_on
    from staging.e_services
    union all
    select
        source_file,
        snapshot_on
    from staging.connections
    union all
    select
        source_file,
        snapshot_on
    from staging.licences
    union all
    select
        source_file,
        snapshot_on
    from staging.storage_volumes
    union all
    select
        source_file,
        null as snapshot_on
    from staging.calls
    union all
    select
        source_file,
        null as snapshot_on
    from staging.prints
    union all
    select
        source_file,
        null as snapshot_on
    from staging.tickets
    union all
    select
        source_file,
        null as snapshot_on
    from staging.time_reports
),

staged_rows as (
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from told
    group by source_file, snapshot_on
)

select
    staged_rows.source_file,
    staged_rows.snapshot_on,
    staged_rows.source_rows
from staged_rows
left join staging.files
    on
        staged_rows.source_file = files.file_name
        and coalesce(staged_rows.snapshot_on = files.snapshot_on, true)
where files.file_name is null
order by staged_rows.source_file
