-- Every staged row names a file that was taken in, with the snapshot day of that file.
-- A row of usage has a day of its own and no snapshot day.
--
-- Rule:   rows in = accepted + rejected, file by file; a row of no file would never be counted.
-- Source: staging.files; money.md, "Reconciliation".

with

staged_rows as (
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.accounts
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.workstations
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.employments
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.pupils
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.extensions
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.servers
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.e_services
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.connections
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.licences
    group by source_file, snapshot_on
    union all
    select
        source_file,
        snapshot_on,
        count(*) as source_rows
    from staging.storage_volumes
    group by source_file, snapshot_on
    union all
    select
        source_file,
        null as snapshot_on,
        count(*) as source_rows
    from staging.calls
    group by source_file
    union all
    select
        source_file,
        null as snapshot_on,
        count(*) as source_rows
    from staging.prints
    group by source_file
    union all
    select
        source_file,
        null as snapshot_on,
        count(*) as source_rows
    from staging.tickets
    group by source_file
    union all
    select
        source_file,
        null as snapshot_on,
        count(*) as source_rows
    from staging.time_reports
    group by source_file
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
