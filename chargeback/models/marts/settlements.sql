-- What is decided about each service's result of a year.
--
-- Grain:  one row per service and year decided about.
-- Source: staging.settlements (the journal); docs/method.md, "A year's result".
--
-- kind        carry: into the next year's price; pay_back: by share of the year's charges
-- result_ore  öre decided about: fees less self-cost, negative where it is short
-- quantity    1/1 000 unit of the year; 0 where it has none

select
    year,
    service_id,
    kind,
    result_ore,
    quantity,
    decision,
    decided_on,
    seq
from staging.settlements
order by year, service_id
