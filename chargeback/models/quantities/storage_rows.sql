-- What each accepted row of the storage report is: stored data that is counted, or set aside.
--
-- Grain:  one row per row of staging.storage_volumes.
-- Rule:   sizes become whole 1/1 000 GB once, half up: 1 GB is 1 024 MB, 1 TB is 1 024 GB.
--         The owner text is an account or a department. Set aside: a day the storage is not
--         read for charging; a reading of a month that is not charged.
-- Source: staging.storage_volumes; dirty data D28, D41; docs/method.md, "Readings".
--
-- set_aside_rule  null for a row that is counted
-- object_id       the account that owns the data, else the volume: paths are not shown
-- person_id       the owning account's person on the reading day
-- department_id   of the owning account's directory unit, or the department named
-- unit_name       the owning account's directory unit, else the owner as written
-- quantity        1/1 000 GB

with

charged_readings as (
    select distinct
        source_id,
        reading_on
    from quantities.storage_days
)

select
    files.source_id,
    storage_volumes.snapshot_on,
    'STO-GB' as service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when charged_readings.reading_on is not null then null
        when
            storage_volumes.snapshot_on >= charged_days.first_day
            and storage_volumes.snapshot_on <= charged_days.last_day
            then 'not_a_charged_reading'
        else 'month_not_charged'
    end as set_aside_rule,
    coalesce(holders.holder_id, storage_volumes.volume) as object_id,
    holders.person_id,
    coalesce(named_departments.department_id, holders.department_id) as department_id,
    coalesce(holders.unit_name, storage_volumes.owner_name) as unit_name,
    case storage_volumes.size_unit
        when 'GB' then storage_volumes.size_milli
        when 'TB' then storage_volumes.size_milli * 1024
        when 'MB' then (storage_volumes.size_milli + 512) // 1024
    end as quantity,
    storage_volumes.source_file,
    storage_volumes.source_line
from staging.storage_volumes
join quantities.file_sources as files
    on files.entity = 'storage_volumes' and storage_volumes.source_file = files.file_name
cross join quantities.charged_days
left join charged_readings
    on
        files.source_id = charged_readings.source_id
        and storage_volumes.snapshot_on = charged_readings.reading_on
left join staging.services
    on services.service_id = 'STO-GB'
left join quantities.named_departments
    on lower(storage_volumes.owner_name) = named_departments.name
left join quantities.holders
    on
        holders.kind = 'account'
        and named_departments.name is null
        and lower(storage_volumes.owner_name) = holders.holder_id
        and storage_volumes.snapshot_on >= holders.valid_from
        and storage_volumes.snapshot_on < holders.valid_until
