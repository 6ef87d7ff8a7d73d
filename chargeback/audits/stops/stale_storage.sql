-- A month may not be charged from a reading of the storage more than 45 days old.
--
-- Rule:   a missing reading is carried 45 days with a warning, then the run stops.
-- Source: quantities.storage_days; docs/method.md, "A missing snapshot".

select
    source_id,
    period,
    reading_on as newest_snapshot_on,
    (due_on - reading_on)::bigint as days_old
from quantities.storage_days
where due_on - reading_on > 45
order by source_id, period
