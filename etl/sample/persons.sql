-- Grain: person and month in the HR file. first_day is the first day of the employment in the
-- cost centre; has_left: the employment ended in the month, the account lives on (D06).
create table person_months as
with

account_owners as (
    select
        staff.month_no,
        staff.object_no,
        objects.person_no,
        staff.ansvar,
        staff.org_id,
        staff.org_kod,
        staff.verksamhet,
        if(staff.has_moved, months.period, date_trunc('month', objects.created_on)::date)
            as first_day,
        staff.has_left
    from staff_months as staff
    join staff_objects as objects using (object_no)
    join months on months.month_no = staff.first_no
    anti join second_accounts
        on second_accounts.month_no = staff.month_no and second_accounts.object_no = staff.object_no
    where not staff.is_orphan
),

others as (
    select
        units.month_no,
        stays.object_no,
        -- beyond those of account owners, which are numbered from 1
        lpad(scattered(400000 + stays.person_serial)::varchar, 6, '0') as person_no,
        stays.ansvar,
        units.org_id,
        units.org_kod,
        units.verksamhet,
        if(
            stays.first_no = 1,
            date '2006-12-01' - dice(stays.object_no, 'hired', 5000)::int,
            months.period
        ) as first_day,
        false as has_left
    from (
        select *, dense_rank() over (order by object_no) as person_serial
        from object_stays
        where service_id = 'EMPLOYEE'
    ) as stays
    join months on months.month_no = stays.first_no
    join units
        on  units.ansvar = stays.ansvar
        and units.month_no between stays.first_no and stays.last_no
)

select * from account_owners
union all
select * from others
order by month_no, person_no;

-- Grain: month and department; its default cost centre's place in the HR organisation, numbered.
create table department_units as
select
    month_no,
    org_id,
    org_kod,
    verksamhet,
    row_number() over (partition by month_no order by org_id) - 1 as position,
    count(*) over (partition by month_no) as department_count
from units
where is_default;
