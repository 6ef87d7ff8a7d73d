-- What each cost centre is charged for, and how much: the lines of every bill.
--
-- Grain:  one row per booked period, charge period, cost centre and its department, service,
--         price value and agreement.
-- Rule:   the amounts of charges.amounts that somebody pays, each with its files and its
--         agreement. A line depends on nothing but its own objects; where a department's
--         quantity counts (allowance, tiers) on nothing but that department's.
-- Source: charges.amounts, charges.coverage; money.md, "A line"; docs/method.md.
--
-- period              the booked month; charge_period the month the use was in
-- units               objects, different ones where every day counts; whole units of use
-- source_rows         source rows they were counted from
-- quantity            1/1 000 unit charged
-- unit_days           object-days; quantity_days 1/1 000 unit-days; both null for use
-- month_share_ore     öre per unit for the whole month; null where a price is not yearly
-- amount_ore          öre
-- valid_from          the days of the month at this price, to valid_until
-- agreement_price     the price is agreed, by price_agreement_id, and not the list's

with

paid as (
    select * from charges.amounts
    where reason is null
),

-- Most lines have one file: only the others are worth the sorting.
files as (
    select
        priced.period,
        priced.service_id,
        priced.cost_centre_id,
        priced.department_id,
        priced.agreement_id as own_agreement_id,
        priced.price_value,
        string_agg(distinct priced.source_file, ',' order by priced.source_file)
            as source_files
    from charges.priced
    join paid
        on
            priced.period = paid.period
            and priced.service_id = paid.service_id
            and priced.cost_centre_id = paid.cost_centre_id
            and priced.department_id = paid.department_id
            and priced.price_value = paid.price_value
            and priced.agreement_id is not distinct from paid.own_agreement_id
    where paid.first_file <> paid.last_file
    group by
        priced.period, priced.service_id, priced.cost_centre_id, priced.department_id,
        priced.agreement_id, priced.price_value
)

select
    'L' || left(
        md5(
            concat_ws(
                '|', paid.period, paid.period, paid.cost_centre_id, paid.department_id,
                paid.service_id, paid.price_value, coalesce(coverage.agreement_id, '')
            )
        ), 12
    ) as line_id,
    paid.period,
    paid.period as charge_period,
    paid.department_id,
    paid.cost_centre_id,
    paid.service_id,
    paid.rule,
    paid.fee_kind,
    paid.counted_on,
    paid.valid_from,
    paid.valid_until,
    paid.units,
    paid.source_rows,
    paid.quantity,
    paid.gross_quantity,
    paid.allowance_quantity,
    paid.quantity_left_over,
    paid.department_gross_quantity,
    paid.department_quantity,
    paid.department_amount_ore,
    paid.left_over_ore,
    paid.unit_days,
    paid.quantity_days,
    paid.days_in_month,
    paid.price_ore,
    paid.price_e4,
    paid.tier_kind,
    paid.tiers,
    paid.month_share_ore,
    paid.amount_ore,
    paid.price_list_ids,
    paid.price_agreement_id is not null as agreement_price,
    paid.price_agreement_id,
    charge_days.charge_day,
    coverage.agreement_id,
    coverage.agreement_status,
    coverage.system_name as agreement_system,
    coalesce(files.source_files, paid.first_file) as source_files
from paid
left join files
    on
        paid.period = files.period
        and paid.service_id = files.service_id
        and paid.cost_centre_id = files.cost_centre_id
        and paid.department_id = files.department_id
        and paid.price_value = files.price_value
        and paid.own_agreement_id is not distinct from files.own_agreement_id
join charges.charge_days
    on
        paid.period = charge_days.period
        and paid.cost_centre_id = charge_days.cost_centre_id
        and paid.department_id = charge_days.department_id
        and paid.service_id = charge_days.service_id
        and paid.own_agreement_id is not distinct from charge_days.own_agreement_id
join charges.coverage
    on
        charge_days.department_id = coverage.department_id
        and charge_days.service_id = coverage.service_id
        and charge_days.charge_day = coverage.charge_day
        and charge_days.own_agreement_id is not distinct from coverage.own_agreement_id
order by paid.period, paid.department_id, paid.cost_centre_id, paid.service_id
