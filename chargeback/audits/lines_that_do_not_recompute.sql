-- Every line follows from the figures it shows, and has a name of its own.
--
-- Rule:   amount = unit_days × month share ÷ days in the month, rounded half away from zero;
--         the month share is (price + m - 1) // 12; a line covers at most its units' days.
-- Source: money.md, "A line", "Explanation".

with

times as (
    select
        line_id,
        count(*) as line_count
    from marts.bill_lines
    group by line_id
)

select
    bill_lines.line_id,
    bill_lines.unit_days,
    bill_lines.month_share_ore,
    bill_lines.amount_ore,
    times.line_count
from marts.bill_lines
join times
    on bill_lines.line_id = times.line_id
where
    times.line_count <> 1
    or bill_lines.month_share_ore
    <> (bill_lines.price_ore + month(bill_lines.charge_period) - 1) // 12
    or bill_lines.amount_ore
    <> (2 * bill_lines.unit_days * bill_lines.month_share_ore + bill_lines.days_in_month)
    // (2 * bill_lines.days_in_month)
    or bill_lines.unit_days > bill_lines.units * bill_lines.days_in_month
    or bill_lines.unit_days <= 0
    or bill_lines.cost_centre_name is null
    or bill_lines.source_files is null
