-- How many units each cost centre had of each service, by stretch of days, free of prices.
--
-- Grain:  one row per stretch of days, payer (or reason nobody pays), service, agreement
--         and source file.
-- Rule:   count; everything after this step is small.
-- Source: quantities.owned_uses, quantities.owned_agreements, quantities.owned_decisions.
--
-- units                    objects
-- valid_from, valid_until  the days they are counted for, half-open

with

owned as (
    select * from quantities.owned_uses
    union all
    select * from quantities.owned_agreements
    union all
    select * from quantities.owned_decisions
)

select
    source_id,
    service_id,
    rule,
    cost_centre_id,
    department_id,
    agreement_id,
    reason,
    counted_on,
    valid_from,
    valid_until,
    source_file,
    count(*) as units
from owned
group by
    source_id, service_id, rule, cost_centre_id, department_id, agreement_id, reason,
    counted_on, valid_from, valid_until, source_file
