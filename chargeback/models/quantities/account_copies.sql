-- Older copies of accounts that stand more than once in a snapshot.
--
-- Grain:  one row per row of staging.accounts that is such a copy.
-- Rule:   after domains were merged the account made last is kept (D09); of those made the
--         same day the one last used, then the last row.
-- Source: quantities.judged_accounts; docs/method.md, "What is set aside".

with

-- Of 60 snapshots an object stood in some: they are the bits of one whole number. More rows
-- than bits, and it stands twice; that is quicker than counting each snapshot's objects.
blocks as (
    select
        accounts.account_id,
        count(*) as times,
        bit_or(1::bigint << (snapshot_files.snapshot_no % 60)) as stood
    from staging.accounts
    join quantities.snapshot_files
        on accounts.source_file = snapshot_files.file_name
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
                judged.created_on desc nulls last,
                judged.last_logon_on desc nulls last,
                judged.source_file desc,
                judged.source_line desc
        ) as age
    from quantities.judged_accounts as judged
    join repeated
        on judged.account_id = repeated.account_id
    where judged.set_aside_rule is null
)

select
    source_file,
    source_line
from aged
where age > 1
order by source_file, source_line
