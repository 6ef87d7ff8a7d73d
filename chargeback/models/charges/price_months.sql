-- Yearly prices cut by month, with the month's share of each.
--
-- Grain:  one row per service (and agreement with a price of its own), month and price row.
-- Rule:   a month's share of a yearly price is (price + m - 1) // 12 for month m: the twelve
--         sum to the price, and a higher price never lowers a month. An agreement's yearly
--         amount is its price.
-- Source: staging.prices, quantities.agreements; docs/method.md, "A month's part of a year".
--
-- agreement_id             null for a price from a price list
-- price_ore                öre per unit and year
-- month_share_ore          öre per unit and that month
-- valid_from, valid_until  the days of the month the price holds, half-open

with

yearly as (
    select
        service_id,
        null::varchar as agreement_id,
        price_list_id,
        price_ore,
        valid_from,
        valid_until
    from staging.prices
    where price_ore is not null
    union all
    select
        agreements.service_id,
        agreements.agreement_id,
        null as price_list_id,
        agreements.fixed_ore as price_ore,
        agreements.valid_from,
        agreements.valid_until
    from quantities.agreements
    join staging.services
        on agreements.service_id = services.service_id
    where services.rule = 'fixed' and agreements.fixed_ore > 0
)

select
    yearly.service_id,
    yearly.agreement_id,
    periods.period,
    yearly.price_list_id,
    yearly.price_ore,
    (yearly.price_ore + month(periods.period) - 1) // 12 as month_share_ore,
    greatest(yearly.valid_from, periods.period) as valid_from,
    least(yearly.valid_until, periods.next_period) as valid_until
from yearly
join quantities.periods
    on
        yearly.valid_from < periods.next_period
        and yearly.valid_until > periods.period
