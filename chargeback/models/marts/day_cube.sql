-- What was counted for yearly fees, day by day and payer by payer, by its rule and the other one.
--
-- Grain:  one row per month, payer, service, rule and stretch of days inside the month.
-- Rule:   the quantities of the bills, free of prices; beside them, for accounts and
--         workstations, those of the other rule. A price that begins inside a month is charged
--         by the days each stretch has at it.
-- Source: charges.usage_months, quantities.other_rules; docs/method.md, "Other prices on the
--         same use".
--
-- payer_no                 tells a department's cost centres apart and does not name them
-- rule                     the rule counted by; is_other whether that is not the service's own
-- valid_from, valid_until  the days inside the month, half-open
-- quantity                 1/1 000 unit on each of those days

with

own as (
    select
        period,
        days_in_month,
        department_id,
        cost_centre_id,
        service_id,
        rule,
        false as is_other,
        valid_from,
        valid_until,
        quantity
    from charges.usage_months
    where
        rule in ('month_end', 'day_exact', 'on_dates', 'decision')
        and reason is null
        and agreement_id is null
),

other as (
    select
        periods.period,
        periods.days as days_in_month,
        other_rules.department_id,
        other_rules.cost_centre_id,
        other_rules.service_id,
        other_rules.rule,
        true as is_other,
        greatest(other_rules.valid_from, periods.period) as valid_from,
        least(other_rules.valid_until, periods.next_period) as valid_until,
        other_rules.quantity
    from quantities.other_rules
    join quantities.periods
        on
            other_rules.valid_from < periods.next_period
            and other_rules.valid_until > periods.period
),

told as (
    select * from own
    union all
    select * from other
),

payers as (
    select
        department_id,
        cost_centre_id,
        row_number() over (partition by department_id order by cost_centre_id) as payer_no
    from told
    group by department_id, cost_centre_id
)

select
    told.period,
    told.days_in_month,
    told.department_id,
    payers.payer_no,
    told.service_id,
    told.rule,
    told.is_other,
    told.valid_from,
    told.valid_until,
    sum(told.quantity)::bigint as quantity
from told
join payers
    on
        told.department_id = payers.department_id
        and told.cost_centre_id = payers.cost_centre_id
group by
    told.period, told.days_in_month, told.department_id, payers.payer_no, told.service_id,
    told.rule, told.is_other, told.valid_from, told.valid_until
order by
    told.service_id asc, told.is_other asc, told.period asc, told.department_id asc,
    payers.payer_no asc, told.valid_from asc, told.valid_until asc
