-- What nobody pays for, in units and öre.
--
-- Grain:  one row per period, source, service and reason.
-- Rule:   priced as a line would be: object-days × the month's share ÷ days in the month,
--         rounded once per price.
-- Source: charges.priced, charges.day_objects.
--
-- units      objects; different ones where every day counts
-- unit_days  object-days
-- amount_ore öre

with

by_price as (
    select
        period,
        source_id,
        service_id,
        rule,
        reason,
        price_ore,
        month_share_ore,
        days_in_month,
        max(valid_until) as until_on,
        sum(units)::bigint as units,
        sum(unit_days)::bigint as unit_days
    from charges.priced
    where reason is not null
    group by
        period, source_id, service_id, rule, reason, price_ore, month_share_ore, days_in_month
),

different as (
    select
        period,
        source_id,
        service_id,
        reason,
        max(objects)::bigint as objects
    from charges.day_objects
    where reason is not null
    group by period, source_id, service_id, reason
)

select
    by_price.period,
    by_price.source_id,
    by_price.service_id,
    by_price.reason,
    coalesce(max(different.objects), arg_max(by_price.units, by_price.until_on))::bigint
        as units,
    sum(by_price.unit_days)::bigint as unit_days,
    sum(
        (2 * by_price.unit_days * by_price.month_share_ore + by_price.days_in_month)
        // (2 * by_price.days_in_month)
    )::bigint as amount_ore
from by_price
left join different
    on
        by_price.rule = 'day_exact'
        and by_price.period = different.period
        and by_price.source_id = different.source_id
        and by_price.service_id = different.service_id
        and by_price.reason = different.reason
group by by_price.period, by_price.source_id, by_price.service_id, by_price.reason
order by by_price.period, by_price.source_id, by_price.service_id, by_price.reason
