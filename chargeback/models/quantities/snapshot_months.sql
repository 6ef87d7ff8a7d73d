-- The months each snapshot is counted for.
--
-- Grain:  one row per snapshot and charged month whose last day it holds for.
-- Rule:   a snapshot of day D states the end of D and holds until the next one; a carried
--         snapshot is counted for each month whose last day it holds for.
-- Source: quantities.snapshots, quantities.periods; docs/method.md, "From snapshots to days".
--
-- last_day     the day counted
-- next_period  first day of the month after

select
    snapshots.source_id,
    snapshots.entity,
    snapshots.snapshot_on,
    periods.period,
    periods.last_day,
    periods.next_period
from quantities.snapshots
join quantities.periods
    on
        snapshots.snapshot_on <= periods.last_day
        and snapshots.next_on > periods.last_day
order by snapshots.source_id, periods.period
