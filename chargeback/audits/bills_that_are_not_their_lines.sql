-- Every total is a sum of stored lines, and no line is lost on the way to a bill.
--
-- Rule:   lines = charges; bills of departments and cost centres = lines.
-- Source: money.md, "A line".

with

sums as (
    select
        period,
        department_id,
        'lines' as place,
        sum(amount_ore)::bigint as amount_ore
    from charges.lines
    group by period, department_id
    union all
    select
        period,
        department_id,
        'bill lines' as place,
        sum(amount_ore)::bigint as amount_ore
    from marts.bill_lines
    group by period, department_id
    union all
    select
        period,
        department_id,
        'cost centre bills' as place,
        sum(amount_ore)::bigint as amount_ore
    from marts.cost_centre_bills
    group by period, department_id
    union all
    select
        period,
        department_id,
        'department bills' as place,
        amount_ore
    from marts.department_bills
    union all
    select
        period,
        department_id,
        'services' as place,
        sum(amount_ore)::bigint as amount_ore
    from marts.department_services
    group by period, department_id
)

select
    period,
    department_id,
    min(amount_ore) as lowest_ore,
    max(amount_ore) as highest_ore,
    count(*) as places
from sums
group by period, department_id
having min(amount_ore) <> max(amount_ore) or count(*) <> 5
order by period, department_id
