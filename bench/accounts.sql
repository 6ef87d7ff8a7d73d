-- One month's snapshot of the account directory of a city of any size, as staging.accounts.
--
-- $first_no, $many  the accounts in the directory that month; numbers grow as accounts come
-- $seed             other dice for another city
-- $month_no         months since the first
-- $snapshot_on      the last day of the month

with

thrown as (
    select
        range as account_no,
        hash(range, $seed) as dice
    from range($first_no::bigint, ($first_no + $many)::bigint)
),

units as (
    select list(name_sv order by department_id) as names
    from staging.departments
    where valid_until = date '9999-12-31'
)

select
    'a' || account_no as account_id,
    case when dice % 10 < 7 then 'P' || lpad(account_no::varchar, 9, '0') end as person_id,
    units.names[(1 + dice // 2147483648 % len(units.names))::bigint] as directory_unit,
    case dice // 16 % 50
        when 0 then 'EXT'
        when 1 then 'FUNK'
        when 2 then 'FUNK'
        when 3 then 'ELEV'
        when 4 then null
        else case when dice // 1024 % 4 = 0 then 'BAS' else 'STD' end
    end as account_class,
    case when dice // 4096 % 50 = 0 then 514 else 512 end::integer as user_account_control,
    ($snapshot_on::date - (31 * ($month_no + 12) + dice % 300)::integer) as created_on,
    ($snapshot_on::date - (dice // 262144 % 40)::integer) as last_logon_on,
    case
        when dice // 16777216 % 100 = 0 then $snapshot_on::date - 10
        else date '9999-12-31'
    end as valid_until,
    'CN=a' || account_no || ',OU=Anv,DC=kommun,DC=example' as directory_path,
    $snapshot_on::date as snapshot_on,
    'ad_users_' || $snapshot_on || '.csv' as source_file,
    (account_no - $first_no + 2)::bigint as source_line
from thrown
cross join units
