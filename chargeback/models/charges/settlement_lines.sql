-- The lines by which a year's result is paid back, or charged where it is short.
--
-- Grain:  one row per year, service, department and cost centre, of what is decided and not yet
--         sealed as it is decided.
-- Rule:   the payer's part of what is decided − what was sealed of the year before; nothing
--         where that is zero. Booked in the first open month after the year. What is decided is
--         divided once: when a month with its lines is sealed they stand as they are, also where
--         the year's charges are corrected later. Only another decision about the same service
--         and year gives lines again, and one that carries the result takes back what was paid.
--         A line is called and coded as the payer's last line of the service in that year. Where
--         the payer is in force on no day from the first of January to the end of the booked
--         month it is coded on its department's default cost centre of that month's last day,
--         and where there is none, as it was: the ledger would not take the other's code.
-- Source: charges.settlement_shares, staging.settlements, staging.sealed_lines,
--         charges.described_lines, staging.cost_centres; money.md, "Shared costs"; docs/method.md,
--         "A year's result".
--
-- period                 the month it is booked in; charge_period December of the year
-- amount_ore             öre: now_ore − before_ore; what is paid back is below zero
-- now_ore                the payer's part of what is decided; before_ore sealed of it so far
-- department_amount_ore  öre divided on all payers, negative where it is short; 0 where the
--                        result is carried
-- gross_quantity         1/1 000 krona charged the payer for the service in the year, as what is
--                        passed through is told; department_gross_quantity all payers
-- left_over_ore          1 where the sharing out left an öre over to the payer, else 0
--
-- The other columns are those of marts.bill_lines; those left out are null there.

with

sealed as (
    select
        year(charge_period)::bigint as year,
        service_id,
        department_id,
        cost_centre_id,
        sum(amount_ore)::bigint as before_ore
    from staging.sealed_lines
    where fee_kind = 'settlement'
    group by year(charge_period), service_id, department_id, cost_centre_id
),

last_sealed as (
    select
        year(charge_period)::bigint as year,
        service_id,
        max_by(decision, period) as decision,
        max_by(decided_on, period) as decided_on,
        max_by(department_amount_ore, period) as divided_ore
    from staging.sealed_lines
    where fee_kind = 'settlement'
    group by year(charge_period), service_id
),

decided as (
    select
        settlements.year,
        settlements.service_id,
        settlements.decision,
        settlements.decided_on,
        case when settlements.kind = 'pay_back' then settlements.result_ore else 0 end
            as divided_ore,
        make_date(settlements.year, 12, 1) as charge_period,
        make_date(settlements.year + 1, 1, 1) as earliest
    from staging.settlements
),

-- What was sealed as it is decided is done.
pending as (
    select
        decided.*,
        coalesce(greatest(open_period.open_from, decided.earliest), decided.earliest) as period
    from decided
    left join charges.open_period
        on open_period.open_from is not null
    left join last_sealed
        on
            decided.year = last_sealed.year
            and decided.service_id = last_sealed.service_id
            and decided.decision = last_sealed.decision
            and decided.decided_on = last_sealed.decided_on
            and decided.divided_ore = last_sealed.divided_ore
    where last_sealed.service_id is null
),

parts as (
    select
        pending.year,
        pending.service_id,
        settlement_shares.department_id,
        settlement_shares.cost_centre_id,
        settlement_shares.amount_ore as now_ore,
        settlement_shares.charged_ore,
        settlement_shares.left_over_ore,
        0 as before_ore
    from pending
    join charges.settlement_shares
        on
            pending.year = settlement_shares.year
            and pending.service_id = settlement_shares.service_id
    union all
    select
        pending.year,
        pending.service_id,
        sealed.department_id,
        sealed.cost_centre_id,
        0 as now_ore,
        0 as charged_ore,
        0 as left_over_ore,
        sealed.before_ore
    from pending
    join sealed
        on pending.year = sealed.year and pending.service_id = sealed.service_id
),

