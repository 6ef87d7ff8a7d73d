-- What each accepted row of the account directory is: a service's account, or set aside.
--
-- Grain:  one row per row of staging.accounts.
-- Rule:   the class gives the service (STD → ACC-STD …); an empty class is read from the
--         directory path, else it is a standard account. Set aside, first rule that fits:
--         administrators' and service accounts (D10); pupil accounts, counted by reading
--         (D08 among them); disabled; expired; replaced by a later snapshot of the month;
--         older copy of an account after domains were merged (D09: newest object kept).
-- Source: staging.accounts; dirty_data.csv; docs/method.md, "What is set aside".
--
-- set_aside_rule       null for a row that is counted
-- rule                 how the service is counted (month_end, day_exact …)
-- person_id            whose account it is
-- named_cost_centre_id always null: an account names no cost centre
-- department_id        of the directory unit; null when no department goes by that name
-- unit_name            the directory unit as written

with

files as (
    select distinct
        file_name,
        source_id
    from staging.files
    where entity = 'accounts'
),

classed as (
    select
        *,
        coalesce(
            account_class,
            case
                when directory_path ilike '%OU=ADM,%' then 'ADM'
                when directory_path ilike '%OU=Service,%' then 'SERVICE'
                when directory_path ilike '%OU=Ext,%' then 'EXT'
                when directory_path ilike '%OU=Funk%' then 'FUNK'
                when directory_path ilike '%OU=Elev,%' then 'ELEV'
            end,
            'STD'
        ) as effective_class
    from staging.accounts
),

served as (
    select
        files.source_id,
        classed.*,
        'ACC-' || classed.effective_class as service_id,
        coalesce(services.rule, 'unknown') as rule,
        snapshots.first_month_end,
        snapshots.reaches_from
    from classed
    join files
        on classed.source_file = files.file_name
    join quantities.snapshots
        on files.source_id = snapshots.source_id and classed.snapshot_on = snapshots.snapshot_on
    left join staging.services
        on services.service_id = 'ACC-' || classed.effective_class
),

judged as (
    select
        *,
        case
            when effective_class in ('ADM', 'SERVICE') then 'admin_or_service'
            when rule = 'on_dates' then 'counted_by_reading'
            when user_account_control & 2 <> 0 then 'disabled'
            when rule = 'month_end' and first_month_end is null then 'not_at_month_end'
            when rule = 'month_end' and valid_until <= first_month_end then 'expired'
            when rule = 'day_exact' and valid_until <= reaches_from then 'expired'
        end as set_aside_rule
    from served
),

doubled as (
    select
        source_id,
        snapshot_on,
        account_id
    from judged
    where set_aside_rule is null
    group by source_id, snapshot_on, account_id
    having count(*) > 1
),

copies as (
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
    from judged
    join doubled
        on
            judged.source_id = doubled.source_id
            and judged.snapshot_on = doubled.snapshot_on
            and judged.account_id = doubled.account_id
    where judged.set_aside_rule is null
)

select
    judged.source_id,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    case when copies.age > 1 then 'duplicate' else judged.set_aside_rule end as set_aside_rule,
    judged.account_id as object_id,
    judged.person_id,
    null::varchar as named_cost_centre_id,
    named_departments.department_id,
    judged.directory_unit as unit_name,
    judged.created_on as object_from,
    judged.valid_until as object_until,
    judged.last_logon_on as last_seen_on,
    judged.source_file,
    judged.source_line
from judged
left join copies
    on judged.source_file = copies.source_file and judged.source_line = copies.source_line
left join quantities.named_departments
    on lower(judged.directory_unit) = named_departments.name
