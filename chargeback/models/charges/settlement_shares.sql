-- What each payer is paid back of a year's result, or charged where it is short.
--
-- Grain:  one row per year and service decided to be paid back, department and cost centre that
--         was charged for it in the year.
-- Rule:   the result is split by what each was charged for the service in the year, in whole
--         öre by the largest remainder, ties by department and cost centre; a shortage is split
--         as its mirror image. Who was credited more than charged has no part.
-- Source: staging.settlements, charges.lines; money.md, "Shared costs"; docs/method.md,
--         "A year's result".
--
-- charged_ore       öre charged the payer for the service in the year; year_charged_ore all
-- result_ore        öre decided about
-- share_ore         the payer's part; the parts sum to result_ore
-- amount_ore        the line: what is paid back is a credit, -share_ore
-- left_over_ore     1 where the sharing out left an öre over to the payer, else 0

with

charged as (
    select
        year(lines.charge_period) as year,
        lines.service_id,
        lines.department_id,
        lines.cost_centre_id,
        greatest(sum(lines.amount_ore), 0)::bigint as charged_ore
    from charges.lines
    group by
        year(lines.charge_period), lines.service_id, lines.department_id, lines.cost_centre_id
),

parts as (
    select
        settlements.year,
        settlements.service_id,
        charged.department_id,
        charged.cost_centre_id,
        charged.charged_ore,
        settlements.result_ore,
        settlements.decision,
        settlements.seq,
        sum(charged.charged_ore) over result as year_charged_ore,
        abs(settlements.result_ore)::hugeint * charged.charged_ore as part
    from staging.settlements
    join charged
        on settlements.year = charged.year and settlements.service_id = charged.service_id
    where settlements.kind = 'pay_back' and charged.charged_ore > 0
    window result as (partition by settlements.year, settlements.service_id)
),

ranked as (
    select
        *,
        abs(result_ore) - sum(part // year_charged_ore) over result as left_over,
        row_number() over (
            partition by year, service_id
            order by part % year_charged_ore desc, department_id asc, cost_centre_id asc
        ) as place
    from parts
    window result as (partition by year, service_id)
),

shared as (
    select
        *,
        case when place <= left_over then 1 else 0 end as left_over_ore
    from ranked
)

select
    year,
    service_id,
    department_id,
    cost_centre_id,
    charged_ore,
    year_charged_ore::bigint as year_charged_ore,
    result_ore,
    (sign(result_ore)::bigint * (part // year_charged_ore + left_over_ore))::bigint as share_ore,
    (-sign(result_ore)::bigint * (part // year_charged_ore + left_over_ore))::bigint as amount_ore,
    left_over_ore::bigint as left_over_ore,
    decision,
    seq
from shared
order by year, service_id, department_id, cost_centre_id