payers as (
    select
        year,
        service_id,
        department_id,
        cost_centre_id,
        sum(now_ore)::bigint as now_ore,
        sum(before_ore)::bigint as before_ore,
        sum(charged_ore)::bigint as charged_ore,
        sum(left_over_ore)::bigint as left_over_ore,
        sum(sum(charged_ore)) over (partition by year, service_id)::bigint as year_charged_ore
    from parts
    group by year, service_id, department_id, cost_centre_id
),

words as (
    select
        year(charge_period)::bigint as year,
        service_id,
        department_id,
        cost_centre_id,
        department_name,
        cost_centre_name,
        code_string,
        agreement_id,
        agreement_status,
        0 as origin,
        charge_period,
        line_id
    from charges.described_lines
    union all
    select
        year(charge_period)::bigint as year,
        service_id,
        department_id,
        cost_centre_id,
        department_name,
        cost_centre_name,
        code_string,
        agreement_id,
        agreement_status,
        1 as origin,
        period as charge_period,
        line_id
    from staging.sealed_lines
    where fee_kind = 'settlement'
),

called as (
    select
        payers.*,
        words.department_name,
        words.cost_centre_name,
        words.code_string,
        words.agreement_id,
        words.agreement_status,
        row_number() over (
            partition by
                payers.year, payers.service_id, payers.department_id, payers.cost_centre_id
            order by words.origin asc, words.charge_period desc, words.line_id asc
        ) as place
    from payers
    join words
        on
            payers.year = words.year
            and payers.service_id = words.service_id
            and payers.department_id = words.department_id
            and payers.cost_centre_id = words.cost_centre_id
    where payers.now_ore <> payers.before_ore
),

settled as (
    select
        called.*,
        pending.period,
        pending.charge_period,
        pending.divided_ore,
        pending.decision,
        pending.decided_on,
        string_split(called.code_string, '-') as parts
    from called
    join pending
        on called.year = pending.year and called.service_id = pending.service_id
    where called.place = 1
),

bookable as (
    select distinct
        settled.period,
        settled.cost_centre_id
    from settled
    join staging.cost_centres
        on
            settled.cost_centre_id = cost_centres.cost_centre_id
            and last_day(settled.period) >= cost_centres.valid_from
            and date_trunc('year', settled.period) < cost_centres.valid_until
)

select
    'L' || left(
        md5(
            concat_ws(
                '|', 'settlement', settled.period, settled.charge_period, settled.cost_centre_id,
                settled.department_id, settled.service_id
            )
        ), 12
    ) as line_id,
    settled.period,
    settled.charge_period,
    settled.department_id,
    settled.department_name,
    settled.cost_centre_id,
    settled.cost_centre_name,
    settled.service_id,
    services.name_sv as service_name_sv,
    services.name_en as service_name_en,
    'settlement' as rule,
    'settlement' as fee_kind,
    services.unit_sv,
    services.unit_en,
    0 as units,
    0 as quantity,
    10 * settled.charged_ore as gross_quantity,
    10 * settled.year_charged_ore as department_gross_quantity,
    settled.divided_ore as department_amount_ore,
    settled.left_over_ore,
    day(last_day(settled.charge_period)) as days_in_month,
    settled.now_ore - settled.before_ore as amount_ore,
    false as agreement_price,
    settled.decision,
    settled.decided_on,
    settled.agreement_id,
    settled.agreement_status,
    case
        when bookable.cost_centre_id is null and stand_ins.cost_centre_id is not null
            then concat_ws(
                '-', settled.parts[1], stand_ins.cost_centre_id,
                coalesce(stand_ins.activity, ''), settled.parts[4], settled.parts[5]
            )
        else settled.code_string
    end as code_string,
    '' as source_files,
    0 as object_count,
    false as is_correction,
    settled.now_ore,
    settled.before_ore
from settled
join staging.services
    on settled.service_id = services.service_id
left join bookable
    on settled.period = bookable.period and settled.cost_centre_id = bookable.cost_centre_id
left join staging.cost_centres as stand_ins
    on
        settled.department_id = stand_ins.department_id
        and stand_ins.is_default
        and last_day(settled.period) >= stand_ins.valid_from
        and last_day(settled.period) < stand_ins.valid_until
order by
    settled.period, settled.department_id, settled.cost_centre_id, settled.service_id,
    settled.year
