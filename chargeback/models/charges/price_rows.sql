-- Every price there is, whatever decided it, with whom it is for.
--
-- Grain:  one row per price row, set of tiers, agreement's amount and passed-through service.
-- Rule:   the fee kind says which price counts: 1/10 000 kr for a metered service, öre for the
--         others, the agreement's own amount for an agreement. What is passed through needs
--         no price: each krona costs a krona. A price in the wrong unit is no price.
-- Source: staging.prices, staging.price_tiers, quantities.agreements,
--         quantities.agreement_prices; money.md, "Fee kinds (services.fee_kind)".
--
-- department_id       null for everybody's price
-- agreement_id        the agreement that is itself charged; else null
-- price_agreement_id  the agreement that agreed another price; else null
-- price_ore           öre per unit and year, or per piece
-- price_e4            1/10 000 kr per unit
-- tier_kind           graduated, volume, package or flat; the tiers are in charges.tiers

with

list_prices as (
    select
        prices.service_id,
        services.fee_kind,
        prices.price_list_id,
        case when services.fee_kind = 'metered' then null else prices.price_ore end as price_ore,
        case when services.fee_kind = 'metered' then prices.price_e4 end as price_e4,
        prices.valid_from,
        prices.valid_until
    from staging.prices
    join staging.services
        on prices.service_id = services.service_id
    where services.fee_kind not in ('agreement', 'passed_through')
),

agreed_prices as (
    select
        agreed.service_id,
        services.fee_kind,
        agreed.department_id,
        agreed.agreement_id,
        case when services.fee_kind = 'metered' then null else agreed.price_ore end as price_ore,
        case when services.fee_kind = 'metered' then agreed.price_e4 end as price_e4,
        agreed.valid_from,
        agreed.valid_until
    from quantities.agreement_prices as agreed
    join staging.services
        on agreed.service_id = services.service_id
    where services.fee_kind not in ('agreement', 'passed_through')
)

select
    service_id,
    fee_kind,
    null::varchar as department_id,
    null::varchar as agreement_id,
    price_list_id,
    null::varchar as price_agreement_id,
    price_ore,
    price_e4,
    null::varchar as tier_kind,
    valid_from,
    valid_until
from list_prices
where price_ore is not null or price_e4 is not null

union all

select
    service_id,
    fee_kind,
    department_id,
    null as agreement_id,
    null as price_list_id,
    agreement_id as price_agreement_id,
    price_ore,
    price_e4,
    null as tier_kind,
    valid_from,
    valid_until
from agreed_prices
where price_ore is not null or price_e4 is not null

union all

select distinct
    price_tiers.service_id,
    services.fee_kind,
    null as department_id,
    null as agreement_id,
    price_tiers.price_list_id,
    null as price_agreement_id,
    null::bigint as price_ore,
    null::bigint as price_e4,
    price_tiers.tier_kind,
    price_tiers.valid_from,
    price_tiers.valid_until
from staging.price_tiers
join staging.services
    on price_tiers.service_id = services.service_id
where services.fee_kind not in ('agreement', 'passed_through')

union all

select
    agreements.service_id,
    services.fee_kind,
    null as department_id,
    agreements.agreement_id,
    null as price_list_id,
    null as price_agreement_id,
    agreements.fixed_ore as price_ore,
    null as price_e4,
    null as tier_kind,
    agreements.valid_from,
    agreements.valid_until
from quantities.agreements
join staging.services
    on agreements.service_id = services.service_id
where services.rule = 'fixed' and agreements.fixed_ore > 0

union all

select
    service_id,
    fee_kind,
    null as department_id,
    null as agreement_id,
    null as price_list_id,
    null as price_agreement_id,
    null as price_ore,
    null as price_e4,
    null as tier_kind,
    valid_from,
    valid_until
from staging.services
where fee_kind = 'passed_through'
