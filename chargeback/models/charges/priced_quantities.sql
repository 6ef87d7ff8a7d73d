-- How much each payer had of each service at each price, month by month.
--
-- Grain:  one row per month, payer (or source and reason nobody pays), service, price value
--         and agreement that is itself charged.
-- Rule:   sum. A unit is counted once in a month in which its price changes and comes back;
--         use is added up. Equal prices from two price rows go together and cite both.
-- Source: charges.priced, charges.day_objects.
--
-- source_id                of what nobody pays; else null
-- units                    objects, different ones where every day counts; for what is
--                          metered or passed through whole units
-- quantity                 1/1 000 unit, before any allowance
-- quantity_days            1/1 000 unit-days; null for use, which has no days
-- unit_days                object-days; null for use
-- source_rows              source rows it was counted from
-- valid_from, valid_until  from the first to the last day of the month at this price

with

by_price as (
    select
        period,
        case when reason is not null then source_id end as source_id,
        service_id,
        cost_centre_id,
        department_id,
        reason,
        agreement_id as own_agreement_id,
        price_value,
        price_from,
        any_value(days_in_month) as days_in_month,
        any_value(rule) as rule,
        any_value(fee_kind) as fee_kind,
        any_value(price_ore) as price_ore,
        any_value(price_e4) as price_e4,
        any_value(tier_kind) as tier_kind,
        any_value(month_share_ore) as month_share_ore,
        any_value(price_list_ids) as price_list_ids,
        any_value(price_agreement_id) as price_agreement_id,
        any_value(price_until) as price_until,
        any_value(stretches) as stretches,
        max(counted_on) as counted_on,
        min(valid_from) as valid_from,
        max(valid_until) as valid_until,
        sum(objects)::bigint as objects,
        sum(quantity)::bigint as quantity,
        sum(quantity * (valid_until - valid_from))::bigint as quantity_days,
        sum(objects * (valid_until - valid_from))::bigint as unit_days,
        min(source_file) as first_file,
        max(source_file) as last_file
    from charges.priced
    group by
        period, case when reason is not null then source_id end, service_id, cost_centre_id,
        department_id, reason, agreement_id, price_value, price_from
),

-- A price that comes back in the month is one line; nearly none does.
come_back as (
    select
        period,
        source_id,
        service_id,
        cost_centre_id,
        department_id,
        reason,
        own_agreement_id,
        price_value,
        any_value(days_in_month) as days_in_month,
        any_value(rule) as rule,
        any_value(fee_kind) as fee_kind,
        any_value(price_ore) as price_ore,
        any_value(price_e4) as price_e4,
        any_value(tier_kind) as tier_kind,
        any_value(month_share_ore) as month_share_ore,
        string_agg(price_list_ids, ',' order by price_from) as price_list_ids,
        max(price_agreement_id) as price_agreement_id,
        min(price_from) as price_from,
        max(price_until) as price_until,
        max(counted_on) as counted_on,
        min(valid_from) as valid_from,
        max(valid_until) as valid_until,
        max(objects) as most_objects,
        sum(objects)::bigint as objects,
        max(quantity) as most_quantity,
        sum(quantity)::bigint as quantity,
        sum(quantity_days)::bigint as quantity_days,
        sum(unit_days)::bigint as unit_days,
        min(first_file) as first_file,
        max(last_file) as last_file
    from by_price
    where stretches > 1
    group by
        period, source_id, service_id, cost_centre_id, department_id, reason,
        own_agreement_id, price_value
),

together as (
    select * from come_back
    union all by name
    select
        * exclude (stretches),
        objects as most_objects,
        quantity as most_quantity
    from by_price
    where stretches = 1
),

grouped as (
    select
        *,
        fee_kind in ('one_off', 'metered', 'passed_through') as is_use
    from together
),

different as (
    select
        period,
        case when reason is not null then source_id end as source_id,
        service_id,
        cost_centre_id,
        department_id,
        reason,
        price_value,
        sum(objects)::bigint as objects,
        sum(source_rows)::bigint as source_rows
    from charges.day_objects
    group by
        period, case when reason is not null then source_id end, service_id, cost_centre_id,
        department_id, reason, price_value
)

select
    grouped.period,
    grouped.days_in_month,
    grouped.source_id,
    grouped.service_id,
    grouped.rule,
    grouped.fee_kind,
    grouped.cost_centre_id,
    grouped.department_id,
    grouped.reason,
    grouped.own_agreement_id,
    grouped.price_value,
    grouped.price_ore,
    grouped.price_e4,
    grouped.tier_kind,
    grouped.month_share_ore,
    grouped.price_list_ids,
    grouped.price_agreement_id,
    grouped.counted_on,
    case when grouped.is_use then grouped.price_from else grouped.valid_from end as valid_from,
    case when grouped.is_use then grouped.price_until else grouped.valid_until end
        as valid_until,
    case
        when grouped.fee_kind in ('metered', 'passed_through') then grouped.quantity // 1000
        when grouped.is_use then grouped.objects
        else coalesce(different.objects, grouped.most_objects)
    end as units,
    case
        when grouped.is_use then grouped.quantity
        else coalesce(1000 * different.objects, grouped.most_quantity)
    end as quantity,
    case when not grouped.is_use then grouped.quantity_days end as quantity_days,
    case when not grouped.is_use then grouped.unit_days end as unit_days,
    case
        when grouped.is_use then grouped.objects
        else coalesce(different.source_rows, grouped.most_objects)
    end as source_rows,
    grouped.first_file,
    grouped.last_file
from grouped
left join different
    on
        grouped.rule = 'day_exact'
        and grouped.period = different.period
        and grouped.service_id = different.service_id
        and grouped.cost_centre_id is not distinct from different.cost_centre_id
        and grouped.department_id is not distinct from different.department_id
        and grouped.reason is not distinct from different.reason
        and grouped.source_id is not distinct from different.source_id
        and grouped.price_value = different.price_value
