-- The quantity behind a line, counted again from the published objects.
--
-- Rule:   the objects of a cost centre, service and month have as many unit-days in it as the
--         lines of that cost centre, service and month together. Of what is counted on a day
--         (rules event, sum and on_day) they have the same quantity, before any allowance.
-- Source: detail.objects, charges.described_lines; money.md, "Explanation".

with

services as (
    select
        service_id,
        rule in ('event', 'sum', 'on_day') as is_on_a_day
    from marts.services
),

on_a_day as (
    select
        date_trunc('month', objects.valid_from)::date as period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        sum(objects.quantity)::bigint as quantity
    from detail.objects
    join services
        on objects.service_id = services.service_id
    where services.is_on_a_day
    group by
        date_trunc('month', objects.valid_from)::date, objects.department_id,
        objects.cost_centre_id, objects.service_id
),

behind as (
    select
        on_a_day.period,
        on_a_day.department_id,
        on_a_day.cost_centre_id,
        on_a_day.service_id,
        on_a_day.quantity
    from on_a_day
    join marts.periods
        on on_a_day.period = periods.period
    union all
    select
        periods.period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        sum(
            objects.quantity * (
                least(objects.valid_until, periods.last_day + 1)
                - greatest(objects.valid_from, periods.period)
            )
        )::bigint as quantity
    from detail.objects
    join services
        on objects.service_id = services.service_id
    join marts.periods
        on objects.valid_from <= periods.last_day and objects.valid_until > periods.period
    where not services.is_on_a_day
    group by periods.period, objects.department_id, objects.cost_centre_id, objects.service_id
),

charged as (
    select
        lines.charge_period,
        lines.department_id,
        lines.cost_centre_id,
        lines.service_id,
        sum(
            coalesce(
                lines.quantity_days, lines.gross_quantity, lines.quantity
            )
        )::bigint // max(
            case
                when services.is_on_a_day and lines.quantity_days is not null
                    then lines.days_in_month
                else 1
            end
        ) as quantity
    from charges.described_lines as lines
    join services
        on lines.service_id = services.service_id
    group by
        lines.charge_period, lines.department_id, lines.cost_centre_id,
        lines.service_id
)

select
    coalesce(charged.charge_period, behind.period) as period,
    coalesce(charged.cost_centre_id, behind.cost_centre_id) as cost_centre_id,
    coalesce(charged.service_id, behind.service_id) as service_id,
    charged.quantity as charged_quantity,
    behind.quantity as quantity_behind
from charged
full join behind
    on
        charged.charge_period = behind.period
        and charged.department_id = behind.department_id
        and charged.cost_centre_id = behind.cost_centre_id
        and charged.service_id = behind.service_id
where charged.quantity is distinct from behind.quantity
