-- The lines of one day's register of licences, $reading_no being the reading's number.

prepare licences_reading as
with

reading as (
    select * from licence_days where reading_no = $reading_no
),

counted as (
    select
        licences.*,
        row_number() over (
            order by object_no is null, dice(object_no, 'scrapped', 1000000), object_no, org_id
        ) as scrap_rank,
        count(object_no) over () as desks
    from licences
    where reading_no = $reading_no
),

-- Two in a hundred stand on a machine that has been scrapped since.
named as (
    select
        counted.* replace (
            coalesce(scrapped_machines.machine_name, counted.machine_name, '') as machine_name,
            if(scrapped_machines.machine_name is null, counted.person_no, null) as person_no
        ),
        'Kontorspaket' as product,
        if(counted.object_no is null, 'Volym', 'Enhet') as licence_type,
        null::date as returned_on,
        0 as copy_no
    from counted
    left join scrapped_machines
        on  scrapped_machines.reading_no = counted.reading_no
        and scrapped_machines.position = counted.scrap_rank
        and counted.scrap_rank * 100 <= counted.desks * 2
),

-- Came back in the year; stands there until the list is cleared.
returned as (
    select
        named.* replace (
            (assigned_on - 400) as assigned_on,
            reading.reading_on - 5 - dice(object_no, 'returned', 300)::int as returned_on,
            1 as copy_no
        )
    from named
    cross join reading
    where object_no is not null and dice(object_no, 'returned ' || $reading_no, 33) = 0
),

-- What the city does not charge for.
others as (
    select
        named.* replace (
            ['Ritprogram', 'Bildbehandling', 'Projektverktyg'][
                1 + dice(object_no, 'product', 3)
            ] as product,
            if(dice(object_no, 'product', 3) = 0, 'Nätverk', 'Enhet') as licence_type,
            if(dice(object_no, 'product', 3) = 0, 5, 1) as quantity,
            2 as copy_no
        )
    from named
    where object_no is not null and dice(object_no, 'other product', 20) = 0
),

everything as (
    select * from named
    union all
    select * from returned
    union all
    select * from others
)

select
    concat_ws(
        ';',
        product,
        licence_type,
        quantity::varchar,
        machine_name,
        coalesce('P' || person_no, ''),
        typed_department(concat_ws(' ', org_id, object_no), departments.name_sv, aliases),
        if(dice(object_no, 'no ansvar', 20) = 0, '', ansvar),
        -- D21
        if(
            dice(object_no, 'D21', 50) = 0,
            strftime(assigned_on, '%d/%m/%Y'),
            assigned_on::varchar
        ),
        case
            when returned_on is not null then returned_on::varchar
            -- D22
            when dice(object_no, 'D22', 10) < 3 then '9999-12-31'
            else ''
        end
    ) as line
from everything
join departments using (org_id)
order by copy_no, ansvar, machine_name, object_no, bundle_no
