-- Which files each source owes for each month, and whether they have come.
--
-- Grain:  one row per source of the city's list and charged month it owes a file for.
-- Rule:   by the source's rhythm, from its first file to its last: each month; 15 October
--         and 15 February; the year's last day; a budget each January. A source sent at
--         change owes none. A file counts by its own day, a budget by its year.
-- Source: staging.source_availability, staging.files; docs/method.md, "Missing files".
--
-- is_present  a file of that month has been accepted

with

owed as (
    select
        source_availability.source_id,
        source_availability.rhythm,
        periods.period
    from staging.source_availability
    join quantities.periods
        on
            source_availability.first_file <= periods.last_day
            and coalesce(source_availability.last_file, date '9999-12-31') >= periods.period
    where
        case
            when source_availability.rhythm like 'monthly%' then true
            when source_availability.rhythm = '15 Oct and 15 Feb'
                then month(periods.period) in (2, 10)
            when source_availability.rhythm = 'yearly 31 Dec' then month(periods.period) = 12
            when source_availability.rhythm like 'yearly%' then month(periods.period) = 1
            else false
        end
),

came as (
    select
        source_id,
        date_trunc('month', snapshot_on)::date as period
    from staging.files
    union
    select
        source_id,
        period
    from control.file_periods
)

select
    owed.source_id,
    owed.period,
    coalesce(
        bool_or(
            case
                when owed.rhythm = 'yearly 31 Dec' then came.period = owed.period
                when owed.rhythm like 'yearly%' then year(came.period) = year(owed.period)
                else came.period = owed.period
            end
        ), false
    ) as is_present
from owed
left join came
    on owed.source_id = came.source_id
group by owed.source_id, owed.period
order by owed.source_id, owed.period
