-- The quantity behind a line, counted again from the published objects.
--
-- Rule:   the objects of a cost centre, service and month have as many days in it as the
--         lines of that cost centre, service and month together; of use, as many rows.
-- Source: detail.objects, marts.bill_lines; money.md, "Explanation".

with

behind as (
    select
        periods.period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        count(*) as object_rows,
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
        rule in ('event', 'sum', 'on_day') as is_use,
        sum(object_count)::bigint as object_rows,
        sum(unit_days)::bigint as unit_days
    from marts.bill_lines
    group by charge_period, department_id, cost_centre_id, service_id, rule
)

select
    coalesce(charged.charge_period, behind.period) as period,
    coalesce(charged.cost_centre_id, behind.cost_centre_id) as cost_centre_id,
    coalesce(charged.service_id, behind.service_id) as service_id,
    charged.unit_days,
    behind.object_days,
    charged.object_rows,
    behind.object_rows as rows_behind
from charged
full join behind
    on
        charged.charge_period = behind.period
        and charged.department_id = behind.department_id
        and charged.cost_centre_id = behind.cost_centre_id
        and charged.service_id = behind.service_id
where
    charged.is_use is null
    or behind.object_days is null
    or (not charged.is_use and charged.unit_days <> behind.object_days)
    or (charged.is_use and charged.object_rows <> behind.object_rows)
