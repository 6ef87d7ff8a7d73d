-- How many workstations each department had, month by month: what a shared site is split by.
--
-- Grain:  one row per month and department with workstations counted at the month's end.
-- Rule:   as charged: the department of the payer that day.
-- Source: quantities.owned_objects; dirty data D29.

select
    periods.period,
    owned_objects.department_id,
    count(*) as workstations
from quantities.owned_objects
join quantities.periods
    on
        owned_objects.valid_from <= periods.last_day
        and owned_objects.valid_until > periods.last_day
where owned_objects.kind = 'workstation' and owned_objects.department_id is not null
group by periods.period, owned_objects.department_id
order by periods.period, owned_objects.department_id
