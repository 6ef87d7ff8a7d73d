-- Which reading of the storage is charged for each month.
--
-- Grain:  one row per month, source and service counted on a day of the month.
-- Rule:   as read on the service's day (the 20th), for that month. A missing reading is
--         carried: the newest before the day stands in for it.
-- Source: staging.files, staging.services (rule on_day); docs/method.md, "Readings".
--
-- due_on      the day counted; the month's last day where the month is shorter
-- reading_on  the day of the reading that is charged

with

due as (
    select
        services.service_id,
        periods.period,
        least(
            periods.period + services.rule_days::integer - 1, periods.last_day
        )::date as due_on
    from staging.services
    cross join quantities.periods
    where services.rule = 'on_day' and contains(services.source, 'lagring')
),

read_days as (
    select distinct
        source_id,
        snapshot_on
    from staging.files
    where entity = 'storage_volumes'
)

select
    read_days.source_id,
    due.service_id,
    due.period,
    due.due_on,
    max(read_days.snapshot_on) as reading_on
from due
join read_days
    on due.due_on >= read_days.snapshot_on
group by read_days.source_id, due.service_id, due.period, due.due_on
order by read_days.source_id, due.period
