-- Times between two prices of a service in which it has none and nobody used it.
--
-- Rule:   a quantity without a price stops the run; a gap that nobody falls into is told.
-- Source: staging.prices; docs/method.md, "Prices".
--
-- gap_from, gap_until  half-open

with

followed as (
    select
        service_id,
        valid_until as gap_from,
        lead(valid_from) over (partition by service_id order by valid_from) as gap_until
    from staging.prices
)

select
    service_id,
    gap_from,
    gap_until
from followed
where gap_until > gap_from
order by service_id, gap_from
