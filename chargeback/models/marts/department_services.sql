-- What each department had of each service, and what it cost.
--
-- Grain:  one row per period, department and service.
-- Rule:   amounts are a sum of stored lines. A unit whose price changes inside the month is
--         one unit, though it stands on two lines.
-- Source: charges.usage_months, quantities.owned_uses, marts.bill_lines.
--
-- units      objects; different ones where every day counts
-- unit_days  object-days
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
        period,
        department_id,
        service_id,
        sum(units)::bigint as units,
        sum(units * (valid_until - valid_from))::bigint as unit_days
    from charges.usage_months
    where reason is null
    group by period, department_id, service_id
),

billed as (
    select
        charge_period as period,
        department_id,
        service_id,
        sum(amount_ore)::bigint as amount_ore
    from marts.bill_lines
    group by charge_period, department_id, service_id
)

select
    used.period,
    used.department_id,
    used.service_id,
    coalesce(day_units.units, used.units) as units,
    used.unit_days,
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
