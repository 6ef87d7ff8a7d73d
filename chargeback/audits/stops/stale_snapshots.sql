-- A month may not be charged from a snapshot more than 45 days old.
--
-- Rule:   a missing snapshot is carried 45 days with a warning, then the run stops.
-- Source: money.md, "Snapshots"; docs/method.md, "A missing snapshot".

select
    snapshots.source_id,
    periods.period,
    max(snapshots.snapshot_on) as newest_snapshot_on,
    (periods.last_day - max(snapshots.snapshot_on))::bigint as days_old
from quantities.periods
join quantities.snapshots
    on periods.last_day >= snapshots.snapshot_on
group by snapshots.source_id, periods.period, periods.last_day
having periods.last_day - max(snapshots.snapshot_on) > 45
order by snapshots.source_id, periods.period
