-- What the whole year will cost each department and the city, told at the end of each month.
--
-- Grain:  one row per period and department with a bill that month; and one for the city.
-- Rule:   charged so far + the budget of the months left × charged ÷ budget over the base
--         period: January to the month, or from a reorganisation of the department inside the
--         year on, once it is two months old. Without a budget in the base period the months
--         left cost as the mean of its months. Parts of an öre are cut.
--         The band is what the same rule missed by at the same month of the year before.
-- Source: marts.department_bills, marts.department_budgets, staging.organisation_events;
--         docs/method.md, "The forecast".
--
-- department_id     null for the city
-- base_from         first month of the base period
-- charged_ore       charged this year so far, öre; budget_ore the whole year's budget in force
-- forecast_ore      the whole year, öre; in December what was charged
-- low_ore, high_ore the band; null where there was no whole year before to learn from
-- missed_ore        forecast minus outcome at the same month last year, öre
-- missed_permille   the same in thousandths of the outcome

with

billed as (
    select
        period,
        department_id,
        amount_ore
    from marts.department_bills
    union all
    select
        period,
        null as department_id,
        sum(amount_ore)::bigint as amount_ore
    from marts.department_bills
    group by period
),

budgeted as (
    select
        period,
        department_id,
        sum(budget_ore)::bigint as budget_ore
    from marts.department_budgets
    group by period, department_id
    union all
    select
        period,
        null as department_id,
        sum(budget_ore)::bigint as budget_ore
    from marts.department_budgets
    group by period
),

reorganised as (
    select
        effective_on,
        from_org as department_id
    from staging.organisation_events
    where event_type = 'transfer'
    union
    select
        effective_on,
        to_org as department_id
    from staging.organisation_events
    where event_type = 'transfer'
),

based as (
    select
        billed.period,
        billed.department_id,
        date_trunc('year', billed.period)::date as year_from,
        coalesce(
            max(date_trunc('month', reorganised.effective_on)::date),
            date_trunc('year', billed.period)::date
        ) as base_from
    from billed
    left join reorganised
        on
            billed.department_id = reorganised.department_id
            and date_trunc('year', billed.period) <= reorganised.effective_on
            and billed.period >= date_trunc('month', reorganised.effective_on) + interval 1 month
    group by billed.period, billed.department_id
),

charged as (
    select
        based.period,
        based.department_id,
        based.year_from,
        based.base_from,
        sum(billed.amount_ore)::bigint as charged_ore,
        sum(
            case when billed.period >= based.base_from then billed.amount_ore else 0 end
        )::bigint as base_ore
    from based
    join billed
        on
            based.department_id is not distinct from billed.department_id
            and based.year_from <= billed.period
            and based.period >= billed.period
    group by based.period, based.department_id, based.year_from, based.base_from
),

compared as (
    select
        charged.period,
        charged.department_id,
        charged.year_from,
        charged.base_from,
        charged.charged_ore,
        charged.base_ore,
        12 - month(charged.period) as months_left,
        month(charged.period) - month(charged.base_from) + 1 as base_months,
        coalesce(sum(budgeted.budget_ore), 0)::bigint as budget_ore,
        coalesce(
            sum(case when budgeted.period > charged.period then budgeted.budget_ore end), 0
        )::bigint as budget_left_ore,
        coalesce(
            sum(
                case
                    when
                        budgeted.period >= charged.base_from
                        and budgeted.period <= charged.period
                        then budgeted.budget_ore
                end
            ), 0
        )::bigint as base_budget_ore
    from charged
    left join budgeted
        on
            charged.department_id is not distinct from budgeted.department_id
            and charged.year_from = date_trunc('year', budgeted.period)
    group by
        charged.period, charged.department_id, charged.year_from, charged.base_from,
        charged.charged_ore, charged.base_ore
),

foreseen as (
    select
        *,
        case
            when base_budget_ore > 0
                then
                    charged_ore + (
                        budget_left_ore::hugeint * base_ore // base_budget_ore
                    )::bigint
            else charged_ore + base_ore * months_left // base_months
        end as forecast_ore
    from compared
),

whole_years as (
    select
        department_id,
        date_trunc('year', period)::date as year_from,
        sum(amount_ore)::bigint as outcome_ore
    from billed
    group by department_id, date_trunc('year', period)
    having count(*) = 12 and sum(amount_ore) > 0
),

missed as (
    select
        foreseen.department_id,
        (foreseen.period + interval 1 year)::date as period,
        foreseen.forecast_ore - whole_years.outcome_ore as missed_ore,
        (
            1000 * (foreseen.forecast_ore - whole_years.outcome_ore)::hugeint
            // whole_years.outcome_ore
        )::bigint as missed_permille
    from foreseen
    join whole_years
        on
            foreseen.department_id is not distinct from whole_years.department_id
            and foreseen.year_from = whole_years.year_from
)

select
    foreseen.period,
    foreseen.department_id,
    foreseen.base_from,
    foreseen.charged_ore,
    foreseen.budget_ore,
    foreseen.forecast_ore,
    foreseen.forecast_ore - (
        foreseen.forecast_ore::hugeint * abs(missed.missed_permille) // 1000
    )::bigint as low_ore,
    foreseen.forecast_ore + (
        foreseen.forecast_ore::hugeint * abs(missed.missed_permille) // 1000
    )::bigint as high_ore,
    missed.missed_ore,
    missed.missed_permille
from foreseen
left join missed
    on
        foreseen.department_id is not distinct from missed.department_id
        and foreseen.period = missed.period
order by foreseen.period, foreseen.department_id
