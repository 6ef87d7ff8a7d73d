-- One month's snapshot of the employments of those who have accounts, as staging.employments.
--
-- Each person changes unit once in two years, dated by the register.
--
-- $first_no, $many  as for the accounts of the month
-- $seed             as for the accounts
-- $month_no         months since the first
-- $first_on         the first day of the first month
-- $snapshot_on      the last day of the month

with

thrown as (
    select
        range as account_no,
        hash(range, $seed) as dice,
        ($month_no + range % 24) // 24 as stretch_no
    from range($first_no::bigint, ($first_no + $many)::bigint)
),

units as (
    select list(org_code order by org_code) as codes
    from staging.organisation_units
    where valid_until = date '9999-12-31'
),

placed as (
    select
        account_no,
        hash(account_no, stretch_no) as place,
        ($first_on::date + to_months((stretch_no * 24 - account_no % 24)::integer))::date as valid_from
    from thrown
    where dice % 10 < 7
)

select
    'P' || lpad(placed.account_no::varchar, 9, '0') as person_id,
    1::integer as employment_no,
    units.codes[(1 + placed.place % len(units.codes))::bigint] as org_code,
    10000::integer as employment_rate,
    placed.valid_from,
    date '9999-12-31' as valid_until,
    $snapshot_on::date as snapshot_on,
    'hr_anstallningar_' || $snapshot_on || '.csv' as source_file,
    (placed.account_no - $first_no + 2)::bigint as source_line
from placed
cross join units
