-- What a bridge between two stretches of months is made of: amount and quantity at each price.
--
-- Grain:  one row per booked period, charge period, department, service, agreement and price.
-- Rule:   a sum of stored lines. A unit counted for half the month is half a unit-month.
-- Source: marts.bill_lines; docs/method.md, "The bridge".
--
-- agreement_system  the system of an agreement that is itself charged; null for other services
-- price_value       what the price is known by, whatever its kind
-- quantity_parts    1/377 580 000 unit-month: 1/1 000 unit times 377 580, which every length of
--                   month divides, so that part months are whole numbers too
-- amount_ore        öre

select
    period,
    charge_period,
    department_id,
    service_id,
    case when fee_kind = 'agreement' then coalesce(agreement_system, agreement_id) end
        as agreement_system,
    coalesce(price_ore::varchar, price_e4 || 'e4', tiers, 'passed_through') as price_value,
    sum(coalesce(quantity_days * (377580 // days_in_month), 377580 * quantity))::bigint
        as quantity_parts,
    sum(amount_ore)::bigint as amount_ore
from marts.bill_lines
group by
    period,
    charge_period,
    department_id,
    service_id,
    case when fee_kind = 'agreement' then coalesce(agreement_system, agreement_id) end,
    coalesce(price_ore::varchar, price_e4 || 'e4', tiers, 'passed_through')
order by period, department_id, service_id, agreement_system, price_value
