-- A reading that a charged month needs may not be more than 45 days overdue.
--
-- Rule:   the reading before holds 45 days past the day the next was due, with a warning;
--         then the run stops.
-- Source: services.rule_days; docs/method.md, "Readings".

with

due as (
    select
        services.service_id,
        make_date(
            year(periods.period),
            left(days.month_day, 2)::integer,
            right(days.month_day, 2)::integer
        ) as reading_on
    from staging.services
    cross join quantities.periods
    cross join unnest(string_split(services.rule_days, '|')) as days (month_day)
    where
        services.rule = 'on_dates'
        and month(periods.period) = left(days.month_day, 2)::integer
        and services.service_id in (select known.service_id from quantities.readings as known)
),

last_charged as (
    select max(last_day) as last_day
    from quantities.periods
)

select
    due.service_id,
    due.reading_on,
    last_charged.last_day as charged_to
from due
cross join last_charged
left join quantities.readings
    on due.service_id = readings.service_id and due.reading_on = readings.reading_on
where
    readings.reading_on is null
    and due.reading_on >= (
        select min(known.reading_on)
        from quantities.readings as known
        where known.service_id = due.service_id
    )
    and last_charged.last_day - due.reading_on > 45
order by due.service_id, due.reading_on
