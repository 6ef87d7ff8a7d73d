-- Corrections of closed months that wait: the first open month has no lines of its own yet.
--
-- Grain:  one row per correction, as in charges.corrections.
-- Rule:   they are booked in that month as soon as its files have come; until then the closed
--         months' bills and what they would be now differ by these.
-- Source: charges.corrections; money.md, "Periods and corrections".
--
-- period      the month they will be booked in; charge_period the month they correct
-- amount_ore  öre: now_ore as it would be now − before_ore charged so far

select
    corrections.line_id,
    corrections.period,
    corrections.charge_period,
    corrections.department_id,
    corrections.cost_centre_id,
    corrections.service_id,
    corrections.original_line_id,
    corrections.now_ore,
    corrections.before_ore,
    corrections.amount_ore,
    corrections.correction_cause
from charges.corrections
left join quantities.periods
    on corrections.period = periods.period
where periods.period is null
order by
    corrections.charge_period, corrections.department_id, corrections.cost_centre_id,
    corrections.service_id, corrections.line_id
