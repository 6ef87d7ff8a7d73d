-- The lines of every bill with all it takes to explain and book them.
--
-- Grain:  one row per line: booked period, charge period, cost centre and its department,
--         service, price value and agreement.
-- Rule:   a closed month's lines are those sealed, to the byte; an open month's are those of
--         now and, in the first open month, the corrections of closed ones and what is paid
--         back of a year's result. What a bill, a booking or a reconciliation sums; analysis by
--         the month of use sums charges.lines.
-- Source: staging.sealed_lines, charges.described_lines, charges.corrections,
--         charges.settlement_lines; money.md, "Explanation", "Periods and corrections".
--
-- period             the booked month; charge_period the month the use was in
-- is_correction      the line corrects what a closed month was charged; the columns below are
--                    null for others, and the other columns of a correction tell the line now
-- original_line_id   the line corrected, as it is called in its own month
-- now_ore            öre as the line would be now; before_ore charged for it so far;
--                    amount_ore = now_ore - before_ore
-- correction_cause   price, quantity, added, removed or rule: what differs
--
-- fee_kind           settlement where a year's result is paid back: such a line has no quantity,
--                    and now_ore, before_ore, gross_quantity, department_gross_quantity,
--                    department_amount_ore and left_over_ore as charges.settlement_lines has them
--
-- The other columns are those of charges.described_lines.

with

lines as (
    select *
    from staging.sealed_lines
    union all by name
    select
        described_lines.*,
        false as is_correction,
        null::varchar as original_line_id,
        null::bigint as now_ore,
        null::bigint as before_ore,
        null::varchar as correction_cause
    from charges.described_lines
    left join charges.open_period
        on described_lines.charge_period < open_period.open_from
    where open_period.open_from is null
    union all by name
    select corrections.*
    from charges.corrections
    join quantities.periods
        on corrections.period = periods.period
    union all by name
    select settlement_lines.*
    from charges.settlement_lines
    join quantities.periods
        on settlement_lines.period = periods.period
)

select *
from lines
order by
    period asc, department_id asc, cost_centre_id asc, service_id asc, price_ore desc,
    agreement_id asc, charge_period asc, line_id asc
