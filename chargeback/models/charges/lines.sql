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

grouped as (
    select
        priced.period,
        priced.days_in_month,
        priced.service_id,
        priced.rule,
        priced.cost_centre_id,
        priced.department_id,
        priced.agreement_id as own_agreement_id,
        priced.price_ore,
        priced.month_share_ore,
        max(priced.counted_on) as counted_on,
        sum(priced.unit_days)::bigint as unit_days,
        string_agg(distinct priced.price_list_id, ',' order by priced.price_list_id)
            as price_list_ids,
        string_agg(distinct priced.source_file, ',' order by priced.source_file)
            as source_files
    from charges.priced
    where priced.reason is null
    group by
        priced.period, priced.days_in_month, priced.service_id, priced.rule,
        priced.cost_centre_id, priced.department_id, priced.agreement_id, priced.price_ore,
        priced.month_share_ore
),

counted as (
    select
        period,
        service_id,
        cost_centre_id,
        department_id,
        own_agreement_id,
        price_ore,
        max(units)::bigint as units,
        max(units)::bigint as source_rows
    from (
        select
            period,
            service_id,
            cost_centre_id,
            department_id,
            agreement_id as own_agreement_id,
            price_ore,
            price_list_id,
            sum(units)::bigint as units
        from charges.priced
        where reason is null and rule <> 'day_exact'
        group by
            period, service_id, cost_centre_id, department_id, agreement_id,
            price_ore, price_list_id, valid_from
    ) as by_price_row
    group by
        period, service_id, cost_centre_id, department_id, own_agreement_id,
        price_ore
    union all
    select
        period,
        service_id,
        cost_centre_id,
        department_id,
        null as own_agreement_id,
        price_ore,
        sum(objects)::bigint as units,
        sum(source_rows)::bigint as source_rows
    from charges.day_objects
    where reason is null
    group by period, service_id, cost_centre_id, department_id, price_ore
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
    counted.units,
    counted.source_rows,
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
    grouped.source_files
from grouped
join counted
    on
        grouped.period = counted.period
        and grouped.service_id = counted.service_id
        and grouped.cost_centre_id = counted.cost_centre_id
        and grouped.department_id = counted.department_id
        and grouped.own_agreement_id is not distinct from counted.own_agreement_id
        and grouped.price_ore = counted.price_ore
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
