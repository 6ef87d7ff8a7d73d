-- What was booked otherwise than delivered, error by error, with what is wrong.
--
-- Grain:  one row per error of a month: of one row of the ledger, or of several rows of one
--         department's voucher that are missing or twice for the same reason.
-- Rule:   two differences that take each other out and share all but one of month, account, cost
--         centre and counterparty are one error: other_month, other_cost_centre, other_account,
--         other_counterparty; each difference is in one pair at most. Of another month both
--         months have their part, from_other_month the one that has too much. What is left:
--         twice (the ledger has exactly double), missing (it has nothing), unknown (we delivered
--         nothing), amount. The supplier's side follows its customers' and is an error of its
--         own (counter_entry) only where it does not. A month's errors on the customers' side
--         sum to the month's difference.
-- Source: control.booking_differences, control.bookings; money.md, "Reconciliation" 3.
--
-- account, cost_centre_id, counterparty: as delivered, of an unknown row as booked; null where
--                the error is of several rows. other_*: as booked; null where it is the same
-- other_period   the month it was booked in, of from_other_month the one it belongs to
-- ours_ore, ledger_ore: öre delivered and booked; difference_ore the ledger less ours, that month
-- row_count      rows of the voucher; voucher_rows how many it has on the customer's side

with

differences as (
    select
        *,
        row_number() over (
            order by period, side, account, cost_centre_id, counterparty
        ) as difference_id,
        coalesce(ours_ore, 0) <> 0
        and sign(coalesce(ours_ore, 0)) <> sign(difference_ore) as lacks
    from control.booking_differences
    where side = 'customer'
),

pairs as (
    select
        lacking.difference_id as from_id,
        having_more.difference_id as to_id,
        case
            when lacking.period <> having_more.period then 'other_month'
            when lacking.cost_centre_id <> having_more.cost_centre_id then 'other_cost_centre'
            when lacking.account <> having_more.account then 'other_account'
            else 'other_counterparty'
        end as fault
    from differences as lacking
    join differences as having_more
        on
            lacking.difference_ore = -having_more.difference_ore
            and lacking.lacks
            and not having_more.lacks
            and (lacking.period <> having_more.period)::integer
            + (lacking.cost_centre_id <> having_more.cost_centre_id)::integer
            + (lacking.account <> having_more.account)::integer
            + (lacking.counterparty <> having_more.counterparty)::integer = 1
),

ranked as (
    select
        *,
        row_number() over (
            partition by from_id
            order by
                case fault
                    when 'other_cost_centre' then 1
                    when 'other_account' then 2
                    when 'other_counterparty' then 3
                    else 4
                end, to_id
        ) as of_from,
        row_number() over (
            partition by to_id
            order by
                case fault
                    when 'other_cost_centre' then 1
                    when 'other_account' then 2
                    when 'other_counterparty' then 3
                    else 4
                end, from_id
        ) as of_to
    from pairs
),

matched as (
    select
        from_id,
        to_id,
        fault
    from ranked
    where of_from = 1 and of_to = 1
),

moved as (
    select
        lacking.period,
        lacking.department_id,
        matched.fault,
        lacking.account,
        lacking.cost_centre_id,
        lacking.counterparty,
        nullif(having_more.account, lacking.account) as other_account,
        nullif(having_more.cost_centre_id, lacking.cost_centre_id) as other_cost_centre_id,
        nullif(having_more.counterparty, lacking.counterparty) as other_counterparty,
        having_more.period as booked_period,
        having_more.vouchers,
        -lacking.difference_ore as amount_ore,
        case when matched.fault = 'other_month' then 0 else matched.from_id end as own_id
    from matched
    join differences as lacking
        on matched.from_id = lacking.difference_id
    join differences as having_more
        on matched.to_id = having_more.difference_id
),

-- A whole voucher in another month is one error.
moves as (
    select
        period,
        booked_period,
        department_id,
        fault,
        case when count(*) = 1 then any_value(account) end as account,
        case when count(*) = 1 then any_value(cost_centre_id) end as cost_centre_id,
        case when count(*) = 1 then any_value(counterparty) end as counterparty,
        any_value(other_account) as other_account,
        any_value(other_cost_centre_id) as other_cost_centre_id,
        any_value(other_counterparty) as other_counterparty,
        max_by(vouchers, amount_ore) as vouchers,
        sum(amount_ore)::bigint as amount_ore,
        count(*) as row_count
    from moved
    group by period, booked_period, department_id, fault, own_id
),

