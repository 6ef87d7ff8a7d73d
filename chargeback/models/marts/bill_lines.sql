-- The lines of every bill with all it takes to explain and book them.
--
-- Grain:  one row per line: booked period, charge period, cost centre and its department,
--         service, price value and agreement.
-- Rule:   names are those of the charge day, or the last the cost centre had. Months of one
--         line cite each price list used and the decision of the last.
-- Source: charges.lines; money.md, "Explanation".
--
-- units           objects (1 for a decision or an agreement)
-- unit_days       object-days
-- price_ore       öre per unit and year; month_share_ore öre per unit and month
-- amount_ore      öre: unit_days × month_share_ore ÷ days_in_month, rounded once
-- code_string     account-cost centre-activity-project-counterparty, as booked
-- object_count    source rows behind the line, in detail.objects

with

names as (
    select
        lines.line_id,
        cost_centres.name_sv,
        cost_centres.activity,
        row_number() over (
            partition by lines.line_id order by cost_centres.valid_from desc
        ) as choice
    from charges.lines
    join staging.cost_centres
        on
            lines.cost_centre_id = cost_centres.cost_centre_id
            and lines.department_id = cost_centres.department_id
            and lines.charge_day >= cost_centres.valid_from
),

price_list_decisions as (
    select
        lines.line_id,
        price_lists.decision,
        price_lists.decided_on,
        row_number() over (
            partition by lines.line_id order by price_lists.price_list_id desc
        ) as choice
    from charges.lines
    join staging.price_lists
        on list_contains(string_split(lines.price_list_ids, ','), price_lists.price_list_id)
)

select
    lines.line_id,
    lines.period,
    lines.charge_period,
    lines.department_id,
    departments.name_sv as department_name,
    lines.cost_centre_id,
    names.name_sv as cost_centre_name,
    lines.service_id,
    services.name_sv as service_name_sv,
    services.name_en as service_name_en,
    lines.rule,
    services.fee_kind,
    services.unit_sv,
    services.unit_en,
    lines.counted_on,
    lines.units,
    lines.unit_days,
    lines.days_in_month,
    lines.price_ore,
    lines.month_share_ore,
    lines.amount_ore,
    lines.price_list_ids,
    price_list_decisions.decision,
    price_list_decisions.decided_on,
    lines.agreement_id,
    lines.agreement_status,
    lines.agreement_system,
    concat_ws(
        '-', services.account_debit, lines.cost_centre_id, names.activity, '00000',
        suppliers.counterparty
    ) as code_string,
    lines.source_files,
    lines.source_rows as object_count
from charges.lines
join staging.services
    on lines.service_id = services.service_id
join staging.departments
    on lines.department_id = departments.department_id
left join staging.departments as suppliers
    on services.supplier_department_id = suppliers.department_id
left join names
    on lines.line_id = names.line_id and names.choice = 1
left join price_list_decisions
    on lines.line_id = price_list_decisions.line_id and price_list_decisions.choice = 1
order by
    lines.period asc, lines.department_id asc, lines.cost_centre_id asc, lines.service_id asc,
    lines.price_ore desc, lines.agreement_id asc
