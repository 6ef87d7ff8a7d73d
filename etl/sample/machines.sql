-- Which machine stands in which place, month by month, so that the machines never seen before are
-- as many as the volumes of the connection fee say.
--
-- 1. runs       a place's unbroken months;
-- 2. links      a machine that leaves a place stands in another one: with a transfer of units, in
--               the same department, or out of the city's store;
-- 3. exchanges  a department that is to connect more machines than it grows by gets new ones in
--               places it has; the old ones go to the store, and from there to departments that
--               grow by more than they are to connect;
-- 4. renewal    in the autumn of 2010, when connecting costs nothing, the machines leased in the
--               autumn of 2006 are exchanged as they turn four.

create macro machine_class(service_id) as
    case service_id when 'WS-TUNN' then 'thin' when 'WS-LAP' then 'laptop' else 'desktop' end;

-- The last month of the connection fee: from the next one any machine may be new.
set variable last_connected = (select max(month_no) from volumes join months using (period)
                               where service_id = 'WS-ANSL');

-- Grain: place and stretch of months in which it is there.
create table machine_runs as
with

places as (
    select month_no, service_id, ansvar, unnest(range(1, quantity + 1)) as place
    from shares
),

marked as (
    select
        *,
        month_no - row_number() over (
            partition by service_id, ansvar, place order by month_no
        ) as island
    from places
)

select
    row_number() over (order by service_id, min(month_no), ansvar, place) as run_no,
    service_id,
    machine_class(service_id) as class,
    ansvar,
    place,
    min(month_no) as first_no,
    max(month_no) as last_no
from marked
group by service_id, ansvar, place, island;

-- Grain: run that begins after the first month, and the month; and the same of those that end.
create table machine_openings as
select machine_runs.*, machine_runs.first_no as month_no, units.org_id
from machine_runs
join units on units.month_no = machine_runs.first_no and units.ansvar = machine_runs.ansvar
where machine_runs.first_no > 1;

create table machine_closings as
select
    machine_runs.*,
    machine_runs.last_no + 1 as month_no,
    units.org_id,
    coalesce(cost_centres.ansvar is not null, false) as is_unit_closed
from machine_runs
join units on units.month_no = machine_runs.last_no and units.ansvar = machine_runs.ansvar
join months on months.month_no = machine_runs.last_no + 1
left join cost_centres
    on  cost_centres.ansvar = machine_runs.ansvar
    and cost_centres.valid_until::date = months.period;

-- Grain: run whose machine came from another run, at its end.
create table machine_links as
with

leaving as (
    select
        machine_closings.run_no,
        machine_closings.service_id,
        machine_closings.month_no,
        transfers.to_org,
        row_number() over (
            partition by machine_closings.service_id, machine_closings.month_no, transfers.to_org
            -- units that end with the transfer go whole; the rest of the share comes from others
            order by not machine_closings.is_unit_closed, machine_closings.ansvar, machine_closings.place
        ) as position
    from machine_closings
    join transfers
        on transfers.month_no = machine_closings.month_no and transfers.from_org = machine_closings.org_id
),

arriving as (
    select
        machine_openings.run_no,
        machine_openings.service_id,
        machine_openings.month_no,
        machine_openings.org_id as to_org,
        row_number() over (
            partition by machine_openings.service_id, machine_openings.month_no, machine_openings.org_id
            order by machine_openings.ansvar, machine_openings.place
        ) as position
    from machine_openings
    semi join transfers
        on transfers.month_no = machine_openings.month_no and transfers.to_org = machine_openings.org_id
)

select leaving.run_no as from_run_no, arriving.run_no as to_run_no
from leaving
join arriving using (service_id, month_no, to_org, position);

-- What leaves one of a department's places while another opens there.
insert into machine_links
with

leaving as (
    select
        *,
        row_number() over (
            partition by month_no, org_id, class order by service_id, ansvar, place
        ) as position
    from machine_closings
    anti join machine_links on machine_links.from_run_no = machine_closings.run_no
),

arriving as (
    select
        *,
        row_number() over (
            partition by month_no, org_id, class order by service_id, ansvar, place
        ) as position
    from machine_openings
    anti join machine_links on machine_links.to_run_no = machine_openings.run_no
)

select leaving.run_no, arriving.run_no
from leaving
join arriving using (month_no, org_id, class, position);

-- Grain: department and month; machines to be seen for the first time. Thinned by the running sum:
-- a year has its part, a month perhaps none.
create table machines_wanted as
with

sums as (
    select
        months.month_no,
        volumes.org_id,
        sum(volumes.quantity) over (
            partition by volumes.org_id order by months.month_no
        ) as so_far,
        volumes.quantity
    from volumes
    join months using (period)
    where volumes.service_id = 'WS-ANSL' and months.month_no > 1
)

