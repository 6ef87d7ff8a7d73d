-- What each agreement costs the customer and brings the supplier, month by month.
--
-- Grain:  one row per booked month, customer department and agreement; lines charged without one
--         stand together.
-- Rule:   the customer's side is summed from the bills' lines, the supplier's from what is to be
--         booked as its income: a line that is on one side only breaks the equation.
-- Source: marts.bill_lines, control.booked_sides; money.md, "Reconciliation" 4.
--
-- agreement_id  null where no agreement covers the lines
-- customer_ore  öre the customer pays; supplier_ore öre the supplier gets

with

customers as (
    select
        period,
        department_id,
        agreement_id,
        sum(amount_ore)::bigint as customer_ore
    from marts.bill_lines
    group by period, department_id, agreement_id
),

suppliers as (
    select
        period,
        department_id,
        agreement_id,
        -sum(amount_ore)::bigint as supplier_ore
    from control.booked_sides
    where side = 'supplier'
    group by period, department_id, agreement_id
)

select
    coalesce(customers.period, suppliers.period) as period,
    coalesce(customers.department_id, suppliers.department_id) as department_id,
    coalesce(customers.agreement_id, suppliers.agreement_id) as agreement_id,
    coalesce(customers.customer_ore, 0) as customer_ore,
    coalesce(suppliers.supplier_ore, 0) as supplier_ore
from customers
full join suppliers
    on
        customers.period = suppliers.period
        and customers.department_id = suppliers.department_id
        and customers.agreement_id is not distinct from suppliers.agreement_id
order by period, department_id, agreement_id
