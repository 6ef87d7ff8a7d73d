-- The lines of every charge period as they would be now, with all it takes to explain and book
-- them.
--
-- Grain:  one row per line: charge period, cost centre and its department, service, price value
--         and agreement. A closed month's lines are told here as they would be today; what was
--         charged for it stands sealed, and the difference in charges.corrections.
-- Rule:   names are those of the charge day, or the last the cost centre had. Months of one
--         line cite each price list used and the decision of the last; a price that was put
--         right afterwards the decision to put it right, and the day it was known.
-- Source: charges.lines; money.md, "Explanation".
--
-- units              objects (1 for a decision or an agreement); whole units of use
-- quantity           1/1 000 unit charged
-- gross_quantity     1/1 000 unit used, department_gross_quantity by the whole department and
--                    allowance_quantity what it has included; null without an allowance
-- department_quantity 1/1 000 unit the whole department is charged for; null without
--                    allowance or tiers
-- quantity_left_over 1 where the allowance's sharing out left 1/1 000 unit over to the line
-- department_amount_ore, left_over_ore, tiers: null without tiers. The department's öre; 1
--                    where the sharing out left an öre over to the line; from whole
--                    units/package size:price of each tier, | between
-- unit_days          object-days; quantity_days 1/1 000 unit-days; both null for use
-- price_ore          öre per unit and year, or per piece; price_e4 1/10 000 kr per unit; both
--                    null for tiers and for what is passed through
-- month_share_ore    öre per unit and month; null where a price is not yearly
-- amount_ore         öre: rounded once, as charges.amounts says for the kind of fee
-- agreement_price    the price is agreed, by price_agreement_id; decision is then who agreed
-- valid_from         the days of the month at this price, to valid_until
-- code_string        account-cost centre-activity-project-counterparty, as booked; a part that
--                    is missing is empty between its marks
-- object_count       source rows behind the line, in detail.objects
-- headcount          employees on headcount_on that a size class was decided on
-- size_from          fewest employees of the class; size_until of the next larger one

with

payers as (
    select distinct
        cost_centre_id,
        department_id,
        charge_day
    from charges.lines
),

names as (
    select
        payers.cost_centre_id,
        payers.department_id,
        payers.charge_day,
        max_by(cost_centres.name_sv, cost_centres.valid_from) as name_sv,
        max_by(cost_centres.activity, cost_centres.valid_from) as activity
    from payers
    join staging.cost_centres
        on
            payers.cost_centre_id = cost_centres.cost_centre_id
            and payers.department_id = cost_centres.department_id
            and payers.charge_day >= cost_centres.valid_from
    group by payers.cost_centre_id, payers.department_id, payers.charge_day
),

cited as (
    select distinct price_list_ids
    from charges.lines
    where price_list_ids is not null
),

price_list_decisions as (
    select
        cited.price_list_ids,
        max_by(price_lists.decision, price_lists.price_list_id) as decision,
        max_by(price_lists.decided_on, price_lists.price_list_id) as decided_on
    from cited
    join staging.price_lists
        on list_contains(string_split(cited.price_list_ids, ','), price_lists.price_list_id)
    group by cited.price_list_ids
),

-- A price that was put right afterwards has a decision of its own.
put_right as (
    select
        lines.line_id,
        max_by(prices.decision, prices.valid_from) as decision,
        max_by(prices.known_from, prices.valid_from) as known_from
    from charges.lines
    join staging.prices
        on
            lines.service_id = prices.service_id
            and list_contains(string_split(lines.price_list_ids, ','), prices.price_list_id)
            and lines.valid_from < prices.valid_until
            and lines.valid_until > prices.valid_from
            and coalesce(lines.price_ore, lines.price_e4)
            = coalesce(prices.price_ore, prices.price_e4)
    where prices.decision is not null
    group by lines.line_id
),

agreed_decisions as (
    select
        lines.line_id,
        max_by(agreed.decision, agreed.valid_from) as decision
    from charges.lines
    join quantities.agreement_prices as agreed
        on
            lines.price_agreement_id = agreed.agreement_id
            and lines.department_id = agreed.department_id
            and lines.service_id = agreed.service_id
            and lines.valid_from < agreed.valid_until
            and lines.valid_until > agreed.valid_from
    group by lines.line_id
),

limits as (
    select
        class,
        valid_from,
        valid_until,
        headcount_from as size_from,
        lead(headcount_from) over (
            partition by valid_from order by headcount_from
        ) as size_until
    from staging.size_limits
),

sizes as (
    select
        lines.line_id,
        size_classes.headcount,
        make_date(
            (size_classes.year - 1)::integer,
            left(services.rule_days, 2)::integer,
            right(services.rule_days, 2)::integer
        ) as headcount_on,
        nullif(limits.size_from, 0) as size_from,
        limits.size_until
    from charges.lines
    join staging.services
        on lines.service_id = services.service_id
    join staging.size_classes
        on
            lines.department_id = size_classes.department_id
            and year(lines.charge_period) = size_classes.year
            and lines.service_id like '%-' || size_classes.class
    left join limits
        on
            size_classes.class = limits.class
            and size_classes.valid_from >= limits.valid_from
            and size_classes.valid_from < limits.valid_until
    where lines.rule = 'decision'
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
    lines.fee_kind,
    services.unit_sv,
    services.unit_en,
    lines.counted_on,
    lines.valid_from,
    lines.valid_until,
    lines.units,
    lines.quantity,
    lines.gross_quantity,
    services.allowance,
    lines.allowance_quantity,
    lines.quantity_left_over,
    lines.department_gross_quantity,
    lines.department_quantity,
    lines.department_amount_ore,
    lines.left_over_ore,
    lines.unit_days,
    lines.quantity_days,
    lines.days_in_month,
    lines.price_ore,
    lines.price_e4,
    lines.tier_kind,
    lines.tiers,
    lines.month_share_ore,
    lines.amount_ore,
    lines.price_list_ids,
    lines.agreement_price,
    lines.price_agreement_id,
    case
        when lines.agreement_price then agreed_decisions.decision
        else coalesce(put_right.decision, price_list_decisions.decision)
    end as decision,
    case
        when not lines.agreement_price
            then coalesce(put_right.known_from, price_list_decisions.decided_on)
    end as decided_on,
    sizes.headcount,
    sizes.headcount_on,
    sizes.size_from,
    sizes.size_until,
    lines.agreement_id,
    lines.agreement_status,
    lines.agreement_system,
    concat_ws(
        '-', coalesce(services.account_debit, ''), lines.cost_centre_id,
        coalesce(names.activity, ''), '00000', coalesce(suppliers.counterparty, '')
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
    on
        lines.cost_centre_id = names.cost_centre_id
        and lines.department_id = names.department_id
        and lines.charge_day = names.charge_day
left join price_list_decisions
    on lines.price_list_ids = price_list_decisions.price_list_ids
left join put_right
    on lines.line_id = put_right.line_id
left join agreed_decisions
    on lines.line_id = agreed_decisions.line_id
left join sizes
    on lines.line_id = sizes.line_id
order by
    lines.period asc, lines.department_id asc, lines.cost_centre_id asc, lines.service_id asc,
    lines.price_ore desc, lines.agreement_id asc
