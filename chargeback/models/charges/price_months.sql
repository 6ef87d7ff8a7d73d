-- Yearly prices cut by month, with the month's share of each.
--
-- Grain:  one row per service (and agreement with a price of its own), month and stretch of
--         days at one price.
-- Rule:   a month's share of a yearly price is (price + m - 1) // 12 for month m: the twelve
--         sum to the price, and a higher price never lowers a month. An agreement's yearly
--         amount is its price. Price rows that follow each other at the same price are one
--         stretch that cites them all.
-- Source: staging.prices, quantities.agreements; docs/method.md, "A month's part of a year".
--
-- agreement_id             null for a price from a price list
-- price_list_ids           the price lists of the stretch, comma between
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
),

cut as (
    select
        yearly.service_id,
        yearly.agreement_id,
        periods.period,
        yearly.price_list_id,
        yearly.price_ore,
        greatest(yearly.valid_from, periods.period) as valid_from,
        least(yearly.valid_until, periods.next_period) as valid_until
    from yearly
    join quantities.periods
        on
            yearly.valid_from < periods.next_period
            and yearly.valid_until > periods.period
),

changed as (
    select
        *,
        case
            when
                lag(valid_until) over price_rows = valid_from
                and lag(price_ore) over price_rows = price_ore
                then 0
            else 1
        end as is_new
    from cut
    window price_rows as (
        partition by service_id, agreement_id, period order by valid_from, price_list_id
    )
),

numbered as (
    select
        *,
        sum(is_new) over (
            partition by service_id, agreement_id, period order by valid_from, price_list_id
        ) as stretch
    from changed
)

select
    service_id,
    agreement_id,
    period,
    string_agg(price_list_id, ',' order by price_list_id) as price_list_ids,
    price_ore,
    (price_ore + month(period) - 1) // 12 as month_share_ore,
    min(valid_from) as valid_from,
    max(valid_until) as valid_until
from numbered
group by service_id, agreement_id, period, price_ore, stretch
