-- The machines' stays in places, and their renewal.

-- Grain: machine's stay in a place. Before an exchange part 0, else part 1.
create table machine_stays as
with recursive

parts as (
    select
        machine_runs.run_no,
        1 as part,
        machine_runs.service_id,
        machine_runs.ansvar,
        machine_runs.place,
        coalesce(machine_exchanges.month_no, machine_runs.first_no) as first_no,
        machine_runs.last_no
    from machine_runs
    left join machine_exchanges using (run_no)
    union all
    select
        machine_runs.run_no,
        0,
        machine_runs.service_id,
        machine_runs.ansvar,
        machine_runs.place,
        machine_runs.first_no,
        machine_exchanges.month_no - 1
    from machine_runs
    join machine_exchanges using (run_no)
),

beginnings as (
    select run_no, min(part) as part
    from parts
    group by run_no
),

-- What a stay's machine did before.
origins as (
    select machine_links.from_run_no, 1 as from_part, machine_links.to_run_no, beginnings.part as to_part
    from machine_links
    join beginnings on beginnings.run_no = machine_links.to_run_no
    union all
    select machines_stored.run_no, machines_stored.part, machines_taken.run_no, beginnings.part
    from machines_taken
    join machines_stored using (class, position)
    join beginnings on beginnings.run_no = machines_taken.run_no
),

chains as (
    select parts.run_no, parts.part, parts.run_no as root_run_no, parts.part as root_part
    from parts
    anti join origins
        on origins.to_run_no = parts.run_no and origins.to_part = parts.part
    union all
    select origins.to_run_no, origins.to_part, chains.root_run_no, chains.root_part
    from chains
    join origins on origins.from_run_no = chains.run_no and origins.from_part = chains.part
)

select
    dense_rank() over (
        order by roots.service_id, roots.first_no, roots.run_no, roots.part
    ) as object_no,
    parts.service_id,
    parts.ansvar,
    parts.place,
    parts.first_no,
    parts.last_no,
    roots.first_no as born_no
from chains
join parts using (run_no, part)
join parts as roots on roots.run_no = chains.root_run_no and roots.part = chains.root_part;

-- Grain: machine leased in the autumn of 2006; the month of 2010 in which a new one replaces it.
-- All that were there at the beginning go, but for the part that may be older than four years.
create table machine_renewals as
with

grown_old as (
    select
        object_no,
        row_number() over (order by dice(object_no, 'renewal', 1000000), object_no) as position,
        count(*) over () as old_ones
    from machine_stays
    where born_no = 1 and getvariable('last_connected') between first_no and last_no
),

kept as (
    select count(*) * 6 // 100 as quantity
    from machine_stays
    where (select max(month_no) from months) between first_no and last_no
),

renewed as (
    select
        grown_old.object_no,
        (grown_old.position * 20 - 1) // (grown_old.old_ones - kept.quantity) as twentieth
    from grown_old
    cross join kept
    where grown_old.position <= grown_old.old_ones - kept.quantity
)

select
    object_no,
    getvariable('last_connected')
        + [1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6][1 + twentieth] as month_no
from renewed;
