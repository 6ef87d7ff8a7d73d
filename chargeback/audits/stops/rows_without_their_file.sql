-- Every staged row names a file that was taken in, with the snapshot day of that file.
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
)

select
    staged_rows.source_file,
    staged_rows.snapshot_on,
    staged_rows.source_rows
from staged_rows
left join staging.files
    on
        staged_rows.source_file = files.file_name
        and staged_rows.snapshot_on = files.snapshot_on
where files.file_name is null
order by staged_rows.source_file
