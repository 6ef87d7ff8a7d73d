-- Months for which a source that otherwise delivers owes a file.
--
-- Rule:   a missing file of usage is a warning: the month is charged without it, and a late
--         file is taken in. Snapshots have a warning of their own, for they are carried.
-- Source: control.expected_files; docs/method.md, "Missing files".

select
    expected_files.source_id,
    expected_files.period
from control.expected_files
where
    not expected_files.is_present
    and expected_files.source_id in (select files.source_id from staging.files)
    and expected_files.source_id not in (
        select snapshots.source_id from quantities.snapshots
        union
        select storage_days.source_id from quantities.storage_days
    )
order by expected_files.source_id, expected_files.period
