-- Each line of a bill as the ledger is to have it: what is paid, and the income it is.
--
-- Grain:  two rows per line, side customer and side supplier.
-- Kept:   no, a view: control.bookings has its sums.
-- Rule:   the customer's code string is the line's own. The supplier's income is booked on the
--         service's income account and the cost centre and activity decided for it on the last
--         day of the month of use; its counterparty is the customer's. Debit is positive,
--         credit negative: a line's two sides sum to zero. No line is left out, whatever its
--         code string lacks. An activity or a counterparty that is missing is the one that a
--         mending says the cost centre or the department has on that day: the line itself, which
--         may be sealed, stays as it is.
-- Source: marts.bill_lines, staging.services, staging.income_codes, staging.departments,
--         staging.mending_activities, staging.mending_counterparties; docs/method.md, "Booking".
--
-- department_id the customer's on both sides; department_code its counterparty number
-- cost_centre_name  the line's; null where it is booked on another cost centre than the payer
-- is_external   a customer outside the city: invoiced, not booked from the file
-- is_own_use    the supplier's own use
-- mended_by     numbers of the facts that said what was missing, comma between; null without
-- amount_ore    öre

with

lines as (
    select
        bill_lines.line_id,
        bill_lines.period,
        bill_lines.charge_period,
        bill_lines.department_id,
        bill_lines.department_name,
        case
            when bill_lines.cost_centre_id = string_split(bill_lines.code_string, '-')[2]
                then bill_lines.cost_centre_name
        end as cost_centre_name,
        bill_lines.service_id,
        bill_lines.units,
        bill_lines.agreement_id,
        bill_lines.amount_ore,
        string_split(bill_lines.code_string, '-') as parts,
        services.supplier_department_id,
        services.account_credit,
        income_codes.cost_centre_id as income_cost_centre_id,
        income_codes.activity as income_activity,
        customers.counterparty as own_department_code,
        customers_said.counterparty as said_department_code,
        customers_said.source_line as department_mending,
        coalesce(suppliers.counterparty, suppliers_said.counterparty) as supplier_code,
        suppliers_said.counterparty as said_supplier_code,
        suppliers_said.source_line as supplier_mending,
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
    left join staging.mending_counterparties as customers_said
        on
            bill_lines.department_id = customers_said.department_id
            and last_day(bill_lines.charge_period) >= customers_said.valid_from
            and last_day(bill_lines.charge_period) < customers_said.valid_until
    left join staging.mending_counterparties as suppliers_said
        on
            services.supplier_department_id = suppliers_said.department_id
            and last_day(bill_lines.charge_period) >= suppliers_said.valid_from
            and last_day(bill_lines.charge_period) < suppliers_said.valid_until
),

sides as (
    select
        *,
        'customer' as side,
        nullif(parts[1], '') as account,
        nullif(parts[2], '') as cost_centre_id,
        nullif(parts[3], '') as own_activity,
        nullif(parts[4], '') as project,
        nullif(parts[5], '') as own_counterparty,
        said_supplier_code as said_counterparty,
        supplier_mending as counterparty_mending,
        amount_ore as side_ore
    from lines
    union all
    select
        * replace (null as cost_centre_name),
        'supplier' as side,
        nullif(account_credit, '') as account,
        income_cost_centre_id as cost_centre_id,
        income_activity as own_activity,
        '00000' as project,
        own_department_code as own_counterparty,
        said_department_code as said_counterparty,
        department_mending as counterparty_mending,
        -amount_ore as side_ore
    from lines
)

select
    sides.side,
    sides.line_id,
    sides.period,
    sides.charge_period,
    sides.department_id,
    sides.department_name,
    sides.supplier_department_id,
    coalesce(sides.own_department_code, sides.said_department_code) as department_code,
    sides.supplier_code,
    sides.is_external,
    sides.is_own_use,
    sides.service_id,
    sides.units,
    sides.agreement_id,
    sides.account,
    sides.cost_centre_id,
    sides.cost_centre_name,
    coalesce(sides.own_activity, activities.activity) as activity,
    sides.project,
    coalesce(sides.own_counterparty, sides.said_counterparty) as counterparty,
    nullif(
        concat_ws(
            ',',
            case when sides.own_activity is null then activities.source_line end,
            case when sides.own_counterparty is null then sides.counterparty_mending end
        ), ''
    ) as mended_by,
    sides.side_ore as amount_ore
from sides
left join staging.mending_activities as activities
    on
        sides.cost_centre_id = activities.cost_centre_id
        and last_day(sides.charge_period) >= activities.valid_from
        and last_day(sides.charge_period) < activities.valid_until
