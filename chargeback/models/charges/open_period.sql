-- The first month that is not closed: corrections are booked in it.
--
-- Grain:  one row where a month is closed, none else.
-- Rule:   months close in order, so it is the month after the last closed one.
-- Source: staging.sealed_lines; money.md, "Periods and corrections".

select (max(period) + interval 1 month)::date as open_from
from staging.sealed_lines
having count(*) > 0
