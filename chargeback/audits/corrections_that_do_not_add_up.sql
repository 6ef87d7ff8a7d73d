-- What was booked for a closed month's line, with its corrections, is the line as it is now.
--
-- Rule:   sealed + earlier corrections + the correction now (booked or waiting) = now, line by
--         line, but for what is paid back of a year's result (settlements_that_are_not_shared_out);
--         a sealed line stands on its bill as it was sealed; no two lines have one name.
-- Source: marts.bill_lines, marts.waiting_corrections, charges.lines, staging.sealed_lines;
--         money.md, "Periods and corrections".

with

told as (
    select
        coalesce(original_line_id, line_id) as original_line_id,
        amount_ore
    from marts.bill_lines
    where fee_kind <> 'settlement'
    union all
    select
        original_line_id,
        amount_ore
    from marts.waiting_corrections
    union all
    select
        line_id as original_line_id,
        -amount_ore as amount_ore
    from charges.lines
),

differing as (
    select
        original_line_id as line_id,
        sum(amount_ore)::bigint as difference_ore
    from told
    group by original_line_id
    having sum(amount_ore) <> 0
),

lost as (
    select
        sealed_lines.line_id,
        sealed_lines.amount_ore as difference_ore
    from staging.sealed_lines
    left join marts.bill_lines
        on
            sealed_lines.line_id = bill_lines.line_id
            and sealed_lines.period = bill_lines.period
            and sealed_lines.amount_ore = bill_lines.amount_ore
    where bill_lines.line_id is null
),

named_twice as (
    select
        line_id,
        sum(amount_ore)::bigint as difference_ore
    from marts.bill_lines
    group by line_id
    having count(*) > 1
)

select
    'adds_up' as rule,
    line_id,
    difference_ore
from differing
union all
select
    'as_sealed' as rule,
    line_id,
    difference_ore
from lost
union all
select
    'one_name' as rule,
    line_id,
    difference_ore
from named_twice
order by rule, line_id
