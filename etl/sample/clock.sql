-- When people work: days and hours to draw from, the common ones many times over.

-- Grain: month and position from 0; a working day stands twelve times, a Saturday twice and a
-- Sunday once. choices: how many positions the month has.
create or replace table work_days as
select
    month_no,
    row_number() over (partition by month_no order by day, copy) - 1 as position,
    count(*) over (partition by month_no) as choices,
    day::timestamp as midnight
from (
    select
        month_no,
        unnest(range(period, last_day + interval 1 day, interval 1 day))::date as day
    from months
)
join (select unnest(range(0, 12)) as copy)
    on copy < case isodow(day) when 7 then 1 when 6 then 2 else 12 end;

-- Grain: position from 0 to 99; the hour people work at.
create or replace table work_hours as
select
    row_number() over (order by hour, copy) - 1 as position,
    hour * 3600 as seconds
from (
    values
    (6, 1), (7, 4), (8, 11), (9, 13), (10, 13), (11, 10), (12, 7), (13, 12), (14, 11), (15, 9),
    (16, 5), (17, 1), (18, 1), (19, 1), (20, 1)
) as hours (hour, copies)
join (select unnest(range(0, 13)) as copy) on copy < copies;
