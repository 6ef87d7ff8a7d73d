-- What was charged for, month by month, in a form that other prices can be tried on.
--
-- Grain:  one row per charge period, department, service and stretch at one price; where the
--         rounding of a line tells (part months, use) one for each different quantity; in a
--         month in which a list's price changes one for each payer.
-- Rule:   lines of whole units that are whole all month go together: their amounts are whole
--         öre at any price, so that their sum needs no rounding of its own. Other lines are
--         counted by their quantity: so many lines of the same amount.
-- Source: charges.lines; docs/method.md, "Other prices on the same use".
--
-- is_listed       at a price of the list, which other prices can stand in for; not what is
--                 passed through, agreed or priced by tiers
-- payer_no        tells a department's cost centres apart in a month in which a list's price
--                 changes, and does not name them; else null
-- valid_from      the days of the month at this price, to valid_until
-- quantity        1/1 000 unit of each line, after any allowance
-- quantity_days   1/1 000 unit-days of each line; null for use
-- line_count      lines of that quantity; 1 for those that have gone together
-- amount_ore      öre as charged, of all of them

with

marked as (
    select
        charge_period as period,
        department_id,
        dense_rank() over (
            partition by charge_period, department_id, service_id order by cost_centre_id
        ) as payer,
        service_id,
        fee_kind,
        price_ore,
        price_e4,
        days_in_month,
        valid_from,
        valid_until,
        quantity,
        quantity_days,
        amount_ore,
        fee_kind in ('yearly', 'decision', 'one_off', 'metered')
        and not agreement_price
        and tier_kind is null as is_listed,
        case
            when fee_kind in ('metered', 'passed_through') then false
            when fee_kind = 'one_off' then quantity % 1000 = 0
            else quantity_days % (1000 * days_in_month) = 0
        end as is_whole
    from charges.lines
    where period = charge_period
),

changes as (
    select
        period,
        service_id
    from marked
    where is_listed
    group by period, service_id
    having count(distinct coalesce(price_ore, price_e4)) > 1
),

keyed as (
    select
        marked.* exclude (valid_from, valid_until),
        changes.period is not null as is_changed,
        case when changes.period is null then marked.period else marked.valid_from end
            as valid_from,
        case
            when changes.period is null then last_day(marked.period) + 1
            else marked.valid_until
        end as valid_until
    from marked
    left join changes
        on
            marked.is_listed
            and marked.period = changes.period
            and marked.service_id = changes.service_id
)

select
    period,
    department_id,
    case when is_changed then payer end as payer_no,
    service_id,
    fee_kind,
    is_listed,
    price_ore,
    price_e4,
    days_in_month,
    min(valid_from) as valid_from,
    max(valid_until) as valid_until,
    case when is_whole or not is_listed then sum(quantity)::bigint else any_value(quantity) end
        as quantity,
    case
        when is_whole or not is_listed then sum(quantity_days)::bigint
        else any_value(quantity_days)
    end as quantity_days,
    case when is_whole or not is_listed then 1 else count(*) end as line_count,
    sum(amount_ore)::bigint as amount_ore
from keyed
group by
    period, department_id, case when is_changed then payer end, service_id, fee_kind,
    is_listed, is_whole, price_ore, price_e4, days_in_month,
    case
        when is_whole or not is_listed then null else coalesce(quantity_days, quantity)
    end
order by service_id, period, department_id, quantity
