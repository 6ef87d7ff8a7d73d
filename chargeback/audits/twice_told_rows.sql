-- A source row is charged, unallocated or set aside: set aside is never also counted.
--
-- Rule:   accepted = charged + unallocated + set aside by a named rule.
-- Source: money.md, "Invariants".

with

found as (
    select
        set_aside_rows.source_file,
        set_aside_rows.source_line,
        set_aside_rows.rule
    from detail.set_aside_rows
    semi join detail.objects
        on
            set_aside_rows.source_file = objects.source_file
            and set_aside_rows.source_line = objects.source_line
    union all
    select
        set_aside_rows.source_file,
        set_aside_rows.source_line,
        set_aside_rows.rule
    from detail.set_aside_rows
    semi join detail.unallocated_objects
        on
            set_aside_rows.source_file = unallocated_objects.source_file
            and set_aside_rows.source_line = unallocated_objects.source_line
    union all
    select
        source_file,
        source_line,
        min(rule) as rule
    from detail.set_aside_rows
    group by source_file, source_line
    having count(*) > 1
)

select
    source_file,
    source_line,
    rule,
    count(*) as times
from found
group by source_file, source_line, rule
order by source_file, source_line
