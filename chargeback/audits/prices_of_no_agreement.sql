-- A price agreed with a department names an agreement in force on some of its days.
--
-- Rule:   an agreed price that reaches nobody is never left out in silence, and two agreed
--         prices may not hold for the same department, service and day.
-- Source: staging.agreement_prices; docs/method.md, "Prices".

select
    agreement_prices.agreement_id,
    agreement_prices.service_id,
    agreement_prices.valid_from,
    'no such agreement or department, or no such service, or no price in its unit' as fault
from staging.agreement_prices
left join charges.price_rows
    on
        agreement_prices.agreement_id = price_rows.price_agreement_id
        and agreement_prices.service_id = price_rows.service_id
        and agreement_prices.valid_from < price_rows.valid_until
        and agreement_prices.valid_until > price_rows.valid_from
where price_rows.service_id is null

union all

select
    earlier.agreement_id,
    earlier.service_id,
    greatest(earlier.valid_from, later.valid_from) as valid_from,
    'agreed twice, with ' || later.agreement_id as fault
from quantities.agreement_prices as earlier
join quantities.agreement_prices as later
    on
        earlier.service_id = later.service_id
        and earlier.department_id = later.department_id
        and (earlier.agreement_id, earlier.valid_from)
        < (later.agreement_id, later.valid_from)
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from
order by agreement_id, service_id
