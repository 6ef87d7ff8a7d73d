-- What each cost centre may spend on IT, month by month, as adopted and as revised.
--
-- Grain:  one row per version, month, cost centre and area.
-- Rule:   a revised budget replaces the adopted one (KF) for that whole year and department.
--         A cost centre's department is the one it has on the month's last day; after it has
--         ended, the last it had; before it began, the first.
-- Source: staging.budgets; docs/method.md, "Budget".
--
-- version    KF (adopted by the council) or revised
-- budget_ore öre for the month
-- in_force   false for an adopted row that a revised budget replaces

with

months as (
    select unnest(generate_series(1, 12))::bigint as month_no
),

phased as (
    select
        budgets.cost_centre_id,
        budgets.area,
        budgets.year,
        make_date(budgets.year, months.month_no, 1) as period,
        case when budgets.version = 'KF' then 'KF' else 'revised' end as version,
        [
            budgets.jan_ore, budgets.feb_ore, budgets.mar_ore, budgets.apr_ore,
            budgets.may_ore, budgets.jun_ore, budgets.jul_ore, budgets.aug_ore,
            budgets.sep_ore, budgets.oct_ore, budgets.nov_ore, budgets.dec_ore
        ][months.month_no] as budget_ore
    from staging.budgets
    cross join months
),

placed as (
    select
        phased.*,
        cost_centres.department_id,
        row_number() over (
            partition by phased.version, phased.period, phased.cost_centre_id, phased.area
            order by
                cost_centres.valid_from <= last_day(phased.period) desc,
                abs(cost_centres.valid_from - last_day(phased.period)) asc
        ) as choice
    from phased
    join staging.cost_centres
        on phased.cost_centre_id = cost_centres.cost_centre_id
),

revised as (
    select distinct
        year,
        department_id
    from placed
    where version = 'revised' and choice = 1
)

select
    placed.period,
    placed.department_id,
    placed.cost_centre_id,
    placed.area,
    placed.version,
    placed.budget_ore,
    placed.version = 'revised' or revised.year is null as in_force
from placed
left join revised
    on placed.year = revised.year and placed.department_id = revised.department_id
where placed.choice = 1
order by
    placed.period, placed.department_id, placed.cost_centre_id, placed.area, placed.version
