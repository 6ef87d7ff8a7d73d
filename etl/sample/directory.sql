-- Rows of the directory for all months, drawn once; pupils' accounts are added month by month.
-- Grain: account and month. is_uncertain: not an account that a second copy may be made of (D09).
create table directory_rows as
with

staff as (
    select
        staff.month_no,
        staff.object_no,
        'p' || objects.person_no as account_id,
        'P' || objects.person_no as display_name,
        case
            when staff.is_unallocated then ''
            when staff.is_orphan and dice(staff.object_no, 'orphan', 2) = 0 then ''
            -- D24: a spreadsheet has eaten the leading zeros
            when coalesce(seconds.person_no, objects.person_no) like '0%' and dice(staff.object_no, 'D24', 100) < 5
                then ltrim(coalesce(seconds.person_no, objects.person_no), '0')
            else coalesce(seconds.person_no, objects.person_no)
        end as employee_id,
        case
            -- D39 and, one in ten of them, D42: a department nobody knows
            when staff.is_unallocated
                then if(dice(staff.object_no, 'D42', 10) = 0, 'Projekt Öresund', '')
            else typed_department(staff.object_no, departments.name_sv, departments.aliases)
        end as department,
        if(dice(staff.object_no, 'company', 50) = 0, 'MALMÖ STAD', 'Malmö stad') as company,
        case
            -- D23
            when dice(staff.object_no, 'D23', 1000) < 2
                then units.name_sv || chr(10) || 'plan ' || (1 + staff.object_no % 5)
            else units.name_sv
        end as office,
        job_title(staff.verksamhet, staff.object_no) as title,
        coalesce(
            'CN=p' || heads.person_no || ',OU=' || departments.code || ',DC=malmo,DC=local', ''
        ) as manager,
        if(dice(staff.object_no, 'password', 12) = 0, 66048, 512) as control,
        objects.created_on,
        null::date as expires_on,
        'OU=' || departments.code || if(departments.is_district, ',OU=SDF', '') as place_in_tree,
        replace(staff.service_id, 'ACC-', '') as account_class,
        staff.is_orphan or staff.has_left as is_uncertain
    from staff_months as staff
    join staff_objects as objects using (object_no)
    join departments using (org_id)
    join units using (month_no, ansvar)
    left join heads on heads.month_no = staff.month_no and heads.org_id = staff.org_id
    left join second_accounts as seconds
        on seconds.month_no = staff.month_no and seconds.object_no = staff.object_no
),

-- Closed the month after the last one: disabled, out of its tree, without owner.
closed as (
    select
        months.month_no,
        staff.object_no,
        'p' || objects.person_no as account_id,
        'P' || objects.person_no as display_name,
        '' as employee_id,
        departments.name_sv as department,
        'Malmö stad' as company,
        '' as office,
        '' as title,
        '' as manager,
        514 as control,
        objects.created_on,
        months.period as expires_on,
        'OU=Slutat' as place_in_tree,
        replace(staff.service_id, 'ACC-', '') as account_class,
        true as is_uncertain
    from staff_months as staff
    join staff_objects as objects using (object_no)
    join departments using (org_id)
    join months on months.month_no = staff.month_no + 1
    where staff.died_no = staff.month_no
),

functions as (
    select
        units.month_no,
        1000000 + functions.object_no as object_no,
        'funk' || functions.account_no as account_id,
        'FUNK' || functions.account_no as display_name,
        '' as employee_id,
        if(
            dice(functions.object_no, 'D42', 1000) < 3,
            'Projekt Öresund',
            typed_department(functions.object_no, departments.name_sv, departments.aliases)
        ) as department,
        'Malmö stad' as company,
        '' as office,
        '' as title,
        '' as manager,
        66048 as control,
        functions.created_on,
        null::date as expires_on,
        'OU=Funktion' as place_in_tree,
        'FUNK' as account_class,
        true as is_uncertain
    from function_accounts as functions
    join units
        on  units.ansvar = functions.ansvar
        and units.month_no between functions.first_no and functions.last_no
    join departments using (org_id)
),

externals as (
    select
        months.month_no,
        2000000 + account_no::bigint as object_no,
        'ext' || account_no as account_id,
        'EXT' || account_no as display_name,
        '' as employee_id,
        if(
            dice(account_no, 'D42', 1000) < 3,
            'Projekt Öresund',
            typed_department(account_no, departments.name_sv, departments.aliases)
        ) as department,
        'Konsultbolag' as company,
        '' as office,
        '' as title,
        '' as manager,
        512 as control,
        externals.created_on,
        -- The end is told in the last file only.
        if(externals.last_no = months.month_no, externals.expires_on, null) as expires_on,
        'OU=Ext' as place_in_tree,
        'EXT' as account_class,
        true as is_uncertain
    from external_accounts as externals
    join departments using (org_id)
    join months on months.month_no between externals.first_no and externals.last_no
),

-- D10: administrators' and services' accounts.
technical as (
    select
        months.month_no,
        4000000 + technical_no as object_no,
        if(
            technical_no % 2 = 0,
            'p' || lpad(scattered(700000 + technical_no)::varchar, 6, '0') || '_adm',
            'svc_' || lpad(technical_no::varchar, 3, '0')
        ) as account_id,
        upper(account_id) as display_name,
        '' as employee_id,
        if(technical_no % 2 = 0, 'Serviceförvaltningen', '') as department,
        if(technical_no % 2 = 0, 'Malmö stad', '') as company,
        '' as office,
        '' as title,
        '' as manager,
        66048 as control,
        date '2006-01-01' as created_on,
        null::date as expires_on,
        if(technical_no % 2 = 0, 'OU=ADM', 'OU=Service') as place_in_tree,
        -- The class is missing on some: the tree tells.
        case
            when technical_no % 50 = 1 then ''
            when technical_no % 2 = 0 then 'ADM'
            else 'SERVICE'
        end as account_class,
        true as is_uncertain
    from (select unnest(range(0, getvariable('D10'))) as technical_no)
    cross join months
),

single as (
    select * from staff
    union all
    select * from closed
    union all
    select * from functions
    union all
    select * from externals
    union all
    select * from technical
),

-- D09: the same account a second time out of the merged domain, older.
doubled as (
    select
        staff.* replace (
            departments.name_sv as department,
            staff.created_on - 400 as created_on
        )
    from staff
    join months using (month_no)
    join staff_months using (month_no, object_no)
    join departments using (org_id)
    where not staff.is_uncertain and months.period >= date '2009-01-01'
    qualify row_number() over (
        partition by staff.month_no
        order by dice(staff.object_no, 'D09', 1000000), staff.object_no
    ) <= getvariable('D09')
)

select *, 0 as copy_no from single
union all
select *, 1 from doubled
order by month_no, account_id, copy_no;
