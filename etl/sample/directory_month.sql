-- The lines of one month's Active Directory file, $month_no, in account order.

prepare directory_month as
with

this_month as (
    select * from months where month_no = $month_no
),

staff as (
    select
        staff.object_no,
        'p' || objects.person_no as account_id,
        'P' || objects.person_no as display_name,
        case
            when staff.is_unallocated then ''
            when staff.is_orphan and dice(staff.object_no, 'orphan', 2) = 0 then ''
            -- D24: a spreadsheet has eaten the leading zeros
            when objects.person_no like '0%' and dice(staff.object_no, 'D24', 100) < 5
                then ltrim(objects.person_no, '0')
            else objects.person_no
        end as employee_id,
        case
            -- D39 and, one in ten of them, D42: a department nobody knows
            when staff.is_unallocated
                then if(dice(staff.object_no, 'D42', 10) = 0, 'Projekt Öresund', '')
            else typed_department(staff.object_no, departments.name_sv, departments.aliases)
        end as department,
        if(dice(staff.object_no, 'company', 50) = 0, 'MALMÖ STAD', 'Malmö stad') as company,
        case
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
    where staff.month_no = $month_no
),

-- Closed the month after the last one: disabled, out of its tree, without owner.
closed as (
    select
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
        this_month.period as expires_on,
        'OU=Slutat' as place_in_tree,
        replace(staff.service_id, 'ACC-', '') as account_class,
        true as is_uncertain
    from staff_months as staff
    join staff_objects as objects using (object_no)
    join departments using (org_id)
    cross join this_month
    where staff.month_no = $month_no - 1 and staff.died_no = staff.month_no
),

-- D09: the same account a second time out of the merged domain, older.
doubled as (
    select
        staff.* replace (
            departments.name_sv as department,
            staff.created_on - 400 as created_on
        )
    from staff
    join staff_months
        on staff_months.object_no = staff.object_no and staff_months.month_no = $month_no
    join departments using (org_id)
    where not staff.is_uncertain and $month_no > 24
    order by dice(staff.object_no, 'D09', 1000000), staff.object_no
    limit getvariable('D09')
),

functions as (
    select
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
    join units on units.month_no = $month_no and units.ansvar = functions.ansvar
    join departments using (org_id)
    where $month_no between functions.first_no and functions.last_no
),

externals as (
    select
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
        if(externals.last_no = $month_no, externals.expires_on, null) as expires_on,
        'OU=Ext' as place_in_tree,
        'EXT' as account_class,
        true as is_uncertain
    from external_accounts as externals
    join departments using (org_id)
    where $month_no between externals.first_no and externals.last_no
),

pupil_accounts as (
    select
        3000000 + pupils.pupil_no::bigint as object_no,
        'e' || pupils.pupil_no as account_id,
        'E' || pupils.pupil_no as display_name,
        '' as employee_id,
        departments.name_sv as department,
        'Malmö stad' as company,
        schools.name_sv as office,
        '' as title,
        '' as manager,
        512 as control,
        pupils.account_created_on as created_on,
        null::date as expires_on,
        'OU=ELEV,OU=PED' as place_in_tree,
        'ELEV' as account_class,
        true as is_uncertain
    from pupil_stays as pupils
    join reading_months on reading_months.reading_no between pupils.first_no and pupils.last_no
    join schools
        on schools.reading_no = reading_months.reading_no and schools.ansvar = pupils.ansvar
    join departments using (org_id)
    where reading_months.month_no = $month_no
),

-- D10: administrators' and services' accounts.
technical as (
    select
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
),

everything as (
    select *, 0 as copy_no from staff
    union all
    select *, 1 from doubled
    union all
    select *, 0 from closed
    union all
    select *, 0 from functions
    union all
    select *, 0 from externals
    union all
    select *, 0 from pupil_accounts
    union all
    select *, 0 from technical
),

seen as (
    select
        everything.*,
        everything.created_on + to_seconds(25200 + dice(object_no, 'clock', 30000)) as created_at,
        -- D12: replicated nine to fourteen days late
        -- and never after the account has expired
        least(this_month.last_day - 9, coalesce(everything.expires_on - 5, this_month.last_day))
            - dice(object_no, 'D12 ' || $month_no, 6)::int
            - if(
                dice(object_no, 'rarely', 6) = 0,
                dice(object_no, 'idle ' || $month_no, 60),
                0
            )::int as logon_on
    from everything
    cross join this_month
)

select
    concat_ws(
        ',',
        account_id,
        '',
        display_name,
        employee_id,
        department,
        company,
        if(contains(office, chr(10)) or contains(office, ','), '"' || office || '"', office),
        title,
        if(manager = '', '', '"' || manager || '"'),
        control::varchar,
        -- D21
        if(
            dice(object_no, 'D21', 50) = 0,
            strftime(created_at, '%d/%m/%Y %H:%M'),
            strftime(created_at, '%Y-%m-%d %H:%M:%S')
        ),
        if(
            logon_on <= created_on or dice(object_no, 'never', 50) = 0,
            '',
            filetime(logon_on + to_seconds(25200 + dice(object_no, 'logon', 36000)))::varchar
        ),
        case
            when expires_on is not null then filetime(expires_on)::varchar
            -- D11: both mean never
            when dice(object_no, 'D11', 4) = 0 then '0'
            else '9223372036854775807'
        end,
        '"CN=' || account_id || ',' || place_in_tree || ',DC=malmo,DC=local"',
        account_class
    ) as line
from seen
order by account_id, copy_no
