-- The tiers of a price, month by month.
--
-- Grain:  one row per month, service and tier.
-- Rule:   a tier reaches to the next; the last has no end. A yearly price counts by its
--         month's share. Tiers begin and end with a month (audit unusable_tiers).
-- Source: staging.price_tiers; money.md, "Tiers".
--
-- from_quantity, until_quantity  1/1 000 unit; until is null for the last tier
-- package_quantity               1/1 000 unit; null unless priced by the package
-- price                          1/10 000 kr for a unit (a package, or a flat tier) and month
-- told                           from whole units, package size and price as the list has it

with

cut as (
    select
        price_tiers.service_id,
        price_tiers.tier_kind,
        price_tiers.from_quantity,
        price_tiers.package_size,
        price_tiers.price_ore,
        price_tiers.price_e4,
        services.fee_kind,
        periods.period
    from staging.price_tiers
    join staging.services
        on price_tiers.service_id = services.service_id
    join quantities.periods
        on
            price_tiers.valid_from <= periods.period
            and price_tiers.valid_until >= periods.next_period
)

select
    period,
    service_id,
    tier_kind,
    1000 * from_quantity as from_quantity,
    1000 * lead(from_quantity) over (
        partition by period, service_id order by from_quantity
    ) as until_quantity,
    1000 * package_size as package_quantity,
    case fee_kind
        when 'metered' then price_e4
        when 'one_off' then 100 * price_ore
        else 100 * ((price_ore + month(period) - 1) // 12)
    end as price,
    concat(
        from_quantity, '/', coalesce(package_size, 1), ':',
        case when fee_kind = 'metered' then price_e4 else price_ore end
    ) as told
from cut
order by period, service_id, from_quantity
