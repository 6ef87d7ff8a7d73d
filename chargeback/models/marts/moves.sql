-- What came to a department from another one, and what went: the same use, another owner.
--
-- Grain:  one row per month, department, other department and service with a move.
-- Rule:   an object has moved when it is counted in a month and in the one before, and most of
--         its days are another department's than before. What is counted by use has no objects:
--         there a cost centre has moved, with what it used in both months. Both sides have the
--         same quantity and the same öre, so that moves cancel in the city.
-- Source: detail.objects, charges.price_months, charges.lines; docs/method.md, "The bridge".
--
-- period          the first month of the new owner
-- quantity_parts  as marts.bridge_cells; what came is positive, what went negative
-- amount_ore      öre a month: at the price at the end of the month for objects, at the new
--                 owner's mean price of the month for use

with

counted as (
    select
        objects.service_id,
        objects.object_id,
        objects.department_id,
        objects.valid_from,
        objects.valid_until,
        objects.quantity
    from detail.objects
    join staging.services
        on objects.service_id = services.service_id
    where services.rule in ('month_end', 'day_exact', 'on_dates')
),

moved_objects as (
    select
        service_id,
        object_id
    from counted
    group by service_id, object_id
    having min(department_id) <> max(department_id)
),

object_months as (
    select
        periods.period,
        counted.service_id,
        counted.object_id,
        counted.department_id,
        sum(
            counted.quantity * (377580 // periods.days)
            * (
                least(counted.valid_until, periods.next_period)
                - greatest(counted.valid_from, periods.period)
            )
        )::bigint as quantity_parts
    from moved_objects
    join counted
        on
            moved_objects.service_id = counted.service_id
            and moved_objects.object_id = counted.object_id
    join quantities.periods
        on
            counted.valid_from < periods.next_period
            and counted.valid_until > periods.period
    group by
        periods.period, counted.service_id, counted.object_id, counted.department_id
),

holders as (
    select
        *,
        row_number() over (
            partition by period, service_id, object_id
            order by quantity_parts desc, department_id asc
        ) as place
    from object_months
),

held as (
    select
        period,
        service_id,
        department_id,
        quantity_parts,
        lag(period) over months as period_before,
        lag(department_id) over months as department_before,
        lag(quantity_parts) over months as quantity_before
    from holders
    where place = 1
    window months as (partition by service_id, object_id order by period)
),

object_moves as (
    select
        period,
        service_id,
        department_before as from_department_id,
        department_id as to_department_id,
        sum(least(quantity_parts, quantity_before))::bigint as quantity_parts
    from held
    where
        department_id <> department_before
        and period_before = (period - interval 1 month)::date
    group by period, service_id, department_before, department_id
),

month_end_prices as (
    select
        service_id,
        department_id,
        period,
        max_by(month_share_ore, valid_from) as month_share_ore
    from charges.price_months
    where fee_kind = 'yearly' and month_share_ore is not null
    group by service_id, department_id, period
),

priced_moves as (
    select
        object_moves.*,
        (
            2 * object_moves.quantity_parts::hugeint
            * coalesce(own.month_share_ore, listed.month_share_ore, 0)
            + 377580000
        ) // 755160000 as amount_ore
    from object_moves
    left join month_end_prices as own
        on
            object_moves.service_id = own.service_id
            and object_moves.period = own.period
            and object_moves.to_department_id = own.department_id
    left join month_end_prices as listed
        on
            object_moves.service_id = listed.service_id
            and object_moves.period = listed.period
            and listed.department_id is null
),

use_months as (
    select
        charge_period as period,
        service_id,
        cost_centre_id,
        department_id,
        sum(quantity)::bigint as quantity,
        sum(amount_ore)::bigint as amount_ore
    from charges.lines
    where fee_kind in ('metered', 'passed_through') and quantity > 0
    group by charge_period, service_id, cost_centre_id, department_id
),

used as (
    select
        *,
        lag(period) over months as period_before,
        lag(department_id) over months as department_before,
        lag(quantity) over months as quantity_before
    from use_months
    window months as (
        partition by service_id, cost_centre_id order by period, department_id
    )
),

use_moves as (
    select
        period,
        service_id,
        department_before as from_department_id,
        department_id as to_department_id,
        sum(377580 * least(quantity, quantity_before))::bigint as quantity_parts,
        sum(
            (2 * amount_ore::hugeint * least(quantity, quantity_before) + quantity)
            // (2 * quantity)
        ) as amount_ore
    from used
    where
        department_id <> department_before
        and period_before = (period - interval 1 month)::date
    group by period, service_id, department_before, department_id
),

moved as (
    select * from priced_moves
    union all
    select * from use_moves
)

select
    period,
    to_department_id as department_id,
    from_department_id as other_department_id,
    service_id,
    quantity_parts,
    amount_ore::bigint as amount_ore
from moved
union all
select
    period,
    from_department_id as department_id,
    to_department_id as other_department_id,
    service_id,
    -quantity_parts as quantity_parts,
    -amount_ore::bigint as amount_ore
from moved
order by period, department_id, other_department_id, service_id
