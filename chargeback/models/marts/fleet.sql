-- Machines and accounts of each cost centre, and who came, left and moved.
--
-- Grain:  one row per period, cost centre, its department and service with objects or events.
-- Rule:   objects counted at the end of the month. Joined: not counted anywhere the month
--         before. Moved in: counted then by another cost centre or as another service. Left and
--         moved out: the same from the side that lost it. The first month has no events.
--         units = units the month before + joined + moved_in - left_count - moved_out.
-- Source: detail.objects, for services of machines and accounts counted at month end.
--
-- units, joined, left_count, moved_in, moved_out  objects

with

held as (
    select
        objects.valid_from as period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        services.area,
        objects.object_id
    from detail.objects
    join staging.services
        on objects.service_id = services.service_id
    where services.rule = 'month_end' and services.area in ('Arbetsplats', 'Konto')
),

followed as (
    select
        *,
        lag(period) over of_object as before_period,
        lag(department_id || ' ' || cost_centre_id || ' ' || service_id) over of_object
            as before_place,
        lead(period) over of_object as after_period,
        lead(department_id || ' ' || cost_centre_id || ' ' || service_id) over of_object
            as after_place,
        department_id || ' ' || cost_centre_id || ' ' || service_id as place
    from held
    window of_object as (partition by area, object_id order by period)
),

bounds as (
    select
        min(period) as first_period,
        max(period) as last_period
    from quantities.periods
),

counted as (
    select
        followed.period,
        followed.department_id,
        followed.cost_centre_id,
        followed.service_id,
        1 as units,
        case
            when followed.period = bounds.first_period then 0
            when followed.before_period = (followed.period - interval 1 month)::date then 0
            else 1
        end as joined,
        case
            when
                followed.before_period = (followed.period - interval 1 month)::date
                and followed.before_place <> followed.place
                then 1
            else 0
        end as moved_in,
        0 as left_count,
        0 as moved_out
    from followed
    cross join bounds
    union all
    select
        (followed.period + interval 1 month)::date as period,
        followed.department_id,
        followed.cost_centre_id,
        followed.service_id,
        0 as units,
        0 as joined,
        0 as moved_in,
        case
            when followed.after_period = (followed.period + interval 1 month)::date then 0
            else 1
        end as left_count,
        case
            when
                followed.after_period = (followed.period + interval 1 month)::date
                and followed.after_place <> followed.place
                then 1
            else 0
        end as moved_out
    from followed
    cross join bounds
    where followed.period < bounds.last_period
)

select
    period,
    department_id,
    cost_centre_id,
    service_id,
    sum(units)::bigint as units,
    sum(joined)::bigint as joined,
    sum(left_count)::bigint as left_count,
    sum(moved_in)::bigint as moved_in,
    sum(moved_out)::bigint as moved_out
from counted
group by period, department_id, cost_centre_id, service_id
having sum(units) + sum(joined) + sum(left_count) + sum(moved_in) + sum(moved_out) > 0
order by period, department_id, cost_centre_id, service_id
