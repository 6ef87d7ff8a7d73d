-- The departments that existed in a charged month.
--
-- Grain:  one row per department.
-- Source: staging.departments.
--
-- is_supplier  the department that supplies IT to the others
-- is_external  a customer outside the city: VAT is added on its invoice
-- valid_from, valid_until  half-open

with

charged as (
    select
        min(period) as first_day,
        max(last_day) as last_day
    from quantities.periods
)

select
    departments.department_id,
    departments.name_sv,
    departments.name_en,
    departments.short,
    departments.category,
    departments.is_supplier::boolean as is_supplier,
    departments.category = 'extern' as is_external,
    departments.valid_from,
    departments.valid_until
from staging.departments
join charged
    on
        departments.valid_from <= charged.last_day
        and departments.valid_until > charged.first_day
order by departments.department_id
