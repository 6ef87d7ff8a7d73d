-- Workstations over the whole span. Grain of workstations: object and stay.
create table workstations as
select
    stays.*,
    departments.code as department_code,
    dense_rank() over (
        partition by stays.service_id, departments.code order by stays.object_no
    ) as serial,
    case
        when stays.born_no = 1
            then date '2006-12-31' - dice(stays.object_no, 'bought', 1500)::int
        else months.period + dice(stays.object_no, 'bought', 27)::int
    end as purchased_on
from object_stays as stays
join months on months.month_no = stays.born_no
join units
    on  units.month_no = stays.born_no
    and units.ansvar = (
        -- A machine keeps the name it got in its first department.
        select first_stay.ansvar
        from object_stays as first_stay
        where first_stay.object_no = stays.object_no and first_stay.first_no = stays.born_no
    )
join departments using (org_id)
where stays.service_id like 'WS-%';

-- What stands on the desk, by service.
create table machine_kinds (
    service_id varchar, prefix varchar, chassis varchar, environment varchar, maker varchar,
    model varchar, system varchar
);
insert into machine_kinds values
    ('WS-ADM', 'PC-', 'Desktop', 'ADM', 'Hewlett-Packard', 'HP Compaq dc7800',
     'Windows XP Professional SP3'),
    ('WS-LAP', 'NB-', 'Notebook', 'ADM', 'Hewlett-Packard', 'EliteBook 6930p',
     'Windows XP Professional SP3'),
    ('WS-PED', 'PED-', 'Desktop', 'PED', 'Fujitsu Siemens', 'Esprimo P5925',
     'Windows XP Professional SP2'),
    ('WS-TEK', 'CAD-', 'Desktop', 'TEK', 'Dell', 'Precision T3500', 'Windows XP Professional SP3'),
    ('WS-TUNN', 'TC-', 'Thin client', 'ADM', 'Wyse', 'V10L', 'Wyse Thin OS');
