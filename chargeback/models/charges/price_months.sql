-- Prices cut by month, with the month's share of those that are yearly.
--
-- Grain:  one row per service, department with prices of its own (else nobody), agreement
--         that is itself charged (else none), month and stretch of days at one price.
-- Rule:   a month's share of a yearly price is (price + m - 1) // 12 for month m: the twelve
--         sum to the price, and a higher price never lowers a month. Price rows that follow
--         each other at the same price are one stretch that cites them all.
-- Source: charges.price_cuts; docs/method.md, "A month's part of a year".
--
-- price_list_ids           the price lists of the stretch, comma between
-- price_agreement_id       the agreement that agreed the price; null for the list's
-- price_value              what a line's price is known by, whatever its kind
-- price_ore                öre per unit and year, or per piece
-- price_e4                 1/10 000 kr per unit of a metered service
-- month_share_ore          öre per unit and that month; null where a price is not yearly
-- valid_from, valid_until  the days of the month the price holds, half-open
-- stretches                how often the month comes to that price: 2 where it comes back

with

followed as (
    select
        *,
        lag(valid_until) over price_rows as valued_until,
        lag(price_value) over price_rows as price_value_before
    from charges.price_cuts
    window price_rows as (
        partition by service_id, department_id, agreement_id, period
        order by valid_from, price_list_id
    )
),

numbered as (
    select
        *,
        sum(
            case
                when valued_until = valid_from and price_value_before = price_value then 0
                else 1
            end
        ) over (
            partition by service_id, department_id, agreement_id, period
            order by valid_from, price_list_id
        ) as stretch
    from followed
)

select
    service_id,
    fee_kind,
    department_id,
    agreement_id,
    period,
    string_agg(distinct price_list_id, ',' order by price_list_id) as price_list_ids,
    max(price_agreement_id) as price_agreement_id,
    price_value,
    price_ore,
    price_e4,
    tier_kind,
    case
        when fee_kind in ('yearly', 'agreement', 'decision')
            then (price_ore + month(period) - 1) // 12
    end as month_share_ore,
    min(valid_from) as valid_from,
    max(valid_until) as valid_until,
    count(*) over (
        partition by service_id, department_id, agreement_id, period, price_value
    ) as stretches
from numbered
group by
    service_id, fee_kind, department_id, agreement_id, period, price_value, price_ore,
    price_e4, tier_kind, stretch
