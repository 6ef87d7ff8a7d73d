-- The entries of one month's eDirectory export, $month_no: the staff's tree o=MALMO in account
-- order with the schools' tree o=MALMOPED among it.

-- A line of an entry; nothing where there is no value. What is not ASCII is in base64.
create or replace macro ldif(attribute, value) as
    case
        when value = '' then null
        when strlen(value) = length(value) then attribute || ': ' || value
        else attribute || ':: ' || base64(encode(value))
    end;

create or replace macro account_group(class, tree) as
    if(class = '', null, 'groupMembership: cn=KONTO-' || class || ',ou=GRP,o=' || tree);

prepare edirectory_month as
with

staff_tree as (
    select
        object_no,
        upper(account_id) as cn,
        employee_id,
        department,
        title,
        control & 2 = 2 as is_disabled,
        created_on,
        expires_on,
        replace(place_in_tree, 'OU=', 'ou=') as place_in_tree,
        account_class,
        'MALMO' as tree,
        is_uncertain
    from directory_rows
    where month_no = $month_no and copy_no = 0
),

-- D08: persons who have an account in the schools' tree beside the one they have as staff.
both_trees as (
    select
        * replace (
            place_in_tree || ',ou=PERSONAL' as place_in_tree,
            'MALMOPED' as tree
        )
    from staff_tree
    where not is_uncertain and employee_id <> '' and account_class = 'STD'
    qualify row_number() over (
        order by dice(object_no, 'D08', 1000000), object_no
    ) <= getvariable('D08')
),

pupils_tree as (
    select
        3000000 + pupils.pupil_no::bigint as object_no,
        'E' || pupils.pupil_no as cn,
        '' as employee_id,
        schools.name_sv as department,
        '' as title,
        false as is_disabled,
        pupils.account_created_on as created_on,
        null::date as expires_on,
        'ou=' || departments.code || ',ou=ELEV' as place_in_tree,
        'ELEV' as account_class,
        'MALMOPED' as tree,
        true as is_uncertain
    from pupil_stays as pupils
    join reading_months on reading_months.reading_no between pupils.first_no and pupils.last_no
    join schools
        on schools.reading_no = reading_months.reading_no and schools.ansvar = pupils.ansvar
    join departments using (org_id)
    where reading_months.month_no = $month_no
),

everything as (
    select * from staff_tree
    union all
    select * from both_trees
    union all
    select * from pupils_tree
),

seen as (
    select
        everything.*,
        least(months.last_day, coalesce(everything.expires_on - 1, months.last_day))
            - dice(object_no, 'logon ' || $month_no, 5)::int
            - if(
                dice(object_no, 'rarely', 6) = 0,
                dice(object_no, 'idle ' || $month_no, 60),
                0
            )::int as logon_on,
        -- Two in a hundred are in no group of accounts: the tree tells then, or nothing, and it
        -- is a standard account.
        account_class <> 'BAS' and dice(object_no, 'group', 50) = 0 as is_in_no_group
    from everything
    join months on months.month_no = $month_no
)

select
    concat_ws(
        chr(13) || chr(10),
        '',
        'dn: cn=' || cn || ',' || place_in_tree || ',o=' || tree,
        'objectClass: inetOrgPerson',
        'cn: ' || cn,
        'sn: ' || cn,
        ldif('workforceID', employee_id),
        ldif('ou', department),
        'loginDisabled: ' || if(is_disabled, 'TRUE', 'FALSE'),
        if(
            logon_on <= created_on or dice(object_no, 'never', 50) = 0,
            null,
            'loginTime: ' || strftime(
                logon_on + to_seconds(25200 + dice(object_no, 'logon', 36000)), '%Y%m%d%H%M%SZ'
            )
        ),
        'loginExpirationTime: ' || strftime(expires_on, '%Y%m%d') || '000000Z',
        case
            when is_in_no_group then null
            -- of several groups the first of STD and BAS counts
            when account_class = 'STD' and dice(object_no, 'groups', 100) = 0
                then account_group('BAS', tree)
            when account_class = 'BAS' and dice(object_no, 'groups', 100) = 0
                then account_group('FUNK', tree)
        end,
        if(is_in_no_group, null, account_group(account_class, tree)),
        if(
            dice(object_no, 'printers', 20) = 0,
            'groupMembership: cn=SKRIVARE-' || (1 + object_no % 40) || ',ou=GRP,o=' || tree,
            null
        ),
        ldif('title', title)
    ) as line
from seen
order by cn, tree
