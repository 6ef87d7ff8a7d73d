-- New machines and those of the store, by the table machines_wanted. Run once more when what is
-- wanted has been shifted.

-- Places that open and are not filled yet. The first of a department's month get new machines:
-- what the store has least of comes first.
create or replace table machine_gaps as
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
create or replace table machine_exchanges as
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
create or replace table machines_stored as
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

create or replace table machines_taken as
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
