-- The object-days behind a line, counted again from the published objects.
--
-- Rule:   the objects of a cost centre, service and month have as many days in it as the
--         lines of that cost centre, service and month together.
-- Source: detail.objects, marts.bill_lines; money.md, "Explanation".

with

behind as (
    select
        periods.period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        sum(
            least(objects.valid_until, periods.last_day + 1)
            - greatest(objects.valid_from, periods.period)
        )::bigint as object_days
    from detail.objects
    join marts.periods
        on objects.valid_from <= periods.last_day and objects.valid_until > periods.period
    group by periods.period, objects.department_id, objects.cost_centre_id, objects.service_id
),

charged as (
    select
        charge_period,
        department_id,
        cost_centre_id,
        service_id,
        sum(unit_days)::bigint as unit_days
    from marts.bill_lines
    group by charge_period, department_id, cost_centre_id, service_id
)

select
    coalesce(charged.charge_period, behind.period) as period,
    coalesce(charged.cost_centre_id, behind.cost_centre_id) as cost_centre_id,
    coalesce(charged.service_id, behind.service_id) as service_id,
    charged.unit_days,
    behind.object_days
from charged
full join behind
    on
        charged.charge_period = behind.period
        and charged.department_id = behind.department_id
        and charged.cost_centre_id = behind.cost_centre_id
        and charged.service_id = behind.service_id
where charged.unit_days is distinct from behind.object_days
