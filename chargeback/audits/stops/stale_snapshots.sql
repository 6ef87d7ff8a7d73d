-- A month may not be charged from a snapshot more than 45 days old.
--
-- Rule:   a missing snapshot is carried 45 days with a warning, then the run stops. It is owed
--         by the source that rules on the month's last day; the newest before it may be of
--         the source it follows. Where no source rules any longer none is owed.
-- Source: money.md, "Snapshots"; docs/method.md, "A missing snapshot".

select
    source_id,
    period,
    newest_snapshot_on,
    days_old
from quantities.snapshot_ages
where days_old > 45
order by source_id, period
