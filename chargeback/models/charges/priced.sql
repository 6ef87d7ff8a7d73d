-- Quantities with the price of each day.
--
-- Grain:  one row per row of charges.usage_months and price in force on some of its days.
-- Rule:   prices by day; a change inside a month gives one row for each price. A department
--         with an agreed price that month has its own prices.
-- Source: charges.usage_months, charges.price_months.
--
-- price_from, price_until  the days of the month at this price, half-open
-- quantity                 1/1 000 unit
-- valid_from, valid_until  those of them it was counted for

select
    usage_months.period,
    usage_months.days_in_month,
    usage_months.source_id,
    usage_months.service_id,
    usage_months.rule,
    price_months.fee_kind,
    usage_months.cost_centre_id,
    usage_months.department_id,
    usage_months.agreement_id,
    usage_months.reason,
    usage_months.counted_on,
    usage_months.source_file,
    usage_months.quantity,
    usage_months.objects,
    price_months.price_list_ids,
    price_months.price_agreement_id,
    price_months.valid_from as price_from,
    price_months.valid_until as price_until,
    price_months.stretches,
    price_months.price_value,
    price_months.price_ore,
    price_months.price_e4,
    price_months.tier_kind,
    price_months.month_share_ore,
    greatest(usage_months.valid_from, price_months.valid_from) as valid_from,
    least(usage_months.valid_until, price_months.valid_until) as valid_until
from charges.usage_months
left join charges.own_prices
    on
        usage_months.service_id = own_prices.service_id
        and usage_months.department_id = own_prices.department_id
        and usage_months.period = own_prices.period
join charges.price_months
    on
        usage_months.service_id = price_months.service_id
        and usage_months.period = price_months.period
        and usage_months.agreement_id is not distinct from price_months.agreement_id
        and own_prices.department_id is not distinct from price_months.department_id
        and usage_months.valid_from < price_months.valid_until
        and usage_months.valid_until > price_months.valid_from