single as (
    select
        differences.*,
        case
            when differences.ours_ore is null then 'unknown'
            when differences.ledger_ore is null then 'missing'
            when differences.ledger_ore = 2 * differences.ours_ore then 'twice'
            else 'amount'
        end as fault
    from differences
    left join matched
        on differences.difference_id in (matched.from_id, matched.to_id)
    where matched.from_id is null
),

-- A whole voucher that is missing or twice is one error, a wrong amount is one each.
grouped as (
    select
        period,
        department_id,
        fault,
        case when count(*) = 1 then any_value(account) end as account,
        case when count(*) = 1 then any_value(cost_centre_id) end as cost_centre_id,
        case when count(*) = 1 then any_value(counterparty) end as counterparty,
        max_by(vouchers, abs(difference_ore)) as vouchers,
        sum(ours_ore)::bigint as ours_ore,
        sum(ledger_ore)::bigint as ledger_ore,
        sum(difference_ore)::bigint as difference_ore,
        count(*) as row_count
    from single
    group by
        period, department_id, fault,
        case when fault in ('missing', 'twice') then 0 else difference_id end
),

customer_errors as (
    select
        period,
        department_id,
        fault,
        account,
        cost_centre_id,
        counterparty,
        other_account,
        other_cost_centre_id,
        other_counterparty,
        nullif(booked_period, period) as other_period,
        vouchers,
        amount_ore as ours_ore,
        case when booked_period = period then amount_ore else 0 end as ledger_ore,
        case when booked_period = period then 0 else -amount_ore end as difference_ore,
        row_count
    from moves
    union all
    select
        booked_period as period,
        department_id,
        'from_other_month' as fault,
        account,
        cost_centre_id,
        counterparty,
        null as other_account,
        null as other_cost_centre_id,
        null as other_counterparty,
        period as other_period,
        vouchers,
        0 as ours_ore,
        amount_ore as ledger_ore,
        amount_ore as difference_ore,
        row_count
    from moves
    where fault = 'other_month'
    union all
    select
        period,
        department_id,
        fault,
        account,
        cost_centre_id,
        counterparty,
        null as other_account,
        null as other_cost_centre_id,
        null as other_counterparty,
        null as other_period,
        vouchers,
        coalesce(ours_ore, 0) as ours_ore,
        coalesce(ledger_ore, 0) as ledger_ore,
        difference_ore,
        row_count
    from grouped
),

followed as (
    select
        period,
        department_id,
        sum(difference_ore)::bigint as difference_ore
    from customer_errors
    group by period, department_id
),

incomes as (
    select
        period,
        department_id,
        sum(coalesce(ours_ore, 0))::bigint as ours_ore,
        sum(coalesce(ledger_ore, 0))::bigint as ledger_ore,
        sum(difference_ore)::bigint as difference_ore,
        max(vouchers) as vouchers,
        count(*) as row_count
    from control.booking_differences
    where side = 'supplier'
    group by period, department_id
),

counter_entries as (
    select
        coalesce(incomes.period, followed.period) as period,
        coalesce(incomes.department_id, followed.department_id) as department_id,
        'counter_entry' as fault,
        coalesce(incomes.ours_ore, 0) as ours_ore,
        coalesce(incomes.ledger_ore, 0) as ledger_ore,
        coalesce(incomes.difference_ore, 0) + coalesce(followed.difference_ore, 0)
            as difference_ore,
        incomes.vouchers,
        coalesce(incomes.row_count, 0) as row_count
    from incomes
    full join followed
        on
            incomes.period = followed.period
            and incomes.department_id is not distinct from followed.department_id
    where coalesce(incomes.difference_ore, 0) + coalesce(followed.difference_ore, 0) <> 0
),

errors as (
    select
        'customer' as side,
        *
    from customer_errors
    union all by name
    select
        'supplier' as side,
        *
    from counter_entries
),

voucher_rows as (
    select
        period,
        department_id,
        count(*) as voucher_rows
    from control.bookings
    where side = 'customer' and amount_ore <> 0
    group by period, department_id
)

select
    errors.period,
    errors.side,
    errors.department_id,
    errors.fault,
    errors.account,
    errors.cost_centre_id,
    errors.counterparty,
    errors.other_account,
    errors.other_cost_centre_id,
    errors.other_counterparty,
    errors.other_period,
    errors.vouchers,
    errors.ours_ore,
    errors.ledger_ore,
    errors.difference_ore,
    errors.row_count,
    coalesce(voucher_rows.voucher_rows, 0) as voucher_rows
from errors
left join voucher_rows
    on
        errors.period = voucher_rows.period
        and errors.department_id = voucher_rows.department_id
order by
    errors.period asc, errors.side asc, abs(errors.difference_ore) desc, errors.fault asc,
    errors.account asc, errors.cost_centre_id asc
