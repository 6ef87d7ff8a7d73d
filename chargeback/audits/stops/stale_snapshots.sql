-- A month may not be charged from a snapshot more than 45 days old.
--
-- Rule:   a missing snapshot is carried 45 days with a warning, then the run stops. It is owed
--         by the source that rules on the month's last day; the newest before it may be of
--         the source it follows. Where no source rules any longer none is owed.
-- Source: money.md, "Snapshots"; docs/method.md, "A missing snapshot".

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
having periods.last_day - max(snapshots.snapshot_on) > 45
order by owing.source_id, periods.period
