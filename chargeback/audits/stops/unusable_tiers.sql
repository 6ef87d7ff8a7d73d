-- Tiers must cover every quantity of every month they hold for, each at one price.
--
-- Rule:   they begin and end with a month, start at 0, are of one kind, and are priced in the
--         unit of the fee: 1/10 000 kr for a metered service, öre for a yearly or one-off one.
--         Packages have a size. A flat tier never costs less than the one below it. A service
--         has tiers or a price, not both.
-- Source: staging.price_tiers; money.md, "Tiers".

with

followed as (
    select
        price_tiers.*,
        services.fee_kind,
        lag(price_tiers.from_quantity) over tiers as quantity_below,
        lag(coalesce(price_tiers.price_ore, price_tiers.price_e4)) over tiers as price_below
    from staging.price_tiers
    left join staging.services
        on price_tiers.service_id = services.service_id
    window tiers as (
        partition by
            price_tiers.service_id, price_tiers.price_list_id, price_tiers.tier_kind,
            price_tiers.valid_from, price_tiers.valid_until
        order by price_tiers.from_quantity
    )
)

select
    service_id,
    tier_kind,
    from_quantity,
    valid_from,
    valid_until,
    case
        when fee_kind is null then 'no such service'
        when fee_kind not in ('yearly', 'one_off', 'metered') then 'the fee has no price'
        when day(valid_from) <> 1 or (day(valid_until) <> 1 and valid_until < date '9999-12-31')
            then 'begins or ends inside a month'
        when quantity_below is null and from_quantity <> 0 then 'the first tier is not from 0'
        when quantity_below = from_quantity then 'two tiers from the same quantity'
        when fee_kind = 'metered' and price_e4 is null then 'no price in 1/10 000 kr'
        when fee_kind <> 'metered' and price_ore is null then 'no price in öre'
        when tier_kind = 'package' and package_size is null then 'no package size'
        else 'a flat tier costs less than the one below it'
    end as fault
from followed
where
    fee_kind is null
    or fee_kind not in ('yearly', 'one_off', 'metered')
    or day(valid_from) <> 1
    or (day(valid_until) <> 1 and valid_until < date '9999-12-31')
    or (quantity_below is null and from_quantity <> 0)
    or quantity_below = from_quantity
    or (fee_kind = 'metered' and price_e4 is null)
    or (fee_kind <> 'metered' and price_ore is null)
    or (tier_kind = 'package' and package_size is null)
    or (tier_kind = 'flat' and coalesce(price_ore, price_e4) < price_below)

union all

select
    earlier.service_id,
    earlier.tier_kind,
    null as from_quantity,
    earlier.valid_from,
    earlier.valid_until,
    'two prices on the same day' as fault
from charges.price_rows as earlier
join charges.price_rows as later
    on
        earlier.service_id = later.service_id
        and earlier.department_id is not distinct from later.department_id
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from
        and (
            earlier.price_list_id is distinct from later.price_list_id
            or earlier.tier_kind is distinct from later.tier_kind
            or earlier.valid_from <> later.valid_from
            or earlier.valid_until <> later.valid_until
        )
where earlier.tier_kind is not null
order by service_id, valid_from, from_quantity
