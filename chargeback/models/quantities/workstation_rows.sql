-- What each accepted row of the workstation inventory is: a service's workstation, or set aside.
--
-- Grain:  one row per row of staging.workstations.
-- Rule:   environment TEK → WS-TEK, PED → WS-PED; ADM by chassis: notebook → WS-LAP, thin
--         client → WS-TUNN, else WS-ADM. An empty environment is read from the name (PED-,
--         CAD-), else ADM. Set aside, first rule that fits: the department text is an
--         independent school's (D18), by the pupil register or in so many words; replaced by
--         a later snapshot of the month; reinstalled: one serial number, the row last
--         inventoried is kept (D13). A missing serial number, or one that only fills the
--         field, is no key: then the name is (D14).
-- Source: staging.workstations; dirty_data.csv; docs/method.md, "What is set aside".
--
-- set_aside_rule       null for a row that is counted
-- person_id            the main user's person, from the account directory of that day; null
--                      when the user has no account in force that day
-- named_cost_centre_id in the workstation's own code string
-- department_id        of the main user's directory unit
-- unit_name            the main user's account, as written

with

files as (
    select distinct
        file_name,
        source_id
    from staging.files
    where entity = 'workstations'
),

independent_schools as (
    select distinct lower(school_name) as name
    from staging.pupils
    where principal = 'Fristående'
),

keyed as (
    select
        *,
        case
            when environment is not null then upper(environment)
            when asset_name ilike 'PED-%' then 'PED'
            when asset_name ilike 'CAD-%' then 'TEK'
            else 'ADM'
        end as effective_environment,
        case
            when serial_no is null then asset_name
            when
                lower(serial_no) in (
                    'to be filled by o.e.m.', 'default string', 'system serial number', 'none'
                )
                then asset_name
            else serial_no
        end as object_key
    from staging.workstations
),

classed as (
    select
        *,
        case
            when effective_environment <> 'ADM' then 'WS-' || effective_environment
            when lower(chassis) = 'notebook' then 'WS-LAP'
            when lower(chassis) = 'thin client' then 'WS-TUNN'
            else 'WS-ADM'
        end as service_id
    from keyed
),

judged as (
    select
        files.source_id,
        classed.*,
        coalesce(services.rule, 'unknown') as rule,
        case
            when
                independent_schools.name is not null
                or classed.department_name ilike 'Fristående%'
                then 'independent_school'
            when
                services.rule = 'month_end' and snapshots.first_month_end is null
                then 'not_at_month_end'
        end as set_aside_rule
    from classed
    join files
        on classed.source_file = files.file_name
    join quantities.snapshots
        on files.source_id = snapshots.source_id and classed.snapshot_on = snapshots.snapshot_on
    left join staging.services
        on classed.service_id = services.service_id
    left join independent_schools
        on lower(classed.department_name) = independent_schools.name
),

doubled as (
    select
        source_id,
        snapshot_on,
        object_key
    from judged
    where set_aside_rule is null
    group by source_id, snapshot_on, object_key
    having count(*) > 1
),

copies as (
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
    from judged
    join doubled
        on
            judged.source_id = doubled.source_id
            and judged.snapshot_on = doubled.snapshot_on
            and judged.object_key = doubled.object_key
    where judged.set_aside_rule is null
),

directory_days as (
    select
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

users as (
    select
        directory_days.snapshot_on,
        account_rows.object_id,
        min(account_rows.person_id) as person_id,
        min(account_rows.department_id) as department_id
    from quantities.account_rows
    join directory_days
        on
            account_rows.source_id = directory_days.source_id
            and account_rows.snapshot_on = directory_days.directory_on
    where
        account_rows.set_aside_rule is null
        and account_rows.object_until > directory_days.snapshot_on
    group by directory_days.snapshot_on, account_rows.object_id
)

select
    judged.source_id,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    case when copies.age > 1 then 'reinstalled' else judged.set_aside_rule end as set_aside_rule,
    judged.asset_name as object_id,
    users.person_id,
    judged.cost_centre_id as named_cost_centre_id,
    users.department_id,
    judged.main_user_id as unit_name,
    judged.purchased_on as object_from,
    date '9999-12-31' as object_until,
    judged.last_inventoried_on as last_seen_on,
    judged.source_file,
    judged.source_line
from judged
left join copies
    on judged.source_file = copies.source_file and judged.source_line = copies.source_line
left join users
    on judged.snapshot_on = users.snapshot_on and judged.main_user_id = users.object_id
