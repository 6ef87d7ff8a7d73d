-- Older rows of workstations that stand more than once in a snapshot.
--
-- Grain:  one row per row of staging.workstations that is such a copy.
-- Rule:   reinstalled under a new name: of one serial number's rows the one last inventoried
--         is kept (D13), then the last row.
-- Source: quantities.judged_workstations; docs/method.md, "What is set aside".

with

-- Of 60 snapshots an object stood in some: they are the bits of one whole number. More rows
-- than bits, and it stands twice; that is quicker than counting each snapshot's objects.
blocks as (
    select
        object_key,
        count(*) as times,
        bit_or(1::bigint << (snapshot_no % 60)) as stood
    from quantities.judged_workstations
    where set_aside_rule is null
    group by object_key, snapshot_no // 60
),

repeated as (
    select distinct object_key
    from blocks
    where times > bit_count(stood)
),

aged as (
    select
        judged.source_file,
        judged.source_line,
        row_number() over (
            partition by judged.source_id, judged.snapshot_on, judged.object_key
            order by
                judged.last_inventoried_on desc nulls last,
                judged.source_file desc,
                judged.source_line desc
        ) as age
    from quantities.judged_workstations as judged
    join repeated
        on judged.object_key = repeated.object_key
    where judged.set_aside_rule is null
)

select
    source_file,
    source_line
from aged
where age > 1
order by source_file, source_line
