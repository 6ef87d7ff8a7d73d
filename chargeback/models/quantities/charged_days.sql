-- The first and the last day that can be charged.
--
-- Grain:  one row; empty days where no month is charged.
-- Rule:   from the first charged month's first day to the last one's last.
-- Source: quantities.periods.
--
-- first_day, last_day  both are charged

select
    min(period) as first_day,
    max(last_day) as last_day
from quantities.periods
