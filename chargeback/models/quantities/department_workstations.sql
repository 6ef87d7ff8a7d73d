-- How many workstations each department had, in the months that have a shared site to split.
--
-- Grain:  one row per month with a shared site and department with workstations counted at the
--         month's end.
-- Rule:   as charged: the department of the payer that day. A connection of a new workstation
--         is not one workstation more.
-- Source: quantities.owned_objects, quantities.connection_uses; dirty data D29.

with

shared_months as (
    select distinct connection_uses.period
    from quantities.connection_uses
    where contains(connection_uses.unit_name, ',')
),

counted_months as (
    select
        periods.period,
        periods.last_day
    from quantities.periods
    join shared_months
        on periods.period = shared_months.period
)

select
    counted_months.period,
    owned_objects.department_id,
    count(*) as workstations
from quantities.owned_objects
join counted_months
    on
        owned_objects.valid_from <= counted_months.last_day
        and owned_objects.valid_until > counted_months.last_day
where
    owned_objects.kind = 'workstation'
    and owned_objects.rule <> 'event'
    and owned_objects.department_id is not null
group by counted_months.period, owned_objects.department_id
order by counted_months.period, owned_objects.department_id
