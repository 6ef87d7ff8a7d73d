-- How old the snapshot is that each month is charged from.
--
-- Grain:  one row per month and source that owes it a snapshot.
-- Rule:   a snapshot is owed by the source that rules on the month's last day; the newest
--         before it may be of the source it follows. Where no source rules any longer none
--         is owed.
-- Source: quantities.snapshots, quantities.source_chains; money.md, "Snapshots".
--
-- days_old  days from the snapshot to the month's last day; 0 where it is of that day

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
order by owing.source_id, periods.period
