-- Months charged from a snapshot that is not of their last day.
--
-- Rule:   a missing snapshot is carried 45 days with a warning. It is owed by the source that
--         rules on the month's last day.
-- Source: money.md, "Snapshots".

select
    source_id,
    period,
    newest_snapshot_on,
    days_old
from quantities.snapshot_ages
where days_old > 0
order by source_id, period