select
    month_no,
    org_id,
    ((2 * so_far * getvariable('scale_millionths') + 1000000) // 2000000
        - (2 * (so_far - quantity) * getvariable('scale_millionths') + 1000000) // 2000000
    )::bigint as quantity
from sums;

-- Places that open and are not filled yet. The first of a department's month get new machines:
-- what the store has least of comes first.
create table machine_gaps as
select
    machine_openings.run_no,
    machine_openings.month_no,
    machine_openings.org_id,
    machine_openings.class,
    row_number() over (
        partition by machine_openings.month_no, machine_openings.org_id
        order by
            ['thin', 'laptop', 'desktop'].list_position(machine_openings.class),
            ['WS-TEK', 'WS-PED', 'WS-ADM'].list_position(machine_openings.service_id),
            machine_openings.run_no
    ) > coalesce(machines_wanted.quantity, 0) as is_from_store
from machine_openings
anti join machine_links on machine_links.to_run_no = machine_openings.run_no
left join machines_wanted using (month_no, org_id);

-- Grain: run whose machine is exchanged for a new one, and the month of it.
create table machine_exchanges as
with

too_few as (
    select
        machines_wanted.org_id,
        machines_wanted.month_no,
        greatest(machines_wanted.quantity - count(machine_gaps.run_no), 0) as quantity
    from machines_wanted
    left join machine_gaps using (org_id, month_no)
    group by machines_wanted.org_id, machines_wanted.month_no, machines_wanted.quantity
),

numbered as (
    select
        org_id,
        month_no,
        sum(quantity) over (partition by org_id order by month_no) as up_to,
        quantity
    from too_few
    where quantity > 0
),

first_months as (
    select org_id, min(month_no) as month_no
    from units
    group by org_id
),

-- A department's places that are there throughout; each has one exchange at most.
durable as (
    select
        machine_runs.run_no,
        units.org_id,
        row_number() over (
            partition by units.org_id
            -- desktops rather than laptops: the store is asked for them
            order by
                dice(machine_runs.run_no, 'exchange', 1000000) + if(machine_runs.class = 'laptop', 600000, 0),
                machine_runs.run_no
        ) as position
    from machine_runs
    join first_months on first_months.month_no between machine_runs.first_no and machine_runs.last_no
    join units
        on  units.ansvar = machine_runs.ansvar
        and units.month_no = first_months.month_no
        and units.org_id = first_months.org_id
    join units as later
        on  later.ansvar = machine_runs.ansvar
        and later.org_id = units.org_id
        and later.month_no = getvariable('last_connected')
    where machine_runs.last_no >= getvariable('last_connected')
)

select durable.run_no, numbered.month_no
from durable
join numbered
    on  numbered.org_id = durable.org_id
    and durable.position between numbered.up_to - numbered.quantity + 1 and numbered.up_to;

-- What comes to the store, and what is taken from it: first in, first out, never before it came.
create table machines_stored as
with

freed as (
    select machine_closings.run_no, machine_closings.month_no, machine_closings.class, 1 as part
    from machine_closings
    anti join machine_links on machine_links.from_run_no = machine_closings.run_no
    join departments using (org_id)
    -- the waterworks took theirs along
    where machine_closings.org_id <> 'VAV' and machine_closings.month_no <= getvariable('last_connected')
    union all
    select machine_exchanges.run_no, machine_exchanges.month_no, machine_runs.class, 0
    from machine_exchanges
    join machine_runs using (run_no)
)

select
    *,
    row_number() over (
        partition by class order by month_no, dice(run_no, 'stored', 1000000), run_no
    ) as position
from freed;

create table machines_taken as
with

grid as (
    select
        classes.class,
        months.month_no,
        (select count(*) from machines_stored
         where machines_stored.class = classes.class and machines_stored.month_no <= months.month_no) as came,
        (select count(*) from machine_gaps
         where machine_gaps.is_from_store and machine_gaps.class = classes.class
            and machine_gaps.month_no <= months.month_no) as asked
    from months
    cross join (values ('desktop'), ('laptop'), ('thin')) as classes (class)
    where months.month_no <= getvariable('last_connected')
),

served as (
    select
        class,
        month_no,
        asked - greatest(0, max(asked - came) over (
            partition by class order by month_no
        )) as served
    from grid
),

months_served as (
    select
        *,
        coalesce(lag(served) over (partition by class order by month_no), 0) as served_before
    from served
),

asked as (
    select
        machine_gaps.*,
        row_number() over (
            partition by class, month_no order by dice(run_no, 'taken', 1000000), run_no
        ) as position
    from machine_gaps
    where is_from_store
)

select
    asked.run_no,
    asked.class,
    months_served.served_before + asked.position as position
from asked
join months_served using (class, month_no)
where asked.position <= months_served.served - months_served.served_before;

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
