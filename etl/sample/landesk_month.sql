-- The lines of one month's LANDesk file, $month_no. It names neither department nor accounting
-- code: the owner's dotted name and the location tell whose a machine is.

prepare landesk_month as
with

-- What the location says: the unit; where several units have that name, the department's first.
locations as (
    select
        units.ansvar,
        if(
            count(*) over (partition by units.name_sv) = 1,
            units.name_sv,
            max(units.name_sv) filter (where units.is_default) over (partition by units.org_id)
        ) as location
    from units
    where units.month_no = $month_no
),

described as (
    select
        machines.object_no,
        machines.machine_name,
        machines.chassis,
        machines.maker,
        machines.model,
        if(machines.lacks_serial, '', machines.serial_number) as serial_number,
        case machines.system_kind
            when 'thin' then 'Wyse Thin OS'
            when 'newest' then 'Microsoft Windows 7 Enterprise'
            when 'common' then 'Microsoft Windows XP Professional SP2'
            when 'old' then 'Microsoft Windows 98'
            when 'older' then 'Microsoft Windows 2000'
            else 'Microsoft Windows XP Professional SP1'
        end as system,
        if(
            machines.is_silent,
            machines.silent_from,
            greatest(
                machines.last_day - dice(machines.object_no, 'seen ' || $month_no, 28)::int,
                least(machines.purchased_on, machines.last_day)
            )
        ) as seen_on,
        coalesce(
            'cn=P' || machines.person_no || '.ou=' || departments.code
            || if(departments.is_district, '.ou=SDF', '') || '.o=MALMO',
            ''
        ) as owner,
        if(machines.is_unknown, '', locations.location) as location,
        -- filled in from the summer of 2007; then empty on two in a hundred
        if(
            machines.last_day < date '2007-06-01'
            or dice(machines.object_no, 'environment', 50) = 0,
            '',
            machines.environment
        ) as environment,
        machines.is_doubled
    from machine_months as machines
    join departments using (org_id)
    join locations using (ansvar)
    where machines.month_no = $month_no
),

-- D18: independent schools' machines in the city's list.
independent as (
    select
        9000000 + machine_no as object_no,
        machine_name,
        'Desktop' as chassis,
        'Dell' as maker,
        'OptiPlex 755' as model,
        serial_number,
        'Microsoft Windows XP Professional SP1' as system,
        last_day - dice(machine_no, 'seen ' || $month_no, 28)::int as seen_on,
        '' as owner,
        'Fristående skola' as location,
        if(last_day < date '2007-06-01', '', 'PED') as environment,
        false as is_doubled
    from independent_machines
    join months on months.month_no = $month_no
),

everything as (
    select * from described
    union all
    -- D13: the very same row twice
    select * from described where is_doubled
    union all
    select * from independent
)

select
    concat_ws(
        chr(9),
        machine_name,
        chassis,
        maker,
        model,
        serial_number,
        system,
        strftime(
            seen_on + to_seconds(3600 * 6 + dice(object_no, 'hour ' || $month_no, 57600)),
            '%Y-%m-%d %H:%M:%S'
        ),
        owner,
        location,
        environment
    ) as line
from everything
order by machine_name, object_no
