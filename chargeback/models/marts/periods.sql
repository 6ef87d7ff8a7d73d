-- The months that have bills.
--
-- Grain:  one row per month.
-- Source: quantities.periods.
--
-- period    first day of the month
-- last_day  its last day
-- days      how many

select
    period,
    last_day,
    days
from quantities.periods
order by period
