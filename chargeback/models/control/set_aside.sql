-- How many accepted rows each rule sets aside.
--
-- Grain:  one row per period, source and rule.
-- Source: detail.set_aside_rows.

select
    period,
    source_id,
    rule,
    count(*) as row_count
from detail.set_aside_rows
group by period, source_id, rule
order by period, source_id, rule
