-- The days a register was read, and from when to when each reading is charged.
--
-- Grain:  one row per source, reading day and service read by it.
-- Rule:   a reading takes effect on the 1st of the next month and holds until the next one
--         takes effect. Only the service's own days count: 15 October and 15 February
--         for pupils, 31 December for licences.
-- Source: staging.files, staging.services (rule on_dates); money.md, "Counting rules".
--
-- counts                   false when the day is not one of the service's, or when a later
--                          reading took effect before the first charged month
-- valid_from, valid_until  the days the reading is charged for

with

read_days as (
    select distinct
        files.source_id,
        files.snapshot_on as reading_on,
        services.service_id,
        list_contains(
            string_split(services.rule_days, '|'), strftime(files.snapshot_on, '%m-%d')
        ) as is_reading_day
    from staging.files
    cross join staging.services
    where
        files.snapshot_on is not null
        and services.rule = 'on_dates'
        and (
            (files.entity = 'pupils' and contains(services.source, 'elevregister'))
            or (files.entity = 'licences' and contains(services.source, 'licenser'))
        )
),

effective as (
    select
        *,
        last_day(reading_on) + 1 as valid_from,
        coalesce(
            last_day(
                lead(reading_on) over (
                    partition by source_id, service_id, is_reading_day order by reading_on
                )
            ) + 1,
            date '9999-12-31'
        ) as valid_until
    from read_days
)

select
    effective.source_id,
    effective.service_id,
    effective.reading_on,
    effective.valid_from,
    effective.valid_until,
    effective.is_reading_day
    and effective.valid_until > coalesce(charged_days.first_day, date '9999-12-31') as counts
from effective
cross join quantities.charged_days
order by effective.source_id, effective.reading_on
