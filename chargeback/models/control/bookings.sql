-- What each month is to be booked as: amounts by code string, on both sides.
--
-- Grain:  one row per booked month, customer department, side and code string.
-- Rule:   lines are summed by code string within the department's voucher; debit is positive,
--         credit negative, so that a department's rows of a month sum to zero. Corrections
--         stand in the month they are booked in and are told with their month of use.
-- Source: control.booked_sides; staging.ledger_accounts, staging.cost_centres,
--         staging.organisation_units; docs/method.md, "Booking".
--
-- side         customer (debit) or supplier (credit)
-- account, cost_centre_id, activity, project, counterparty: null where the code string lacks it
-- account_name, cost_centre_name: as the registers call them on the month's last day, a payer as
--              its line
-- city_name    the organisation's own name, as HR's newest register has it
-- text         on the customer's side services with units, or with the month a correction is of;
--              on the supplier's the customer's name
-- amount_ore   öre; line_count lines

with

service_rows as (
    select
        period,
        department_id,
        side,
        account,
        cost_centre_id,
        activity,
        project,
        counterparty,
        case
            when charge_period = period then service_id || ' ' || sum(units)::bigint
            else service_id || ' ' || strftime(charge_period, '%Y-%m')
        end as told,
        any_value(department_name) as department_name,
        max(cost_centre_name) as cost_centre_name,
        any_value(department_code) as department_code,
        any_value(is_external) as is_external,
        bool_and(is_own_use) as is_own_use,
        sum(amount_ore)::bigint as amount_ore,
        count(*) as line_count
    from control.booked_sides
    group by
        period, department_id, side, account, cost_centre_id, activity, project, counterparty,
        service_id, charge_period
),

summed as (
    select
        period,
        department_id,
        side,
        account,
        cost_centre_id,
        activity,
        project,
        counterparty,
        any_value(department_name) as department_name,
        max(cost_centre_name) as cost_centre_name,
        any_value(department_code) as department_code,
        any_value(is_external) as is_external,
        bool_and(is_own_use) as is_own_use,
        case
            when side = 'customer' then string_agg(told, ', ' order by told)
            else any_value(department_name)
        end as text,
        sum(amount_ore)::bigint as amount_ore,
        sum(line_count)::bigint as line_count
    from service_rows
    group by
        period, department_id, side, account, cost_centre_id, activity, project, counterparty
),

cities as (
    select max_by(org_name, snapshot_on) as city_name
    from staging.organisation_units
    where parent_code is null or parent_code = ''
)

select
    summed.period,
    summed.department_id,
    summed.department_name,
    summed.department_code,
    summed.is_external,
    summed.is_own_use,
    summed.side,
    summed.account,
    accounts.name_sv as account_name,
    summed.cost_centre_id,
    coalesce(summed.cost_centre_name, cost_centres.name_sv) as cost_centre_name,
    summed.activity,
    summed.project,
    summed.counterparty,
    concat_ws(
        '-', coalesce(summed.account, ''), coalesce(summed.cost_centre_id, ''),
        coalesce(summed.activity, ''), coalesce(summed.project, ''),
        coalesce(summed.counterparty, '')
    ) as code_string,
    summed.text,
    cities.city_name,
    summed.amount_ore,
    summed.line_count
from summed
cross join cities
left join staging.ledger_accounts as accounts
    on
        summed.account = accounts.account
        and last_day(summed.period) >= accounts.valid_from
        and last_day(summed.period) < accounts.valid_until
left join staging.cost_centres
    on
        summed.cost_centre_id = cost_centres.cost_centre_id
        and last_day(summed.period) >= cost_centres.valid_from
        and last_day(summed.period) < cost_centres.valid_until
order by
    summed.period, summed.department_id, summed.side, summed.account, summed.cost_centre_id,
    summed.activity, summed.project, summed.counterparty
