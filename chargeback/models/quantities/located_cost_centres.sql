-- Whose a place is: units by name, as they were on each day of the workstation inventory.
--
-- Grain:  one row per snapshot day of the workstation inventory and name, in lower case.
-- Rule:   a place is a unit's when its name is that of exactly one cost centre in force that
--         day. A name that several have is nobody's.
-- Source: staging.cost_centres, quantities.snapshots; docs/method.md, "Who pays".

with

days as (
    select distinct snapshot_on
    from quantities.snapshots
    where entity = 'workstations'
)

select
    days.snapshot_on,
    lower(cost_centres.name_sv) as name,
    min(cost_centres.cost_centre_id) as cost_centre_id
from days
join staging.cost_centres
    on
        days.snapshot_on >= cost_centres.valid_from
        and days.snapshot_on < cost_centres.valid_until
group by days.snapshot_on, lower(cost_centres.name_sv)
having count(distinct cost_centres.cost_centre_id) = 1
order by days.snapshot_on, lower(cost_centres.name_sv)
