-- What each service costs to supply, and what one unit of it costs.
--
-- Grain:  one row per month and service that bears cost.
-- Rule:   the sum of its parts. The supplier's own use is the part of it that its own units
--         are of all units, rounded once, half an öre away from zero; customers bear the
--         other part, worked out by itself. Units are all that were supplied, also to nobody.
-- Source: marts.self_cost_parts, charges.service_quantities, staging.services; docs/method.md.
--
-- self_cost_ore  öre; idle_ore what of it is for capacity that was there and not used
-- own_use_ore    öre of the supplier's own use; customers_ore of everybody else's
-- quantity       1/1 000 unit in the month, halves up; own_quantity of it the supplier's
-- unit_cost_ore  öre for one unit in the month, rounded for the reader only: exactly it is
--                self_cost_ore × 1 000 ÷ quantity; null where nothing was supplied

with

costs as (
    select
        period,
        service_id,
        any_value(method) as method,
        sum(use_ore + idle_ore)::bigint as self_cost_ore,
        sum(idle_ore)::bigint as idle_ore
    from marts.self_cost_parts
    group by period, service_id
),

quantities as (
    select
        service_quantities.period,
        service_quantities.service_id,
        sum(service_quantities.quantity_days)::hugeint as quantity_days,
        coalesce(
            sum(service_quantities.quantity_days) filter (
                where service_quantities.department_id = services.supplier_department_id
            ), 0
        )::hugeint as own_days,
        (
            (2 * sum(service_quantities.quantity_days) + service_quantities.days_in_month)
            // (2 * service_quantities.days_in_month)
        )::bigint as quantity,
        (
            (
                2 * coalesce(
                    sum(service_quantities.quantity_days) filter (
                        where service_quantities.department_id = services.supplier_department_id
                    ), 0
                ) + service_quantities.days_in_month
            ) // (2 * service_quantities.days_in_month)
        )::bigint as own_quantity
    from charges.service_quantities
    join staging.services
        on service_quantities.service_id = services.service_id
    group by
        service_quantities.period,
        service_quantities.service_id,
        service_quantities.days_in_month
),

measured as (
    select
        costs.*,
        coalesce(quantities.quantity, 0) as quantity,
        coalesce(quantities.own_quantity, 0) as own_quantity,
        case when quantities.quantity_days > 0 then quantities.quantity_days else 1 end as whole,
        case when quantities.quantity_days > 0 then quantities.own_days else 0 end as own,
        sign(costs.self_cost_ore)::bigint as direction,
        abs(costs.self_cost_ore)::hugeint as size_ore
    from costs
    left join quantities
        on
            costs.period = quantities.period
            and costs.service_id = quantities.service_id
)

select
    period,
    service_id,
    method,
    self_cost_ore,
    idle_ore,
    (direction * ((2 * size_ore * own + whole) // (2 * whole)))::bigint as own_use_ore,
    (direction * ((2 * size_ore * (whole - own) + whole - 1) // (2 * whole)))::bigint
        as customers_ore,
    quantity,
    own_quantity,
    case
        when quantity > 0
            then (direction * ((2000 * size_ore + quantity) // (2 * quantity)))::bigint
    end as unit_cost_ore
from measured
order by period, service_id
