-- Months charged from a snapshot that is not of their last day.
--
-- Rule:   a missing snapshot is carried 45 days with a warning. It is owed by the source that
--         rules on the month's last day.
-- Source: money.md, "Snapshots".

select
    owing.source_id,
    periods.period,
    max(snapshots.snapshot_on) as newest_snapshot_on,
    (periods.last_day - max(snapshots.snapshot_on))::bigint as days_old
from quantities.periods
join quantities.source_chains as owing
    on periods.last_day >= owing.rules_from and periods.last_day < owing.rules_until
join quantities.snapshots
    on
        owing.chain = snapshots.chain
        and snapshots.rules
        and periods.last_day >= snapshots.snapshot_on
group by owing.source_id, periods.period, periods.last_day
having max(snapshots.snapshot_on) < periods.last_day
order by owing.source_id, periods.period
