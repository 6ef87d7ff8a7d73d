-- A source row is charged, unallocated or set aside: set aside is never also counted.
--
-- Rule:   accepted = charged + unallocated + set aside by a named rule.
-- Source: money.md, "Invariants".

with

counted as (
    select
        source_file,
        source_line
    from detail.objects
    union
    select
        source_file,
        source_line
    from detail.unallocated_objects
)

select
    set_aside_rows.source_file,
    set_aside_rows.source_line,
    set_aside_rows.rule,
    count(*) as times
from detail.set_aside_rows
left join counted
    on
        set_aside_rows.source_file = counted.source_file
        and set_aside_rows.source_line = counted.source_line
group by set_aside_rows.source_file, set_aside_rows.source_line, set_aside_rows.rule
having count(*) > 1 or count(counted.source_line) > 0
