-- What accounts and workstations would be counted as by the other rule: by the day what is
-- counted at month end, at month end what is counted by the day.
--
-- Grain:  one row per service, payer and stretch of days.
-- Rule:   the very models that count, asked once more with the two rules changed about; what
--         nobody would pay for is not here. Registers are not asked: they tell nothing of what
--         came and went inside a month.
-- Made:   by chargeback/other_rules.py, which puts its own tables in the place of those the
--         rule decides.
-- Source: quantities.owned_objects; docs/method.md, "Other prices on the same use".
--
-- rule                     the other one: what it would be counted by
-- valid_from, valid_until  the days counted for, half-open
-- quantity                 1/1 000 unit

select
    service_id,
    rule,
    cost_centre_id,
    department_id,
    valid_from,
    valid_until,
    sum(quantity)::bigint as quantity
from quantities.owned_objects
where
    kind in ('account', 'workstation')
    and rule in ('month_end', 'day_exact')
    and reason is null
group by service_id, rule, cost_centre_id, department_id, valid_from, valid_until
order by service_id, cost_centre_id, department_id, valid_from, valid_until
