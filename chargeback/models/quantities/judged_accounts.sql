-- Each accepted row of the account directory, judged by itself.
--
-- Grain:  one row per row of staging.accounts.
-- Rule:   the class gives the service (STD → ACC-STD …); an empty class is read from the
--         directory path, else it is a standard account. Set aside, first rule that fits:
--         another source rules that day; administrators' and service accounts (D10); pupils'
--         accounts, counted by reading; disabled; replaced by a later snapshot of the month;
--         expired.
-- Kept:   no, a view: judging again is quicker than writing as many rows as the objects.
-- Source: staging.accounts; dirty_data.csv; docs/method.md, "What is set aside".
--
-- set_aside_rule  null for a row that is counted, unless quantities.account_copies names it
-- in_schools_tree whether the account stands in the schools' tree, o=MALMOPED

with

services as (
    select
        service_id,
        rule,
        service_id[5:] as account_class
    from staging.services
    where service_id like 'ACC-%'
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
        snapshot_files.source_id,
        snapshot_files.chain,
        snapshot_files.rules,
        snapshot_files.snapshot_no,
        snapshot_files.first_month_end,
        snapshot_files.reaches_from,
        classed.*,
        coalesce(services.service_id, 'ACC-' || classed.effective_class) as service_id,
        coalesce(services.rule, 'unknown') as rule
    from classed
    join quantities.snapshot_files
        on classed.source_file = snapshot_files.file_name
    left join services
        on classed.effective_class = services.account_class
)

select
    source_id,
    chain,
    snapshot_on,
    snapshot_no,
    service_id,
    rule,
    case
        when not rules then 'other_source_rules'
        when effective_class in ('ADM', 'SERVICE') then 'admin_or_service'
        when rule = 'on_dates' then 'counted_by_reading'
        when user_account_control & 2 <> 0 then 'disabled'
        when rule = 'month_end' and first_month_end is null then 'not_at_month_end'
        when rule = 'month_end' and valid_until <= first_month_end then 'expired'
        when rule = 'day_exact' and valid_until <= reaches_from then 'expired'
    end as set_aside_rule,
    account_id,
    person_id,
    directory_unit,
    coalesce(upper(right(directory_path, 11)) = ',O=MALMOPED', false) as in_schools_tree,
    created_on,
    valid_until,
    last_logon_on,
    source_file,
    source_line
from served
