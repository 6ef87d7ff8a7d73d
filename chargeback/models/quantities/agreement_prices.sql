-- Prices agreed with one department, by the days they hold.
--
-- Grain:  one row per agreement, department, service and interval of days.
-- Rule:   an agreed price holds on its own days while its agreement does; it goes before the
--         price list's for that department and nobody else.
-- Source: staging.agreement_prices, quantities.agreements; docs/method.md, "Prices".
--
-- price_ore                öre a year or a piece; null for a metered service
-- price_e4                 1/10 000 kr; null for the others
-- valid_from, valid_until  half-open interval of days

with

customers as (
    select
        agreement_id,
        department_id,
        min(valid_from) as valid_from,
        max(valid_until) as valid_until
    from quantities.agreements
    where department_id is not null
    group by agreement_id, department_id
)

select
    agreed.agreement_id,
    customers.department_id,
    agreed.service_id,
    agreed.price_ore,
    agreed.price_e4,
    agreed.decision,
    greatest(agreed.valid_from, customers.valid_from) as valid_from,
    least(agreed.valid_until, customers.valid_until) as valid_until
from staging.agreement_prices as agreed
join customers
    on
        agreed.agreement_id = customers.agreement_id
        and agreed.valid_from < customers.valid_until
        and agreed.valid_until > customers.valid_from
