-- Each line of a bill as the ledger is to have it: what is paid, and the income it is.
--
-- Grain:  two rows per line, side customer and side supplier.
-- Kept:   no, a view: control.bookings has its sums.
-- Rule:   the customer's code string is the line's own. The supplier's income is booked on the
--         service's income account and the cost centre and activity decided for it on the last
--         day of the month of use; its counterparty is the customer's. Debit is positive,
--         credit negative: a line's two sides sum to zero. No line is left out, whatever its
--         code string lacks.
-- Source: marts.bill_lines, staging.services, staging.income_codes, staging.departments;
--         docs/method.md, "Booking".
--
-- department_id the customer's on both sides; department_code its counterparty number
-- is_external   a customer outside the city: invoiced, not booked from the file
-- is_own_use    the supplier's own use
-- amount_ore    öre

with

lines as (
    select
        bill_lines.line_id,
        bill_lines.period,
        bill_lines.charge_period,
        bill_lines.department_id,
        bill_lines.department_name,
        bill_lines.cost_centre_name,
        bill_lines.service_id,
        bill_lines.units,
        bill_lines.agreement_id,
        bill_lines.amount_ore,
        string_split(bill_lines.code_string, '-') as parts,
        services.supplier_department_id,
        services.account_credit,
        income_codes.cost_centre_id as income_cost_centre_id,
        income_codes.activity as income_activity,
        customers.counterparty as department_code,
        suppliers.counterparty as supplier_code,
        coalesce(customers.category = 'extern', false) as is_external,
        bill_lines.department_id = services.supplier_department_id as is_own_use
    from marts.bill_lines
    join staging.services
        on bill_lines.service_id = services.service_id
    left join staging.income_codes
        on
            services.supplier_department_id = income_codes.supplier_department_id
            and services.account_credit = income_codes.account_credit
            and last_day(bill_lines.charge_period) >= income_codes.valid_from
            and last_day(bill_lines.charge_period) < income_codes.valid_until
    left join staging.departments as customers
        on bill_lines.department_id = customers.department_id
    left join staging.departments as suppliers
        on services.supplier_department_id = suppliers.department_id
)

select
    'customer' as side,
    line_id,
    period,
    charge_period,
    department_id,
    department_name,
    supplier_department_id,
    department_code,
    supplier_code,
    is_external,
    is_own_use,
    service_id,
    units,
    agreement_id,
    nullif(parts[1], '') as account,
    nullif(parts[2], '') as cost_centre_id,
    cost_centre_name,
    nullif(parts[3], '') as activity,
    nullif(parts[4], '') as project,
    nullif(parts[5], '') as counterparty,
    amount_ore
from lines

union all

select
    'supplier' as side,
    line_id,
    period,
    charge_period,
    department_id,
    department_name,
    supplier_department_id,
    department_code,
    supplier_code,
    is_external,
    is_own_use,
    service_id,
    units,
    agreement_id,
    nullif(account_credit, '') as account,
    income_cost_centre_id as cost_centre_id,
    null as cost_centre_name,
    income_activity as activity,
    '00000' as project,
    department_code as counterparty,
    -amount_ore as amount_ore
from lines
