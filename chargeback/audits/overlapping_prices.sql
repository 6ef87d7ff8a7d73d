-- A service has one price a day, and no price is negative.
--
-- Rule:   overlapping prices are refused.
-- Source: money.md, "Fee kinds".

select
    earlier.service_id,
    earlier.price_list_id,
    earlier.valid_from,
    earlier.valid_until,
    later.price_list_id as other_price_list_id,
    later.valid_from as other_valid_from,
    earlier.price_ore
from staging.prices as earlier
join staging.prices as later
    on
        earlier.service_id = later.service_id
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from
        and (earlier.valid_from, earlier.price_list_id, earlier.source_line)
        < (later.valid_from, later.price_list_id, later.source_line)

union all

select
    service_id,
    price_list_id,
    valid_from,
    valid_until,
    null as other_price_list_id,
    null as other_valid_from,
    price_ore
from staging.prices
where price_ore < 0 or price_e4 < 0
