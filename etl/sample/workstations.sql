-- Workstations over the whole span: their lives, names and purchases.

-- Grain: object and stay.
create table machine_lives as
with

renewed as (
    select
        stays.*,
        machine_renewals.month_no as renewed_no,
        (select max(object_no) from machine_stays) as highest_no
    from machine_stays as stays
    left join machine_renewals using (object_no)
),

split_at_renewal as (
    select
        object_no,
        service_id,
        ansvar,
        place,
        first_no,
        least(last_no, coalesce(renewed_no - 1, last_no)) as last_no
    from renewed
    where first_no < coalesce(renewed_no, 99999)
    union all
    select
        highest_no + object_no,
        service_id,
        ansvar,
        place,
        greatest(first_no, renewed_no),
        last_no
    from renewed
    where last_no >= renewed_no
)

select
    *,
    min(first_no) over whole_life as born_no,
    max(last_no) over whole_life as died_no,
    count(*) over whole_life > 1 as has_moved
from split_at_renewal
window whole_life as (partition by object_no);

-- Grain: object; the service and the department it came to first.
create table machines as
with

births as (
    select
        object_no,
        born_no,
        died_no,
        arg_min(service_id, first_no) as service_id,
        arg_min(ansvar, first_no) as ansvar,
        count(distinct service_id) > 1 as has_changed
    from machine_lives
    group by object_no, born_no, died_no
)

select
    births.object_no,
    births.service_id,
    births.has_changed,
    departments.code as department_code,
    dense_rank() over (partition by departments.code order by births.object_no) as serial,
    case
        when births.born_no > 1 then months.period + dice(births.object_no, 'bought', 27)::int
        -- leased for four years; one in sixteen a year earlier
        when machine_renewals.object_no is not null
            then (period_of_renewal.period - to_months(48))::date
                - if(dice(births.object_no, 'early', 16) = 0, 365, 0)
                + dice(births.object_no, 'bought', 27)::int
        else date '2003-12-01' - dice(births.object_no, 'bought', 1800)::int
    end as purchased_on
from births
join months on months.month_no = births.born_no
join units on units.month_no = births.born_no and units.ansvar = births.ansvar
join departments using (org_id)
left join machine_renewals using (object_no)
left join months as period_of_renewal on period_of_renewal.month_no = machine_renewals.month_no;

-- What a service's machines are called and where they stand.
create table machine_names (service_id varchar, prefix varchar, environment varchar);
insert into machine_names values
    ('WS-ADM', 'PC-', 'ADM'),
    ('WS-LAP', 'NB-', 'ADM'),
    ('WS-PED', 'PED-', 'PED'),
    ('WS-TEK', 'CAD-', 'TEK'),
    ('WS-TUNN', 'TC-', 'ADM');

-- What was bought for a service from a day on: turns in 16 machines.
create table machine_models (
    service_id varchar, bought_from date, bought_until date, turn_from bigint, turn_until bigint,
    chassis varchar, maker varchar, model varchar
);
insert into machine_models values
    ('WS-ADM', '1990-01-01', '2004-01-01', 0, 10, 'Desktop', 'Hewlett-Packard', 'Vectra VL420'),
    ('WS-ADM', '1990-01-01', '2004-01-01', 10, 16, 'Desktop', 'IBM', 'NetVista M42'),
    ('WS-ADM', '2004-01-01', '2007-01-01', 0, 5, 'Desktop', 'IBM', 'ThinkCentre S51'),
    ('WS-ADM', '2004-01-01', '2007-01-01', 5, 16, 'Desktop', 'Hewlett-Packard', 'HP Compaq dc7800'),
    ('WS-ADM', '2007-01-01', '9999-12-31', 0, 1, 'Desktop', 'Dell', 'OptiPlex 755'),
    ('WS-ADM', '2007-01-01', '9999-12-31', 1, 16, 'Desktop', 'Hewlett-Packard', 'HP Compaq dc7800'),
    ('WS-LAP', '1990-01-01', '2004-01-01', 0, 16, 'Notebook', 'IBM', 'ThinkPad T30'),
    ('WS-LAP', '2004-01-01', '9999-12-31', 0, 16, 'Notebook', 'Hewlett-Packard', 'EliteBook 6930p'),
    ('WS-PED', '1990-01-01', '2004-01-01', 0, 16, 'Desktop', 'Compaq', 'Deskpro EN'),
    ('WS-PED', '2004-01-01', '9999-12-31', 0, 3, 'Desktop', 'Dell', 'OptiPlex 755'),
    ('WS-PED', '2004-01-01', '9999-12-31', 3, 16, 'Desktop', 'Fujitsu Siemens', 'Esprimo P5925'),
    ('WS-TEK', '1990-01-01', '9999-12-31', 0, 16, 'Desktop', 'Dell', 'Precision T3500'),
    ('WS-TUNN', '1990-01-01', '9999-12-31', 0, 16, 'Thin client', 'Wyse', 'V10L');

