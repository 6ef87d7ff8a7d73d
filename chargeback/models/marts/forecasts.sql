-- What each department's year will cost, told at the end of each charged month.
--
-- Grain:  one row per period and department with a bill that month.
-- Rule:   three methods are tried: budget (charged so far + the budget of the months left),
--         pace (the months left at the budget × charged so far ÷ budget so far) and last_month
--         (the months left at the last month's bill). The method used is the one that missed
--         least at the same month of the year before, all departments' misses added without
--         sign; the first year has none to try and uses the budget. Parts of an öre are cut.
--         The band is the miss that four departments of five stayed within that time.
-- Source: marts.department_budgets, marts.department_bills; docs/method.md, "The forecast".
--
-- charged_ore       charged this year so far, öre; budget_ore the whole year's budget
-- method            budget, pace or last_month
-- forecast_ore      the whole year, öre; in December what was charged
-- low_ore, high_ore the band; null where there is no year before to learn from
-- missed_ore        forecast minus outcome at the same month last year by the same method, öre;
--                   null for a department that had no whole year
-- missed_permille   the same in thousandths of the outcome

with

billed as (
    select
        period,
        year(period) as year,
        month(period) as month_no,
        department_id,
        amount_ore
    from marts.department_bills
),

budgeted as (
    select
        department_id,
        year(period) as year,
        month(period) as month_no,
        sum(budget_ore)::bigint as budget_ore
    from marts.department_budgets
    group by department_id, year(period), month(period)
),

so_far as (
    select
        now.period,
        now.year,
        now.month_no,
        now.department_id,
        now.amount_ore as last_ore,
        sum(earlier.amount_ore)::bigint as charged_ore
    from billed as now
    join billed as earlier
        on
            now.department_id = earlier.department_id
            and now.year = earlier.year
            and now.month_no >= earlier.month_no
    group by now.period, now.year, now.month_no, now.department_id, now.amount_ore
),

with_budget as (
    select
        so_far.period,
        so_far.year,
        so_far.month_no,
        so_far.department_id,
        so_far.last_ore,
        so_far.charged_ore,
        coalesce(sum(budgeted.budget_ore), 0)::bigint as budget_ore,
        coalesce(
            sum(case when budgeted.month_no <= so_far.month_no then budgeted.budget_ore end), 0
        )::bigint as budget_so_far_ore
    from so_far
    left join budgeted
        on so_far.department_id = budgeted.department_id and so_far.year = budgeted.year
    group by
        so_far.period, so_far.year, so_far.month_no, so_far.department_id, so_far.last_ore,
        so_far.charged_ore
),

tried as (
    select
        *,
        'budget' as method,
        1 as choice,
        charged_ore + budget_ore - budget_so_far_ore as forecast_ore
    from with_budget
    where budget_so_far_ore > 0
    union all
    select
        *,
        'pace' as method,
        2 as choice,
        charged_ore + (
            (budget_ore - budget_so_far_ore)::hugeint * charged_ore // budget_so_far_ore
        )::bigint as forecast_ore
    from with_budget
    where budget_so_far_ore > 0
    union all
    select
        *,
        'last_month' as method,
        3 as choice,
        charged_ore + last_ore * (12 - month_no) as forecast_ore
    from with_budget
),

whole_years as (
    select
        department_id,
        year,
        sum(amount_ore)::bigint as outcome_ore
    from billed
    group by department_id, year
    having count(*) = 12
),

missed as (
    select
        tried.department_id,
        tried.year + 1 as learnt_for,
        tried.month_no,
        tried.method,
        tried.choice,
        tried.forecast_ore - whole_years.outcome_ore as missed_ore,
        (
            1000 * (tried.forecast_ore - whole_years.outcome_ore)::hugeint
            // whole_years.outcome_ore
        )::bigint as missed_permille
    from tried
    join whole_years
        on
            tried.department_id = whole_years.department_id
            and tried.year = whole_years.year
    where whole_years.outcome_ore > 0
),

scored as (
    select
        learnt_for,
        month_no,
        method,
        choice,
        sum(abs(missed_ore))::bigint as missed_ore
    from missed
    group by learnt_for, month_no, method, choice
),

ranked as (
    select
        *,
        row_number() over (partition by learnt_for, month_no order by missed_ore, choice) as place
    from scored
),

sorted_misses as (
    select
        learnt_for,
        month_no,
        method,
        abs(missed_permille) as wide_permille,
        row_number() over by_size as size_no,
        count(*) over (partition by learnt_for, month_no, method) as misses
    from missed
    window by_size as (
        partition by learnt_for, month_no, method order by abs(missed_permille), department_id
    )
),

bands as (
    select
        learnt_for,
        month_no,
        method,
        min(wide_permille) as wide_permille
    from sorted_misses
    where 5 * size_no >= 4 * misses
    group by learnt_for, month_no, method
),

chosen as (
    select
        tried.*,
        row_number() over (
            partition by tried.period, tried.department_id
            order by ranked.place asc nulls last, tried.choice asc
        ) as place
    from tried
    left join ranked
        on
            tried.year = ranked.learnt_for
            and tried.month_no = ranked.month_no
            and tried.method = ranked.method
)

select
    chosen.period,
    chosen.department_id,
    chosen.charged_ore,
    chosen.budget_ore,
    chosen.method,
    chosen.forecast_ore,
    chosen.forecast_ore - (
        abs(chosen.forecast_ore)::hugeint * bands.wide_permille // 1000
    )::bigint as low_ore,
    chosen.forecast_ore + (
        abs(chosen.forecast_ore)::hugeint * bands.wide_permille // 1000
    )::bigint as high_ore,
    missed.missed_ore,
    missed.missed_permille
from chosen
left join bands
    on
        chosen.year = bands.learnt_for
        and chosen.month_no = bands.month_no
        and chosen.method = bands.method
left join missed
    on
        chosen.department_id = missed.department_id
        and chosen.year = missed.learnt_for
        and chosen.month_no = missed.month_no
        and chosen.method = missed.method
where chosen.place = 1
order by chosen.period, chosen.department_id
