-- What each department had of each service, and what it cost.
--
-- Grain:  one row per period, department and service.
-- Rule:   amounts are a sum of the lines of the month of use, as they are now. A unit whose
--         price changes inside the month is one unit, though it stands on two lines.
-- Source: charges.usage_months, quantities.owned_uses, charges.lines.
--
-- units      objects, different ones where every day counts; whole units of use
-- unit_days  object-days; of use its units on each day of the month, so that the average
--            of the month is what was used
-- quantity   1/1 000 unit: of use what was charged, of the others the month's average, half up
-- amount_ore öre

with

day_units as (
    select
        periods.period,
        owned_uses.department_id,
        owned_uses.service_id,
        count(distinct owned_uses.object_id) as units
    from quantities.owned_uses
    join quantities.periods
        on
            owned_uses.valid_from < periods.next_period
            and owned_uses.valid_until > periods.period
    where owned_uses.rule = 'day_exact' and owned_uses.reason is null
    group by periods.period, owned_uses.department_id, owned_uses.service_id
),

used as (
    select
        usage_months.period,
        usage_months.department_id,
        usage_months.service_id,
        services.fee_kind,
        services.fee_kind in ('one_off', 'metered', 'passed_through') as is_use,
        usage_months.days_in_month,
        sum(usage_months.objects)::bigint as objects,
        sum(
            usage_months.quantity * (usage_months.valid_until - usage_months.valid_from)
        )::bigint as quantity_days,
        sum(
            usage_months.objects * (usage_months.valid_until - usage_months.valid_from)
        )::bigint as unit_days
    from charges.usage_months
    join staging.services
        on usage_months.service_id = services.service_id
    where usage_months.reason is null
    group by
        usage_months.period, usage_months.department_id, usage_months.service_id,
        services.fee_kind, usage_months.days_in_month
),

billed as (
    select
        charge_period as period,
        department_id,
        service_id,
        sum(quantity)::bigint as quantity,
        sum(amount_ore)::bigint as amount_ore
    from charges.lines
    group by charge_period, department_id, service_id
)

select
    used.period,
    used.department_id,
    used.service_id,
    case
        when used.fee_kind in ('metered', 'passed_through') then billed.quantity // 1000
        else coalesce(day_units.units, used.objects)
    end as units,
    case
        when used.is_use then billed.quantity * used.days_in_month // 1000
        else used.unit_days
    end as unit_days,
    case
        when used.is_use then billed.quantity
        else (2 * used.quantity_days + used.days_in_month) // (2 * used.days_in_month)
    end as quantity,
    billed.amount_ore
from used
join billed
    on
        used.period = billed.period
        and used.department_id = billed.department_id
        and used.service_id = billed.service_id
left join day_units
    on
        used.period = day_units.period
        and used.department_id = day_units.department_id
        and used.service_id = day_units.service_id
order by used.period, used.department_id, used.service_id
