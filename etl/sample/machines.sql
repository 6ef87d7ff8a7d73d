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
