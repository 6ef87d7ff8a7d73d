-- Where the ledger shows something else than our lines, key by key.
--
-- Grain:  one row per month whose ledger file has come, side, account, cost centre and
--         counterparty where the two differ.
-- Rule:   our side is what was delivered to be booked; the other what the ledger shows booked
--         that month. The supplier's side is told by its income accounts. What is invoiced to
--         customers outside the city is not in the ledger of internal charges.
-- Source: control.bookings; staging.internal_ledger_rows, staging.files, staging.services;
--         money.md, "Reconciliation" 3.
--
-- department_id  the customer: of our rows, else whose the cost centre is that month; on the
--                supplier's side whose number the counterparty is
-- ours_ore       null where we delivered nothing; ledger_ore null where the ledger has nothing
-- difference_ore öre: the ledger less ours
-- vouchers       numbers in the ledger

with

months as (
    select distinct period
    from staging.internal_ledger_rows
    union
    select distinct date_trunc('month', snapshot_on)::date as period
    from staging.files
    where entity = 'internal_ledger_rows' and snapshot_on is not null
),

income_accounts as (
    select distinct account_credit
    from staging.services
    where account_credit is not null
),

ours as (
    select
        bookings.period,
        bookings.side,
        coalesce(bookings.account, '') as account,
        coalesce(bookings.cost_centre_id, '') as cost_centre_id,
        coalesce(bookings.counterparty, '') as counterparty,
        min(bookings.department_id) as department_id,
        sum(bookings.amount_ore)::bigint as ours_ore
    from control.bookings
    join months
        on bookings.period = months.period
    where not bookings.is_external
    group by
        bookings.period, bookings.side, bookings.account, bookings.cost_centre_id,
        bookings.counterparty
),

ledger as (
    select
        booked_rows.period,
        case when income_accounts.account_credit is null then 'customer' else 'supplier' end
            as side,
        booked_rows.account,
        coalesce(booked_rows.cost_centre_id, '') as cost_centre_id,
        coalesce(booked_rows.counterparty, '') as counterparty,
        sum(booked_rows.amount_ore)::bigint as ledger_ore,
        string_agg(
            distinct booked_rows.voucher, ', ' order by booked_rows.voucher
        ) as vouchers
    from staging.internal_ledger_rows as booked_rows
    left join income_accounts
        on booked_rows.account = income_accounts.account_credit
    group by
        booked_rows.period, income_accounts.account_credit, booked_rows.account,
        booked_rows.cost_centre_id, booked_rows.counterparty
),

compared as (
    select
        coalesce(ours.period, ledger.period) as period,
        coalesce(ours.side, ledger.side) as side,
        coalesce(ours.account, ledger.account) as account,
        coalesce(ours.cost_centre_id, ledger.cost_centre_id) as cost_centre_id,
        coalesce(ours.counterparty, ledger.counterparty) as counterparty,
        ours.department_id,
        ours.ours_ore,
        ledger.ledger_ore,
        ledger.vouchers
    from ours
    full join ledger
        on
            ours.period = ledger.period
            and ours.side = ledger.side
            and ours.account = ledger.account
            and ours.cost_centre_id = ledger.cost_centre_id
            and ours.counterparty = ledger.counterparty
),

differing as (
    select *
    from compared
    where coalesce(ours_ore, 0) <> coalesce(ledger_ore, 0)
)

select
    differing.period,
    differing.side,
    differing.account,
    differing.cost_centre_id,
    differing.counterparty,
    coalesce(
        differing.department_id,
        min(
            case
                when differing.side = 'supplier' then departments.department_id
                else cost_centres.department_id
            end
        )
    ) as department_id,
    differing.ours_ore,
    differing.ledger_ore,
    coalesce(differing.ledger_ore, 0) - coalesce(differing.ours_ore, 0) as difference_ore,
    differing.vouchers
from differing
left join staging.cost_centres
    on
        differing.cost_centre_id = cost_centres.cost_centre_id
        and last_day(differing.period) >= cost_centres.valid_from
        and last_day(differing.period) < cost_centres.valid_until
left join staging.departments
    on
        differing.counterparty = departments.counterparty
        and differing.period >= departments.valid_from
        and differing.period < departments.valid_until
group by
    differing.period, differing.side, differing.account, differing.cost_centre_id,
    differing.counterparty, differing.department_id, differing.ours_ore, differing.ledger_ore,
    differing.vouchers
order by
    differing.period, differing.side, differing.account, differing.cost_centre_id,
    differing.counterparty
