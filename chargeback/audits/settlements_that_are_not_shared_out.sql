-- A result that is paid back must come to the payers to the öre, once.
--
-- Rule:   the payers' parts sum to what is decided; what is booked and what waits sum to it with
--         the other sign, and to nothing where the result is carried. A line is its fraction of
--         what is decided, cut to whole öre with the öre left over, less what was booked before.
-- Source: staging.settlements, charges.settlement_shares, charges.settlement_lines,
--         marts.bill_lines; docs/method.md, "A year's result".

with

shares as (
    select
        year,
        service_id,
        sum(share_ore)::bigint as shared_ore
    from charges.settlement_shares
    group by year, service_id
),

told as (
    select
        charge_period,
        service_id,
        amount_ore
    from marts.bill_lines
    where fee_kind = 'settlement'
    union all
    select
        settlement_lines.charge_period,
        settlement_lines.service_id,
        settlement_lines.amount_ore
    from charges.settlement_lines
    left join quantities.periods
        on settlement_lines.period = periods.period
    where periods.period is null
),

booked as (
    select
        year(charge_period) as year,
        service_id,
        sum(amount_ore)::bigint as booked_ore
    from told
    group by year(charge_period), service_id
),

decided as (
    select
        year,
        service_id,
        case when kind = 'pay_back' then result_ore else 0 end as paid_ore
    from staging.settlements
)

select
    'sums' as rule,
    coalesce(decided.service_id, booked.service_id) as service_id,
    coalesce(decided.year, booked.year) as year,
    decided.paid_ore,
    shares.shared_ore,
    booked.booked_ore
from decided
left join shares
    on decided.year = shares.year and decided.service_id = shares.service_id
full join booked
    on decided.year = booked.year and decided.service_id = booked.service_id
where
    (decided.paid_ore <> 0 and shares.shared_ore is distinct from decided.paid_ore)
    or coalesce(decided.paid_ore, 0) <> -coalesce(booked.booked_ore, 0)
union all
select
    'recomputes' as rule,
    service_id,
    year(charge_period) as year,
    department_amount_ore as paid_ore,
    now_ore as shared_ore,
    amount_ore as booked_ore
from marts.bill_lines
where
    fee_kind = 'settlement'
    and (
        amount_ore <> now_ore - before_ore
        or now_ore <> -sign(department_amount_ore) * (
            case
                when department_gross_quantity = 0 then 0
                else
                    abs(department_amount_ore)::hugeint * gross_quantity
                    // department_gross_quantity
            end + left_over_ore
        )
        or code_string is null
    )
order by rule, year, service_id
