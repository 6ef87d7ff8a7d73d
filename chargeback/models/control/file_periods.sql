-- The month each counted file belongs to.
--
-- Grain:  one row per accepted file of counted rows.
-- Rule:   the month of the file's own day; of a file that states none, the month of the
--         first use in it. Employments are counted rows where a service is charged per
--         full-time employee.
-- Source: staging.files, quantities.employment_rows; docs/method.md, "Reconciliation".
--
-- rows_accepted  counted while the file was read

with

used_days as (
    select
        source_file,
        min(called_on) as first_on
    from staging.calls
    group by source_file
    union all
    select
        source_file,
        min(printed_on) as first_on
    from staging.prints
    group by source_file
    union all
    select
        source_file,
        min(created_on) as first_on
    from staging.tickets
    group by source_file
    union all
    select
        source_file,
        min(worked_on) as first_on
    from staging.time_reports
    group by source_file
)

select
    files.source_id,
    files.entity,
    files.file_name,
    date_trunc('month', coalesce(files.snapshot_on, used_days.first_on))::date as period,
    files.rows_accepted
from staging.files
left join used_days
    on files.file_name = used_days.source_file
where
    files.entity in (
        'accounts', 'workstations', 'pupils', 'extensions', 'servers', 'e_services',
        'connections', 'licences', 'storage_volumes', 'calls', 'prints', 'tickets',
        'time_reports'
    )
    or (
        files.entity = 'employments'
        and files.source_id in (
            select employment_rows.source_id from quantities.employment_rows
        )
    )
order by files.source_id, period, files.file_name
