-- Who the main users of workstations were, where they may have to pay.
--
-- Grain:  one row per snapshot day of the workstation inventory and main user.
-- Rule:   the user's account as the directory in force that day has it; not where the account
--         is set aside or has ended.
-- Source: quantities.judged_workstations, quantities.judged_accounts.
--
-- department_id  of the user's directory unit, also where a controller has said whose it is

with

wanted as (
    select distinct
        snapshot_on,
        wanted_user_id
    from quantities.judged_workstations
    where set_aside_rule is null and wanted_user_id is not null
),

directory_days as (
    select distinct
        inventories.snapshot_on,
        directories.source_id,
        directories.snapshot_on as directory_on
    from quantities.snapshots as inventories
    join quantities.snapshots as directories
        on
            directories.entity = 'accounts'
            and inventories.snapshot_on >= directories.snapshot_on
            and inventories.snapshot_on < directories.next_on
    where inventories.entity = 'workstations'
),

found as (
    select
        wanted.snapshot_on,
        judged.account_id,
        judged.person_id,
        judged.directory_unit,
        judged.source_file,
        judged.source_line
    from wanted
    join directory_days
        on wanted.snapshot_on = directory_days.snapshot_on
    join quantities.judged_accounts as judged
        on
            directory_days.source_id = judged.source_id
            and directory_days.directory_on = judged.snapshot_on
            and wanted.wanted_user_id = judged.account_id
    where judged.set_aside_rule is null and judged.valid_until > wanted.snapshot_on
)

select
    found.snapshot_on,
    found.account_id,
    min(found.person_id) as person_id,
    min(coalesce(named_departments.department_id, spelled.department_id)) as department_id
from found
left join quantities.account_copies as copies
    on found.source_file = copies.source_file and found.source_line = copies.source_line
left join quantities.named_departments
    on lower(found.directory_unit) = named_departments.name
left join quantities.mended_spellings as spelled
    on
        lower(found.directory_unit) = spelled.name
        and found.snapshot_on >= spelled.valid_from
        and found.snapshot_on < spelled.valid_until
where copies.source_line is null
group by found.snapshot_on, found.account_id
