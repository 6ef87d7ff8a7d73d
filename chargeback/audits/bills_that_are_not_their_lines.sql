-- Every total is a sum of stored lines, and no line is lost on the way to a bill.
--
-- Rule:   bills of departments and cost centres = bill lines = what is sealed, the open months'
--         lines, corrections and what is paid back of years, by the month they are booked in;
--         services = lines, by the month of use.
-- Source: money.md, "A line", "Periods and corrections".

with

charged as (
    select
        period,
        department_id,
        amount_ore
    from staging.sealed_lines
    union all
    select
        lines.charge_period as period,
        lines.department_id,
        lines.amount_ore
    from charges.lines
    left join charges.open_period
        on lines.charge_period < open_period.open_from
    where open_period.open_from is null
    union all
    select
        corrections.period,
        corrections.department_id,
        corrections.amount_ore
    from charges.corrections
    join quantities.periods
        on corrections.period = periods.period
    union all
    select
        settlement_lines.period,
        settlement_lines.department_id,
        settlement_lines.amount_ore
    from charges.settlement_lines
    join quantities.periods
        on settlement_lines.period = periods.period
),

sums as (
    select
        'booked' as counted_by,
        period,
        department_id,
        sum(amount_ore)::bigint as amount_ore
    from charged
    group by period, department_id
    union all
    select
        'booked' as counted_by,
        period,
        department_id,
        sum(amount_ore)::bigint as amount_ore
    from marts.bill_lines
    group by period, department_id
    union all
    select
        'booked' as counted_by,
        period,
        department_id,
        sum(amount_ore)::bigint as amount_ore
    from marts.cost_centre_bills
    group by period, department_id
    union all
    select
        'booked' as counted_by,
        period,
        department_id,
        amount_ore
    from marts.department_bills
    union all
    select
        'used' as counted_by,
        charge_period as period,
        department_id,
        sum(amount_ore)::bigint as amount_ore
    from charges.lines
    group by charge_period, department_id
    union all
    select
        'used' as counted_by,
        period,
        department_id,
        sum(amount_ore)::bigint as amount_ore
    from marts.department_services
    group by period, department_id
)

select
    counted_by,
    period,
    department_id,
    min(amount_ore) as lowest_ore,
    max(amount_ore) as highest_ore,
    count(*) as places
from sums
group by counted_by, period, department_id
having
    min(amount_ore) <> max(amount_ore)
    or count(*) <> case when counted_by = 'booked' then 4 else 2 end
order by counted_by, period, department_id
