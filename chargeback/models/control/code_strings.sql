-- Code strings that the ledger would not take, told before anything is booked.
--
-- Grain:  one row per booked month, department, side, code string, fault and what can be said.
-- Rule:   no_account: none, or not four digits. unknown_account: not in the chart of accounts
--         on the month's last day. no_cost_centre: none, or for the supplier none decided for
--         its income. cost_centre_not_in_force: on no day from the first of January to the end
--         of the booked month: the ledger keeps a code that has ended open to the end of its
--         year, for what was counted while it was there. no_activity, no_counterparty: left out.
--         own_counterparty: another department than the supplier is named as its own
--         counterparty. External customers are invoiced: theirs are not asked about.
-- Source: control.booked_sides, staging.ledger_accounts, staging.cost_centres; docs/method.md,
--         "Booking".
--
-- way         what a mending can say: the activity of the cost centre that is its subject, the
--             counterparty of the department that is; null where a register must be put right
-- amount_ore  öre at stake; line_count lines

with

codes as (
    select
        period,
        department_id,
        side,
        account,
        cost_centre_id,
        activity,
        project,
        counterparty,
        case when side = 'customer' then supplier_department_id else department_id end
            as other_department_id,
        any_value(department_code) as department_code,
        bool_and(is_own_use) as is_own_use,
        sum(amount_ore)::bigint as amount_ore,
        count(*) as line_count
    from control.booked_sides
    where not is_external
    group by
        period, department_id, side, account, cost_centre_id, activity, project,
        counterparty,
        case when side = 'customer' then supplier_department_id else department_id end
),

accounts as (
    select distinct
        codes.period,
        codes.account
    from codes
    join staging.ledger_accounts
        on
            codes.account = ledger_accounts.account
            and last_day(codes.period) >= ledger_accounts.valid_from
            and last_day(codes.period) < ledger_accounts.valid_until
),

cost_centres as (
    select distinct
        codes.period,
        codes.cost_centre_id
    from codes
    join staging.cost_centres
        on
            codes.cost_centre_id = cost_centres.cost_centre_id
            and last_day(codes.period) >= cost_centres.valid_from
            and date_trunc('year', codes.period) < cost_centres.valid_until
),

judged as (
    select
        codes.*,
        codes.account is null
        or not regexp_full_match(codes.account, '[0-9]{4}') as no_account,
        codes.account is not null and accounts.account is null as unknown_account,
        codes.cost_centre_id is null as no_cost_centre,
        codes.cost_centre_id is not null and cost_centres.cost_centre_id is null as not_in_force
    from codes
    left join accounts
        on
            codes.period = accounts.period
            and codes.account = accounts.account
    left join cost_centres
        on
            codes.period = cost_centres.period
            and codes.cost_centre_id = cost_centres.cost_centre_id
),

faults as (
    select
        judged.*,
        unnest(
            [
                case
                    when no_account then 'no_account'
                    when unknown_account then 'unknown_account'
                end,
                case
                    when no_cost_centre then 'no_cost_centre'
                    when not_in_force then 'cost_centre_not_in_force'
                end,
                case when activity is null then 'no_activity' end,
                case
                    when counterparty is null then 'no_counterparty'
                    when side = 'customer' and counterparty = department_code and not is_own_use
                        then 'own_counterparty'
                end
            ]
        ) as fault
    from judged
),

told as (
    select
        *,
        case
            when fault = 'no_activity' and cost_centre_id is not null then 'activity'
            when fault = 'no_counterparty' then 'counterparty'
        end as way,
        case
            when fault = 'no_activity' then cost_centre_id
            when fault = 'no_counterparty' then other_department_id
        end as subject
    from faults
    where fault is not null
)

select
    period,
    department_id,
    side,
    cost_centre_id,
    concat_ws(
        '-', coalesce(account, ''), coalesce(cost_centre_id, ''), coalesce(activity, ''),
        coalesce(project, ''), coalesce(counterparty, '')
    ) as code_string,
    fault,
    way,
    subject,
    abs(sum(amount_ore))::bigint as amount_ore,
    sum(line_count)::bigint as line_count
from told
group by
    period, department_id, side, account, cost_centre_id, activity, project, counterparty,
    fault, way, subject
order by period, department_id, side, code_string, fault
