-- Months charged from a reading of the storage that is not of the service's day.
--
-- Rule:   a missing reading is carried 45 days with a warning.
-- Source: quantities.storage_days; docs/method.md, "A missing snapshot".

select
    source_id,
    period,
    reading_on as newest_snapshot_on,
    (due_on - reading_on)::bigint as days_old
from quantities.storage_days
where reading_on < due_on
order by source_id, period
