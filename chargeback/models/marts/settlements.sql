-- What is decided about each service's result of a year, and where it is booked.
--
-- Grain:  one row per service and year decided about.
-- Source: staging.settlements (the journal), charges.settlement_lines, staging.sealed_lines;
--         docs/method.md, "A year's result".
--
-- kind        carry: into the next year's price; pay_back: by share of the year's charges
-- result_ore  öre decided about: fees less self-cost, negative where it is short
-- quantity    1/1 000 unit of the year; 0 where it has none
-- booked_in   the month whose bills have its last lines; null where it has none
-- is_waiting  that month is not calculated yet: the lines wait for it

with

lines as (
    select
        year(charge_period)::bigint as year,
        service_id,
        period
    from charges.settlement_lines
    union all
    select
        year(charge_period)::bigint as year,
        service_id,
        period
    from staging.sealed_lines
    where fee_kind = 'settlement'
),

booked as (
    select
        year,
        service_id,
        max(period) as booked_in
    from lines
    group by year, service_id
)

select
    settlements.year,
    settlements.service_id,
    settlements.kind,
    settlements.result_ore,
    settlements.quantity,
    settlements.decision,
    settlements.decided_on,
    settlements.seq,
    booked.booked_in,
    booked.booked_in is not null and periods.period is null as is_waiting
from staging.settlements
left join booked
    on settlements.year = booked.year and settlements.service_id = booked.service_id
left join quantities.periods
    on booked.booked_in = periods.period
order by settlements.year, settlements.service_id
