-- The budget of each department and month beside what it was charged, area by area.
--
-- Grain:  one row per period, department and budget area with a budget or a bill.
-- Rule:   the budget in force; charges by the area their service belongs to.
-- Source: marts.budgets, marts.bill_lines, staging.budget_areas.
--
-- budget_ore   öre in force; adopted_ore öre as adopted by the council
-- amount_ore   öre charged; null in a month that is not charged yet

with

areas as (
    select
        services.service_id,
        budget_areas.area
    from staging.services
    join staging.budget_areas
        on services.area = budget_areas.service_area
),

budgeted as (
    select
        period,
        department_id,
        area,
        sum(case when in_force then budget_ore else 0 end)::bigint as budget_ore,
        sum(case when version = 'KF' then budget_ore else 0 end)::bigint as adopted_ore,
        null::bigint as amount_ore
    from marts.budgets
    group by period, department_id, area
),

charged as (
    select
        bill_lines.period,
        bill_lines.department_id,
        areas.area,
        0 as budget_ore,
        0 as adopted_ore,
        sum(bill_lines.amount_ore)::bigint as amount_ore
    from marts.bill_lines
    join areas
        on bill_lines.service_id = areas.service_id
    group by bill_lines.period, bill_lines.department_id, areas.area
),

told as (
    select * from budgeted
    union all
    select * from charged
),

added as (
    select
        period,
        department_id,
        area,
        sum(budget_ore)::bigint as budget_ore,
        sum(adopted_ore)::bigint as adopted_ore,
        sum(amount_ore)::bigint as amount_ore
    from told
    group by period, department_id, area
)

select
    added.period,
    added.department_id,
    added.area,
    added.budget_ore,
    added.adopted_ore,
    case when periods.period is not null then coalesce(added.amount_ore, 0) end as amount_ore
from added
left join quantities.periods
    on added.period = periods.period
order by added.period, added.department_id, added.area
