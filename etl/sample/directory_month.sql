-- The lines of one month's Active Directory file, $month_no, in account order.

prepare directory_month as
with

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
        true as is_uncertain,
        0 as copy_no
    from pupil_stays as pupils
    join reading_months on reading_months.reading_no between pupils.first_no and pupils.last_no
    join schools
        on schools.reading_no = reading_months.reading_no and schools.ansvar = pupils.ansvar
    join departments using (org_id)
    where reading_months.month_no = $month_no
),

everything as (
    select * exclude (month_no) from directory_rows where month_no = $month_no
    union all
    select * from pupil_accounts
),

seen as (
    select
        everything.*,
        everything.created_on + to_seconds(25200 + dice(object_no, 'clock', 30000)) as created_at,
        -- D12: replicated nine to fourteen days late, and never after the account has expired
        least(months.last_day - 9, coalesce(everything.expires_on - 5, months.last_day))
            - dice(object_no, 'D12 ' || $month_no, 6)::int
            - if(
                dice(object_no, 'rarely', 6) = 0,
                dice(object_no, 'idle ' || $month_no, 60),
                0
            )::int as logon_on
    from everything
    join months on months.month_no = $month_no
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
        -- Empty on some, never on basic accounts: the tree tells then, or nothing, and it is a
        -- standard account.
        if(account_class <> 'BAS' and dice(object_no, 'class', 50) = 0, '', account_class)
    ) as line
from seen
order by account_id, copy_no
