-- The month's ends at which each row of a register speaks for its object.
--
-- Grain:  one row per register's object and charged month.
-- Rule:   in force at the end of the month's last day. Named twice: the row that began last
--         is kept, then the last line; asked for each month, for two rows of a carried
--         snapshot may follow each other.
-- Source: quantities.judged_registers, quantities.snapshot_months.
--
-- last_day     the day counted
-- next_period  first day of the month after

with

in_force as (
    select
        judged.source_file,
        judged.source_line,
        snapshot_months.period,
        snapshot_months.last_day,
        snapshot_months.next_period,
        row_number() over (
            partition by judged.source_id, snapshot_months.period, judged.object_id
            order by
                judged.object_from desc nulls last,
                judged.source_file desc,
                judged.source_line desc
        ) as copy_no
    from quantities.judged_registers as judged
    join quantities.snapshot_months
        on
            judged.source_id = snapshot_months.source_id
            and judged.snapshot_on = snapshot_months.snapshot_on
            and judged.object_until > snapshot_months.last_day
    where
        judged.set_aside_rule is null
        and coalesce(judged.object_from <= snapshot_months.last_day, true)
)

select
    source_file,
    source_line,
    period,
    last_day,
    next_period
from in_force
where copy_no = 1
