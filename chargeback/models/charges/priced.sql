-- Quantities with the price of each day.
--
-- Grain:  one row per row of charges.usage_months and price in force on some of its days.
-- Rule:   prices by day; a change inside a month gives one row for each price.
-- Source: charges.usage_months, charges.price_months.
--
-- price_from      the first day of the month at this price
-- unit_days       units × days at this price

select
    usage_months.period,
    usage_months.days_in_month,
    usage_months.source_id,
    usage_months.service_id,
    usage_months.rule,
    usage_months.cost_centre_id,
    usage_months.department_id,
    usage_months.agreement_id,
    usage_months.reason,
    usage_months.counted_on,
    usage_months.source_file,
    usage_months.units,
    price_months.price_list_ids,
    price_months.valid_from as price_from,
    price_months.price_ore,
    price_months.month_share_ore,
    greatest(usage_months.valid_from, price_months.valid_from) as valid_from,
    least(usage_months.valid_until, price_months.valid_until) as valid_until,
    usage_months.units * (
        least(usage_months.valid_until, price_months.valid_until)
        - greatest(usage_months.valid_from, price_months.valid_from)
    ) as unit_days
from charges.usage_months
join charges.price_months
    on
        usage_months.service_id = price_months.service_id
        and usage_months.period = price_months.period
        and usage_months.agreement_id is not distinct from price_months.agreement_id
        and usage_months.valid_from < price_months.valid_until
        and usage_months.valid_until > price_months.valid_from
