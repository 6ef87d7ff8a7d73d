-- Telephone extensions over the whole span.

-- Grain: extension and stay. extension_no is the number as it should be written: six digits, or a
-- mobile number with its middle hidden.
create table extensions as
with

numbered as (
    select
        *,
        dense_rank() over (order by object_no) as serial
    from object_stays
    where service_id in ('TEL-FAST', 'TEL-IP', 'TEL-MOB')
)

select
    numbered.object_no,
    replace(numbered.service_id, 'TEL-', '') as extension_type,
    if(
        numbered.service_id = 'TEL-MOB',
        -- 0709XX0120, from 0702XX on
        '07' || lpad((2 + numbered.serial // 10000)::varchar, 2, '0') || 'XX'
        || lpad((numbered.serial % 10000)::varchar, 4, '0'),
        (100000 + (numbered.serial * 48271) % 899981)::varchar
    ) as extension_no,
    numbered.ansvar,
    numbered.place,
    numbered.first_no,
    numbered.last_no,
    numbered.born_no,
    numbered.died_no,
    if(
        numbered.born_no = 1,
        date '2006-12-31' - dice(numbered.object_no, 'connected', 3500)::int,
        months.period + dice(numbered.object_no, 'connected', 27)::int
    ) as connected_on
from numbered
join months on months.month_no = numbered.born_no;

-- Grain: month and extension in use at its end; whose it is by cost centre and, where one person
-- uses it, by person.
create table extension_months as
select
    units.month_no,
    extensions.object_no,
    extensions.extension_no,
    extensions.extension_type,
    extensions.ansvar,
    units.org_id,
    units.name_sv as unit_name,
    extensions.connected_on,
    if(dice(extensions.object_no, 'shared phone', 10) < 8, users.person_no, null) as person_no
from extensions
join units
    on  units.ansvar = extensions.ansvar
    and units.month_no between extensions.first_no and extensions.last_no
left join (
    select staff.month_no, staff.ansvar, staff.place, objects.person_no
    from staff_months as staff
    join staff_objects as objects using (object_no)
    anti join second_accounts
        on second_accounts.month_no = staff.month_no and second_accounts.object_no = staff.object_no
    where staff.service_id = 'ACC-STD' and not staff.is_orphan and not staff.has_left
) as users
    on  users.month_no = units.month_no
    and users.ansvar = extensions.ansvar
    and users.place = extensions.place
order by units.month_no, extensions.object_no;
