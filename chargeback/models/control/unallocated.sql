-- What nobody pays for, in units and öre.
--
-- Grain:  one row per period, source, service and reason.
-- Rule:   priced as a line would be, rounded once per price. What nobody pays for has no
--         allowance, and tiers count each source and reason by itself.
-- Source: charges.amounts.
--
-- units      objects, different ones where every day counts; whole units of use
-- quantity   1/1 000 unit
-- unit_days  object-days; null for use
-- amount_ore öre

select
    period,
    source_id,
    service_id,
    reason,
    case
        when fee_kind in ('one_off', 'metered', 'passed_through') then sum(units)
        when rule = 'day_exact' then max(units)
        else arg_max(units, valid_until)
    end::bigint as units,
    case
        when fee_kind in ('one_off', 'metered', 'passed_through') then sum(quantity)
        when rule = 'day_exact' then max(quantity)
        else arg_max(quantity, valid_until)
    end::bigint as quantity,
    sum(unit_days)::bigint as unit_days,
    sum(amount_ore)::bigint as amount_ore
from charges.amounts
where reason is not null
group by period, source_id, service_id, reason, fee_kind, rule
order by period, source_id, service_id, reason
