-- The lines of one month's server register, $month_no.

prepare servers_month as
with

this_month as (
    select * from months where month_no = $month_no
),

hosts as (
    select * from server_hosts where month_no = $month_no
),

standing as (
    select
        servers.object_no,
        servers.server_name,
        servers.server_type,
        if(
            servers.server_type = 'Virtuell',
            'ESX' || lpad(
                (1 + servers.object_no % (select count(*) from hosts))::varchar, 2, '0'
            ),
            ''
        ) as host_name,
        servers.system_name,
        if(
            has_unknown_department(servers.object_no),
            'Projekt Öresund',
            typed_department(servers.object_no, departments.name_sv, departments.aliases)
        ) as department,
        -- D42 has no cost centre either; a few others lack theirs
        if(
            has_unknown_department(servers.object_no)
            or dice(servers.object_no, 'no ansvar', 30) = 0,
            '',
            servers.ansvar
        ) as ansvar,
        servers.operated_from,
        null::date as ended_on,
        coalesce(agreements.agreement_id, '') as agreement_id
    from servers
    join units on units.month_no = $month_no and units.ansvar = servers.ansvar
    join departments using (org_id)
    left join server_agreements as agreements
        on  agreements.month_no = $month_no
        and agreements.org_id = units.org_id
        and agreements.service_id = servers.service_id
    where $month_no between servers.first_no and servers.last_no
),

-- Wound up the month after the last one counted, and told for three months.
wound_up as (
    select
        servers.object_no,
        servers.server_name,
        servers.server_type,
        if(servers.server_type = 'Virtuell', 'ESX01', '') as host_name,
        servers.system_name,
        departments.name_sv as department,
        '' as ansvar,
        servers.operated_from,
        after_it.period + dice(servers.object_no, 'ended', 25)::int as ended_on,
        '' as agreement_id
    from servers
    join units on units.month_no = servers.last_no and units.ansvar = servers.ansvar
    join departments using (org_id)
    join months as after_it on after_it.month_no = servers.died_no + 1
    where servers.last_no = servers.died_no
        and $month_no between servers.died_no + 1 and servers.died_no + 3
),

own_hosts as (
    select
        -host_no as object_no,
        host_name as server_name,
        'Fysisk' as server_type,
        '' as host_name,
        'Värddator' as system_name,
        'Serviceförvaltningen' as department,
        '11150' as ansvar,
        operated_from,
        null::date as ended_on,
        '' as agreement_id
    from hosts
),

-- The same server once more in lower case, with the day it stood on its first machine.
doubled as (
    select
        standing.* replace (
            lower(server_name) as server_name,
            (operated_from - 200) as operated_from
        )
    from standing
    qualify row_number() over (
        order by dice(object_no, 'doubled ' || $month_no // 4, 1000000), object_no
    ) <= scaled(2)
),

everything as (
    select *, 0 as copy_no from standing
    union all
    select *, 0 from wound_up
    union all
    select *, 0 from own_hosts
    union all
    select *, 1 from doubled
)

select
    concat_ws(
        ';',
        server_name,
        server_type,
        host_name,
        system_name,
        department,
        ansvar,
        typed_date(object_no, operated_from),
        coalesce(ended_on::varchar, typed_open_end(object_no)),
        agreement_id
    ) as line
from everything
order by upper(server_name), copy_no, object_no
