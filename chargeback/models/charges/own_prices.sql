-- The months in which a department has prices of its own for a service.
--
-- Grain:  one row per service, department and month.
-- Rule:   a department with an agreed price that month is charged by its own prices, the
--         others by the list's.
-- Source: charges.price_months.

select distinct
    service_id,
    department_id,
    period
from charges.price_months
where department_id is not null
