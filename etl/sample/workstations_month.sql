-- The lines of one month's SCCM file, $month_no.

prepare workstations_month as
with

this_month as (
    select * from months where month_no = $month_no
),

-- The user of a desk is the owner of the staff account in the same place of the cost centre.
users as (
    select staff.ansvar, staff.place, 'p' || objects.person_no as account_id
    from staff_months as staff
    join staff_objects as objects using (object_no)
    anti join second_accounts
        on second_accounts.month_no = staff.month_no and second_accounts.object_no = staff.object_no
    where staff.month_no = $month_no
        and staff.service_id = 'ACC-STD'
        and not staff.is_orphan
        and not staff.has_left
),

stock as (
    select
        workstations.*,
        kinds.* exclude (service_id),
        kinds.prefix || workstations.department_code || '-'
            || lpad(workstations.serial::varchar, 5, '0') as machine_name,
        units.org_kod,
        units.name_sv as unit_name,
        departments.name_sv,
        departments.aliases,
        users.account_id,
        users.account_id is not null as has_user
    from workstations
    join machine_kinds as kinds using (service_id)
    join units on units.month_no = $month_no and units.ansvar = workstations.ansvar
    join departments using (org_id)
    left join users
        on  users.ansvar = workstations.ansvar
        and users.place = workstations.place
        and workstations.service_id in ('WS-ADM', 'WS-LAP', 'WS-TEK')
    where $month_no between workstations.first_no and workstations.last_no
),

-- So many of all rows have each defect; which ones is drawn once for all per machine.
ranked as (
    select
        stock.*,
        count(*) over () as rows_in_all,
        row_number() over (
            partition by has_user order by dice(object_no, 'code', 1000000), object_no
        ) as code_rank,
        row_number() over (
            order by
                purchased_on > this_month.last_day - 300,
                dice(object_no, 'D15', 1000000),
                object_no
        ) as stale_rank,
        row_number() over (order by dice(object_no, 'D14', 1000000), object_no) as serial_rank,
        row_number() over (
            order by
                -- not among those that may lack a serial number
                dice(object_no, 'D14', 1000000) < 20000,
                dice(object_no, 'D13 ' || $month_no // 6, 1000000),
                object_no
        ) as doubled_rank
    from stock
    cross join this_month
),

limits as (
    select
        max(per_10_000) filter (where defect_id = 'D13') as doubled_rate,
        max(per_10_000) filter (where defect_id = 'D14') as serial_rate,
        max(per_10_000) filter (where defect_id = 'D15') as stale_rate,
        max(per_10_000) filter (where defect_id = 'D17') as code_rate,
        max(per_10_000) filter (where defect_id = 'D40') as unknown_rate
    from rates
    where month_no = $month_no
),

judged as (
    select
        ranked.* exclude (account_id),
        has_user and code_rank * 10000 <= rows_in_all * code_rate as lacks_code,
        not has_user and code_rank * 10000 <= rows_in_all * unknown_rate as is_unknown,
        stale_rank * 10000 <= rows_in_all * stale_rate
            and purchased_on <= this_month.last_day - 300 as is_stale,
        serial_rank * 10000 <= rows_in_all * serial_rate as lacks_serial,
        doubled_rank * 10000 <= rows_in_all * doubled_rate as is_doubled,
        if(has_user, 'MALMO\' || account_id, '') as user_name
    from ranked
    cross join limits
    cross join this_month
),

described as (
    select
        object_no,
        machine_name,
        case
            when lacks_serial and object_no % 2 = 0 then ''
            when lacks_serial then 'To be filled by O.E.M.'
            when service_id = 'WS-TUNN' then
                '00-1E-0B-' || left(lpad(hex(object_no), 6, '0'), 2)
                || '-' || substr(lpad(hex(object_no), 6, '0'), 3, 2)
                || '-' || right(hex(object_no), 2)
            else left(upper(maker), 2) || lpad(hex(scattered(object_no)), 8, '0')
        end as serial_number,
        maker,
        model,
        chassis,
        case
            when year(purchased_on) >= 2010 and chassis <> 'Thin client' then 'Windows 7 Enterprise'
            else system
        end as system,
        if(
            is_stale,
            last_day - 95 - dice(object_no, 'stale', 200)::int,
            greatest(
                last_day - dice(object_no, 'seen ' || $month_no, 28)::int,
                least(purchased_on, last_day)
            )
        ) as seen_on,
        user_name,
        if(is_unknown, '', typed_department(object_no, name_sv, aliases)) as department,
        case
            when is_unknown then ''
            when dice(object_no, 'D23', 1000) = 0
                then '"' || unit_name || '; plan ' || (1 + object_no % 5) || '"'
            when dice(object_no, 'D23', 1000) = 1
                then '"' || unit_name || chr(10) || 'plan ' || (1 + object_no % 5) || '"'
            else unit_name
        end as place_text,
        purchased_on,
        if(lacks_code or is_unknown, '', org_kod || '-' || ansvar) as code_string,
        -- Empty on two in a hundred: then the prefix of the name tells.
        if(dice(object_no, 'environment', 50) = 0, '', environment) as environment,
        is_doubled
    from judged
    cross join this_month
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
        'FRI-' || lpad(machine_no::varchar, 4, '0') as machine_name,
        'FR' || lpad(hex(7000000 + machine_no), 8, '0') as serial_number,
        'Dell' as maker,
        'OptiPlex 755' as model,
        'Desktop' as chassis,
        'Windows XP Professional SP3' as system,
        last_day - dice(machine_no, 'seen ' || $month_no, 28)::int as seen_on,
        '' as user_name,
        'Fristående skola' as department,
        'Friskolan ' || (1 + machine_no % 12) as place_text,
        date '2006-06-01' as purchased_on,
        '' as code_string,
        'PED' as environment,
        false as is_doubled
    from (select unnest(range(0, getvariable('D18'))) as machine_no)
    cross join this_month
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
