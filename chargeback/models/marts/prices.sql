-- Every price through time, with the decision behind it.
--
-- Grain:  one row per price list, service and first day.
-- Source: staging.prices, staging.price_lists.
--
-- price_ore  öre per unit and year, or per piece
-- price_e4   1/10 000 kr, for metered services
-- ended_by   the price list that ended the row before its time

select
    prices.service_id,
    prices.price_list_id,
    prices.price_ore,
    prices.price_e4,
    prices.unit,
    prices.valid_from,
    prices.valid_until,
    prices.ended_by,
    coalesce(prices.decision, price_lists.decision) as decision,
    coalesce(prices.known_from, price_lists.decided_on) as decided_on
from staging.prices
left join staging.price_lists
    on prices.price_list_id = price_lists.price_list_id
order by prices.service_id, prices.valid_from
