-- The lines of one month's SCCM file, $month_no.

prepare workstations_month as
with

described as (
    select
        machines.object_no,
        machines.machine_name,
        case
            when machines.lacks_serial and machines.object_no % 2 = 0 then ''
            when machines.lacks_serial then 'To be filled by O.E.M.'
            else machines.serial_number
        end as serial_number,
        machines.maker,
        machines.model,
        machines.chassis,
        case machines.system_kind
            when 'thin' then 'Wyse Thin OS'
            when 'newest' then 'Windows 7 Enterprise'
            when 'common' then 'Windows XP Professional SP3'
            when 'old' then 'Windows 98'
            when 'older' then 'Windows 2000 Professional'
            else 'Windows XP Professional SP2'
        end as system,
        if(
            machines.is_silent,
            machines.silent_from,
            greatest(
                machines.last_day - dice(machines.object_no, 'seen ' || $month_no, 28)::int,
                least(machines.purchased_on, machines.last_day)
            )
        ) as seen_on,
        coalesce('MALMO\p' || machines.person_no, '') as user_name,
        if(
            machines.is_unknown,
            '',
            typed_department(machines.object_no, departments.name_sv, departments.aliases)
        ) as department,
        case
            when machines.is_unknown then ''
            when dice(machines.object_no, 'D23', 1000) = 0
                then '"' || machines.unit_name || '; plan ' || (1 + machines.object_no % 5) || '"'
            when dice(machines.object_no, 'D23', 1000) = 1
                then '"' || machines.unit_name || chr(10) || 'plan '
                    || (1 + machines.object_no % 5) || '"'
            else machines.unit_name
        end as place_text,
        machines.purchased_on,
        if(
            machines.lacks_code or machines.is_unknown,
            '',
            machines.org_kod || '-' || machines.ansvar
        ) as code_string,
        -- Empty on two in a hundred: then the prefix of the name tells.
        if(dice(machines.object_no, 'environment', 50) = 0, '', machines.environment)
            as environment,
        machines.is_doubled
    from machine_months as machines
    join departments using (org_id)
    where machines.month_no = $month_no
),

-- D13: installed anew; the older row is still there, under the name it had on the bench.
doubled as (
    select
        described.* replace (
            if(
                object_no % 2 = 0, machine_name, 'MININT-' || right(hex(hash(object_no)), 6)
            ) as machine_name,
            (seen_on - 40 - dice(object_no, 'bench', 100)::int) as seen_on
        )
    from described
    where is_doubled
),

-- D18: independent schools' machines in the city's list.
independent as (
    select
        9000000 + machine_no as object_no,
        machine_name,
        serial_number,
        'Dell' as maker,
        'OptiPlex 755' as model,
        'Desktop' as chassis,
        'Windows XP Professional SP2' as system,
        last_day - dice(machine_no, 'seen ' || $month_no, 28)::int as seen_on,
        '' as user_name,
        'Fristående skola' as department,
        'Friskolan ' || (1 + machine_no % 12) as place_text,
        date '2006-06-01' as purchased_on,
        '' as code_string,
        'PED' as environment,
        false as is_doubled
    from independent_machines
    join months on months.month_no = $month_no
),

everything as (
    select *, 0 as copy_no from described
    union all
    select *, 1 from doubled
    union all
    select *, 0 from independent
)

select
    concat_ws(
        ';',
        machine_name,
        serial_number,
        maker,
        model,
        chassis,
        system,
        strftime(
            seen_on + to_seconds(3600 * 6 + dice(object_no, 'hour ' || $month_no, 57600)),
            '%Y-%m-%d %H:%M'
        ),
        user_name,
        department,
        place_text,
        case
            when dice(object_no, 'no purchase', 100) = 0 then ''
            -- D21
            when dice(object_no, 'D21', 50) = 0 then strftime(purchased_on, '%d/%m/%Y')
            else purchased_on::varchar
        end,
        code_string,
        environment
    ) as line
from everything
order by machine_name, copy_no, object_no
