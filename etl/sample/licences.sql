-- Licences and who holds them on the days they are read.

create table licence_days as
select
    row_number() over (order by reading_on) as reading_no,
    reading_on::date as reading_on,
    effective_from::date as effective_from,
    -- the machines of the day; the reading that the first month starts from has that month's
    coalesce(months.month_no, 1) as month_no
from (select distinct reading_on, effective_from from readings where service_id = 'LIC-OFF') as days
left join months on months.last_day = days.reading_on::date;

-- Grain: reading day and row of the register that counts: one for each machine that has a licence,
-- and where a department has more licences than machines some of up to ten.
create table licences as
with

wanted as (
    select
        licence_days.reading_no,
        licence_days.month_no,
        licence_days.reading_on,
        readings.org_id,
        scaled(readings.quantity::bigint) as quantity
    from readings
    join licence_days on licence_days.reading_on = readings.reading_on::date
    where readings.service_id = 'LIC-OFF'
),

on_desks as (
    select
        wanted.*,
        machines.object_no,
        machines.machine_name,
        machines.person_no,
        machines.ansvar,
        least(machines.purchased_on + 20, wanted.reading_on) as assigned_on,
        row_number() over (
            partition by wanted.reading_no, wanted.org_id
            order by dice(machines.object_no, 'licence', 1000000), machines.object_no
        ) as position
    from wanted
    join machine_months as machines
        on  machines.month_no = wanted.month_no
        and machines.org_id = wanted.org_id
        and machines.service_id in ('WS-ADM', 'WS-LAP')
),

bundled as (
    select
        reading_no,
        org_id,
        quantity - desks as quantity,
        unnest(range(0, (quantity - desks + 9) // 10)) as bundle_no
    from (
        select
            wanted.reading_no,
            wanted.org_id,
            wanted.quantity,
            least(wanted.quantity, count(on_desks.position)) as desks
        from wanted
        left join on_desks
            on on_desks.reading_no = wanted.reading_no and on_desks.org_id = wanted.org_id
        group by wanted.reading_no, wanted.org_id, wanted.quantity
    )
    where quantity > desks
)

select
    reading_no,
    org_id,
    ansvar,
    object_no,
    machine_name,
    person_no,
    assigned_on,
    1 as quantity,
    0 as bundle_no
from on_desks
where position <= quantity
union all
select
    bundled.reading_no,
    bundled.org_id,
    units.ansvar,
    null,
    null,
    null,
    licence_days.reading_on - 200 - dice(bundle_no, 'bundle', 400)::int,
    least(10, bundled.quantity - 10 * bundled.bundle_no),
    bundled.bundle_no
from bundled
join licence_days using (reading_no)
join units
    on  units.month_no = licence_days.month_no
    and units.org_id = bundled.org_id
    and units.is_default;

-- Grain: reading day and machine that was gone by then.
create table scrapped_machines as
select
    licence_days.reading_no,
    gone.machine_name,
    row_number() over (
        partition by licence_days.reading_no order by gone.died_no desc, gone.object_no
    ) as position
from licence_days
join (
    select object_no, died_no, arg_max(machine_name, last_no) as machine_name
    from workstations
    group by object_no, died_no
) as gone
    on gone.died_no < licence_days.month_no;
