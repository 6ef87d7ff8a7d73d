-- What each cost centre is charged for, and how much: the lines of every bill.
--
-- Grain:  one row per booked period, charge period, cost centre and its department, service,
--         price value and agreement.
-- Rule:   object-days × the month's share ÷ days in the month, rounded once, half an öre
--         away from zero; no quantity or price is negative. The line depends on nothing but
--         its own objects. Equal prices
--         from two price rows make one line that cites both.
-- Source: charges.priced; money.md, "A line"; docs/method.md.
--
-- period          the booked month; charge_period the month the use was in
-- units           objects; different ones where every day counts
-- source_rows     source rows the objects were counted from
-- unit_days       object-days
-- month_share_ore öre per unit for the whole month
-- amount_ore      öre

with

by_price as (
    select
        period,
        days_in_month,
        service_id,
        rule,
        cost_centre_id,
        department_id,
        agreement_id as own_agreement_id,
        price_ore,
        month_share_ore,
        price_from,
        price_list_ids,
        max(counted_on) as counted_on,
        sum(units)::bigint as units,
        sum(unit_days)::bigint as unit_days,
        min(source_file) as first_file,
        max(source_file) as last_file
    from charges.priced
    where reason is null
    group by
        period, days_in_month, service_id, rule, cost_centre_id, department_id, agreement_id,
        price_ore, month_share_ore, price_from, price_list_ids
),

grouped as (
    select
        period,
        days_in_month,
        service_id,
        rule,
        cost_centre_id,
        department_id,
        own_agreement_id,
        price_ore,
        month_share_ore,
        max(counted_on) as counted_on,
        max(units) as units,
        sum(unit_days)::bigint as unit_days,
        string_agg(price_list_ids, ',' order by price_from) as price_list_ids,
        min(first_file) as first_file,
        max(last_file) as last_file
    from by_price
    group by
        period, days_in_month, service_id, rule, cost_centre_id, department_id,
        own_agreement_id, price_ore, month_share_ore
),

different as (
    select
        period,
        service_id,
        cost_centre_id,
        department_id,
        price_ore,
        sum(objects)::bigint as units,
        sum(source_rows)::bigint as source_rows
    from charges.day_objects
    where reason is null
    group by period, service_id, cost_centre_id, department_id, price_ore
),

-- Most lines have one file: only the others are worth the sorting.
files as (
    select
        priced.period,
        priced.service_id,
        priced.cost_centre_id,
        priced.department_id,
        priced.agreement_id as own_agreement_id,
        priced.price_ore,
        string_agg(distinct priced.source_file, ',' order by priced.source_file)
            as source_files
    from charges.priced
    join grouped
        on
            priced.period = grouped.period
            and priced.service_id = grouped.service_id
            and priced.cost_centre_id = grouped.cost_centre_id
            and priced.department_id = grouped.department_id
            and priced.price_ore = grouped.price_ore
            and priced.agreement_id is not distinct from grouped.own_agreement_id
    where grouped.first_file <> grouped.last_file
    group by
        priced.period, priced.service_id, priced.cost_centre_id, priced.department_id,
        priced.agreement_id, priced.price_ore
)

select
    'L' || left(
        md5(
            concat_ws(
                '|', grouped.period, grouped.period, grouped.cost_centre_id,
                grouped.department_id, grouped.service_id, grouped.price_ore,
                coalesce(coverage.agreement_id, '')
            )
        ), 12
    ) as line_id,
    grouped.period,
    grouped.period as charge_period,
    grouped.department_id,
    grouped.cost_centre_id,
    grouped.service_id,
    grouped.rule,
    grouped.counted_on,
    coalesce(different.units, grouped.units) as units,
    coalesce(different.source_rows, grouped.units) as source_rows,
    grouped.unit_days,
    grouped.days_in_month,
    grouped.price_ore,
    grouped.month_share_ore,
    (2 * grouped.unit_days * grouped.month_share_ore + grouped.days_in_month)
    // (2 * grouped.days_in_month) as amount_ore,
    grouped.price_list_ids,
    charge_days.charge_day,
    coverage.agreement_id,
    coverage.agreement_status,
    coverage.system_name as agreement_system,
    coalesce(files.source_files, grouped.first_file) as source_files
from grouped
left join different
    on
        grouped.rule = 'day_exact'
        and grouped.period = different.period
        and grouped.service_id = different.service_id
        and grouped.cost_centre_id = different.cost_centre_id
        and grouped.department_id = different.department_id
        and grouped.price_ore = different.price_ore
left join files
    on
        grouped.period = files.period
        and grouped.service_id = files.service_id
        and grouped.cost_centre_id = files.cost_centre_id
        and grouped.department_id = files.department_id
        and grouped.price_ore = files.price_ore
        and grouped.own_agreement_id is not distinct from files.own_agreement_id
join charges.charge_days
    on
        grouped.period = charge_days.period
        and grouped.cost_centre_id = charge_days.cost_centre_id
        and grouped.department_id = charge_days.department_id
        and grouped.service_id = charge_days.service_id
        and grouped.own_agreement_id is not distinct from charge_days.own_agreement_id
join charges.coverage
    on
        charge_days.department_id = coverage.department_id
        and charge_days.service_id = coverage.service_id
        and charge_days.charge_day = coverage.charge_day
        and charge_days.own_agreement_id is not distinct from coverage.own_agreement_id
order by grouped.period, grouped.department_id, grouped.cost_centre_id, grouped.service_id
