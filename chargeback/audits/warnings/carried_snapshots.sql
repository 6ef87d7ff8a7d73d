-- Months charged from a snapshot that is not of their last day.
--
-- Rule:   a missing snapshot is carried 45 days with a warning.
-- Source: money.md, "Snapshots".

select
    snapshots.source_id,
    periods.period,
    max(snapshots.snapshot_on) as newest_snapshot_on,
    (periods.last_day - max(snapshots.snapshot_on))::bigint as days_old
from quantities.periods
join quantities.snapshots
    on periods.last_day >= snapshots.snapshot_on
group by snapshots.source_id, periods.period, periods.last_day
having max(snapshots.snapshot_on) < periods.last_day
order by snapshots.source_id, periods.period
