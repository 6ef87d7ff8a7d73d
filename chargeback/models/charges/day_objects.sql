-- How many different objects lie behind object-days.
--
-- Grain:  one row per month, payer (or reason nobody pays), service and price, for services
--         counted by the day.
-- Rule:   an object is counted once however many stretches of days it has.
-- Source: quantities.owned_uses, charges.price_months.
--
-- objects      different object ids
-- source_rows  counted rows of the source, one for each stretch of days

select
    price_months.period,
    owned_uses.source_id,
    owned_uses.service_id,
    owned_uses.cost_centre_id,
    owned_uses.department_id,
    owned_uses.reason,
    price_months.price_value,
    count(distinct owned_uses.object_id) as objects,
    count(*) as source_rows
from quantities.owned_uses
join charges.price_months
    on
        owned_uses.service_id = price_months.service_id
        and owned_uses.valid_from < price_months.valid_until
        and owned_uses.valid_until > price_months.valid_from
left join charges.own_prices
    on
        owned_uses.service_id = own_prices.service_id
        and owned_uses.department_id = own_prices.department_id
        and price_months.period = own_prices.period
where
    owned_uses.rule = 'day_exact'
    and own_prices.department_id is not distinct from price_months.department_id
group by
    price_months.period, owned_uses.source_id, owned_uses.service_id,
    owned_uses.cost_centre_id, owned_uses.department_id, owned_uses.reason,
    price_months.price_value
