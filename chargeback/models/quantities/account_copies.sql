-- Accounts that stand back for another one of the same snapshot.
--
-- Grain:  one row per row of staging.accounts that is set aside so.
-- Rule:   other_tree: a person with an account in both trees pays once, for the one in the
--         staff's tree (D08). duplicate: after domains were merged the account made last is
--         kept (D09), the staff's tree first; of those made the same day the one last used,
--         then the last row.
-- Source: quantities.judged_accounts, quantities.schools_tree_accounts; docs/method.md, "What is
--         set aside".

with

other_tree as (
    select distinct
        schools.source_file,
        schools.source_line
    from quantities.schools_tree_accounts as schools
    join quantities.judged_accounts as staff
        on
            schools.source_id = staff.source_id
            and schools.snapshot_on = staff.snapshot_on
            and schools.person_id = staff.person_id
    where staff.set_aside_rule is null and not staff.in_schools_tree
),

-- Of 60 snapshots an account stood in some: they are the bits of one whole number. More rows
-- than bits, and it stands twice; that is quicker than counting each snapshot's accounts.
blocks as (
    select
        accounts.account_id,
        count(*) as times,
        bit_or(1::bigint << (snapshot_files.snapshot_no % 60)) as stood
    from staging.accounts
    join quantities.snapshot_files
        on accounts.source_file = snapshot_files.file_name
    where snapshot_files.rules
    group by accounts.account_id, snapshot_files.snapshot_no // 60
),

repeated as (
    select distinct account_id
    from blocks
    where times > bit_count(stood)
),

aged as (
    select
        judged.source_file,
        judged.source_line,
        row_number() over (
            partition by judged.source_id, judged.snapshot_on, judged.account_id
            order by
                judged.in_schools_tree asc,
                judged.created_on desc nulls last,
                judged.last_logon_on desc nulls last,
                judged.source_file desc,
                judged.source_line desc
        ) as age
    from quantities.judged_accounts as judged
    join repeated
        on judged.account_id = repeated.account_id
    left join other_tree
        on
            judged.source_file = other_tree.source_file
            and judged.source_line = other_tree.source_line
    where judged.set_aside_rule is null and other_tree.source_line is null
)

select
    source_file,
    source_line,
    'duplicate' as set_aside_rule
from aged
where age > 1

union all

select
    source_file,
    source_line,
    'other_tree' as set_aside_rule
from other_tree
order by source_file, source_line
