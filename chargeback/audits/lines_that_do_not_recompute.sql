-- Every line follows from the figures it shows, and has a name of its own.
--
-- Rule:   the amount is its fraction rounded once, half away from zero. yearly, agreement,
--         decision: unit-days × the month's share (price + m - 1) // 12 ÷ days in the month;
--         a line covers at most its units' days. one_off: units × price. metered: units ×
--         price in 1/10 000 kr. passed_through: the öre of the source. Tiers: see the audit
--         tiers_that_do_not_recompute. What only the source can make negative is not.
-- Source: money.md, "A line", "Fee kinds", "Explanation".

with

times as (
    select
        line_id,
        count(*) as line_count
    from charges.described_lines
    group by line_id
),

fractions as (
    select
        lines.*,
        times.line_count,
        case
            when lines.fee_kind = 'metered'
                then lines.quantity * lines.price_e4
            when lines.fee_kind = 'one_off'
                then lines.quantity * lines.price_ore
            when lines.fee_kind = 'passed_through' then lines.quantity
            else
                lines.quantity_days
                * ((lines.price_ore + month(lines.charge_period) - 1) // 12)
        end as numerator,
        case
            when lines.fee_kind = 'metered' then 100000
            when lines.fee_kind = 'one_off' then 1000
            when lines.fee_kind = 'passed_through' then 10
            else 1000 * lines.days_in_month
        end as denominator
    from charges.described_lines as lines
    join times
        on lines.line_id = times.line_id
)

select
    line_id,
    fee_kind,
    quantity,
    numerator,
    denominator,
    amount_ore,
    line_count
from fractions
where
    line_count <> 1
    or cost_centre_name is null
    or source_files is null
    or quantity is null
    or amount_ore is null
    or (
        tier_kind is null
        and (
            numerator is null
            or (amount_ore < 0) <> (numerator < 0 and amount_ore <> 0)
            or abs(amount_ore) <> (2 * abs(numerator) + denominator) // (2 * denominator)
            or (fee_kind = 'passed_through' and numerator % denominator <> 0)
        )
    )
    or (fee_kind <> 'passed_through' and (quantity < 0 or amount_ore < 0))
    or (
        fee_kind in ('yearly', 'agreement', 'decision')
        and (
            quantity_days is null
            or quantity_days <= 0
            or unit_days <= 0
            or quantity_days > quantity * days_in_month + days_in_month
            or (
                tier_kind is null
                and (
                    quantity_days > quantity * days_in_month
                    or unit_days > units * days_in_month
                    or month_share_ore
                    is distinct from (price_ore + month(charge_period) - 1) // 12
                )
            )
        )
    )
