-- The raw reference for counted use: one join, one sum(quantity × price).

select
    last_day(uses.valid_from) as month_end,
    uses.cost_centre_id,
    uses.service_id,
    sum((uses.valid_until - uses.valid_from) * prices.price_ore)::bigint as day_ore
from quantities.owned_uses as uses
join staging.prices
    on
        uses.service_id = prices.service_id
        and uses.valid_from >= prices.valid_from
        and uses.valid_from < prices.valid_until
group by last_day(uses.valid_from), uses.cost_centre_id, uses.service_id
