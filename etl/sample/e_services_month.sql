-- The lines of one month's register of e-services, $month_no.

prepare e_services_month as
with

this_month as (
    select * from months where month_no = $month_no
),

in_operation as (
    select
        services.object_no,
        services.e_service_id,
        services.name,
        if(
            has_unknown_department(services.object_no),
            'Projekt Öresund',
            typed_department(services.object_no, departments.name_sv, departments.aliases)
        ) as department,
        if(
            has_unknown_department(services.object_no)
            or dice(services.object_no, 'no ansvar', 12) = 0,
            '',
            services.ansvar
        ) as ansvar,
        typed_date(services.object_no, services.operated_from) as operated_from,
        typed_open_end(services.object_no) as ended_on,
        'Drift' as status,
        -- Some have thousands; use grows by the month and rests in July.
        blanked_thousands(
            (20 + dice(services.object_no, 'size', 60) * dice(services.object_no, 'more', 160))
            * ($month_no - services.born_no + 6)
            * if(month(this_month.period) = 7, 40, 80 + dice(concat_ws(' ', services.object_no, $month_no), 'use', 40))
            // 2000
        ) as errands
    from e_services as services
    cross join this_month
    join units on units.month_no = $month_no and units.ansvar = services.ansvar
    join departments using (org_id)
    where $month_no between services.first_no and services.last_no
),

-- On trial for two months before it is put in operation, without a day.
on_trial as (
    select
        services.object_no,
        services.e_service_id,
        services.name,
        departments.name_sv as department,
        '' as ansvar,
        '' as operated_from,
        '' as ended_on,
        'Test' as status,
        '0' as errands
    from e_services as services
    join units on units.month_no = services.born_no and units.ansvar = services.ansvar
    join departments using (org_id)
    where services.first_no = services.born_no
        and $month_no between services.born_no - 2 and services.born_no - 1
),

wound_up as (
    select
        services.object_no,
        services.e_service_id,
        services.name,
        departments.name_sv as department,
        services.ansvar,
        services.operated_from::varchar as operated_from,
        (after_it.period + dice(services.object_no, 'ended', 25)::int)::varchar as ended_on,
        'Avvecklad' as status,
        '' as errands
    from e_services as services
    join units on units.month_no = services.last_no and units.ansvar = services.ansvar
    join departments using (org_id)
    join months as after_it on after_it.month_no = services.died_no + 1
    where services.last_no = services.died_no and $month_no > services.died_no
),

-- Two that were tried for years and one that ended before the first month.
others as (
    select
        -1 - number as object_no,
        ['ET901', 'ET902', 'ET903'][number + 1] as e_service_id,
        ['Medborgarpanel', 'Chatt med kontaktcenter', 'Tyck till om staden'][number + 1] as name,
        'Stadskontoret' as department,
        if(number = 2, '10001', '') as ansvar,
        if(number = 2, '2005-01-10', '') as operated_from,
        if(number = 2, '2006-11-30', '') as ended_on,
        if(number = 2, 'Avvecklad', 'Test') as status,
        if(number = 2, '', '0') as errands
    from (select unnest(range(0, 3)) as number)
),

everything as (
    select * from in_operation
    union all
    select * from on_trial
    union all
    select * from wound_up
    union all
    select * from others
)

select
    concat_ws(
        ';',
        e_service_id,
        name,
        department,
        ansvar,
        operated_from,
        ended_on,
        status,
        errands
    ) as line
from everything
order by e_service_id, status