-- Grain: object and stay. A machine keeps the number it got in its first department, the hardware
-- it was bought as, and its name as long as it serves the same.
create table workstations as
select
    lives.*,
    names.environment,
    names.prefix || machines.department_code || '-' || lpad(machines.serial::varchar, 5, '0')
        as machine_name,
    -- D14: the name is the key then, so only of machines that keep theirs
    models.chassis <> 'Thin client'
        and not machines.has_changed
        and dice(lives.object_no, 'D14', 10000) < (
            select max(per_10_000) * 5 // 4 from rates where defect_id = 'D14'
        ) as lacks_serial,
    case
        when models.chassis = 'Thin client' then
            '00-1E-0B-' || left(lpad(hex(lives.object_no), 6, '0'), 2)
            || '-' || substr(lpad(hex(lives.object_no), 6, '0'), 3, 2)
            || '-' || right(lpad(hex(lives.object_no), 6, '0'), 2)
        else left(upper(models.maker), 2) || lpad(hex(scattered(lives.object_no)), 8, '0')
    end as serial_number,
    models.chassis,
    models.maker,
    models.model,
    machines.purchased_on,
    -- D15: some are not seen after this day, for as long as they are among the silent ones
    if(
        lives.born_no = 1,
        date '2006-12-31' - 95 - dice(lives.object_no, 'silent', 700)::int,
        machines.purchased_on + 150 + dice(lives.object_no, 'silent', 100)::int
    ) as silent_from,
    dice(lives.object_no, 'D15', 10000) as silence
from machine_lives as lives
join machines using (object_no)
join machine_names as names on names.service_id = lives.service_id
join machine_models as models
    on  models.service_id = machines.service_id
    and machines.purchased_on >= models.bought_from
    and machines.purchased_on < models.bought_until
    and dice(lives.object_no, 'model', 16) >= models.turn_from
    and dice(lives.object_no, 'model', 16) < models.turn_until;

-- Grain: month and machine that stands at its end, with its user and what is wrong about its row.
create table machine_months as
with

-- The user of a desk is the owner of the staff account in the same place of the cost centre.
users as (
    select staff.month_no, staff.ansvar, staff.place, objects.person_no
    from staff_months as staff
    join staff_objects as objects using (object_no)
    anti join second_accounts
        on second_accounts.month_no = staff.month_no and second_accounts.object_no = staff.object_no
    where staff.service_id = 'ACC-STD' and not staff.is_orphan and not staff.has_left
),

stock as (
    select
        units.month_no,
        workstations.*,
        units.org_id,
        units.org_kod,
        units.name_sv as unit_name,
        users.person_no,
        users.person_no is not null as has_user
    from workstations
    join units
        on  units.ansvar = workstations.ansvar
        and units.month_no between workstations.first_no and workstations.last_no
    left join users
        on  users.month_no = units.month_no
        and users.ansvar = workstations.ansvar
        and users.place = workstations.place
        and workstations.service_id in ('WS-ADM', 'WS-LAP', 'WS-TEK')
),

limits as (
    select
        month_no,
        max(per_10_000) filter (where defect_id = 'D13') as doubled_rate,
        max(per_10_000) filter (where defect_id = 'D15') as silent_rate,
        max(per_10_000) filter (where defect_id = 'D17') as code_rate,
        max(per_10_000) filter (where defect_id = 'D40') as unknown_rate,
        max(per_10_000) filter (where defect_id = 'K11') as client_rate,
        max(per_10_000) filter (where defect_id = 'K11 PED') as school_rate
    from rates
    group by month_no
),

-- So many of all rows have each defect; which ones is drawn once for all per machine.
ranked as (
    select
        stock.*,
        count(*) over (partition by month_no) as rows_in_all,
        count(*) over (partition by month_no, service_id in ('WS-ADM', 'WS-LAP')) as rows_alike,
        row_number() over (
            partition by month_no, has_user order by dice(object_no, 'code', 1000000), object_no
        ) as code_rank,
        row_number() over (
            partition by month_no
            order by
                lacks_serial, dice(object_no, 'D13 ' || month_no // 6, 1000000), object_no
        ) as doubled_rank,
        row_number() over (
            partition by month_no, service_id in ('WS-ADM', 'WS-LAP')
            order by
                -- new machines come with the common client, the others get it one by one, those
                -- that are old last
                purchased_on < date '2007-01-01',
                purchased_on < date '2004-01-01',
                dice(object_no, 'client', 1000000),
                object_no
        ) as client_rank
    from stock
),

-- What has got the client keeps it.
served as (
    select
        ranked.*,
        bool_or(
            client_rank * 10000 <= rows_alike
                * if(service_id in ('WS-ADM', 'WS-LAP'), client_rate, school_rate)
        ) over (partition by object_no order by ranked.month_no) as has_client
    from ranked
    join limits using (month_no)
)

select
    served.* exclude (
        first_no, last_no, silence, has_user, rows_in_all, rows_alike, code_rank, doubled_rank,
        client_rank, has_client
    ),
    has_user and code_rank * 10000 <= rows_in_all * code_rate as lacks_code,
    not has_user and code_rank * 10000 <= rows_in_all * unknown_rate as is_unknown,
    doubled_rank * 10000 <= rows_in_all * doubled_rate as is_doubled,
    silent_from < months.last_day
        and silence * 10 < silent_rate * if(born_no = 1, 12, 13) as is_silent,
    case
        when chassis = 'Thin client' then 'thin'
        when year(purchased_on) >= 2010 then 'newest'
        when service_id = 'WS-TEK' then 'common'
        when has_client then 'common'
        when service_id = 'WS-PED' then 'school'
        when purchased_on < date '2001-01-01' then 'old'
        when purchased_on < date '2003-07-01' then 'older'
        else 'own'
    end as system_kind,
    months.last_day
from served
join limits using (month_no)
join months using (month_no)
order by served.month_no, machine_name;

-- D18: machines of independent schools, the same ones month after month.
create table independent_machines as
select
    machine_no,
    'FRI-' || lpad(machine_no::varchar, 4, '0') as machine_name,
    'FR' || lpad(hex(7000000 + machine_no), 8, '0') as serial_number
from (select unnest(range(0, getvariable('D18'))) as machine_no);
