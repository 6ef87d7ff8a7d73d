-- What each department would pay for the same year by each model of fees.
--
-- Grain:  one row per year charged in all its months, department of the city and fee model.
-- Rule:   per_unit is what was charged. per_employee shares every service at a list price,
--         mixed only those of the areas that fee_model_areas names: what the departments of the
--         city were charged for a service in the year, split on their full-time employees by the
--         largest remainder, ties by department. One-off fees follow what was ordered. A customer
--         outside the city pays for its use in every model and is not here.
-- Source: marts.month_cube, marts.full_time_employees, marts.services, marts.departments;
--         docs/method.md, "Three models of fees"; chargeback/what_if.py, by_employees.
--
-- amount_ore            öre of the year; the departments sum to the same in every model
-- shared_ore            of it öre that came by full-time employees
-- full_time_hundredths  hundredths of a full-time employee, the mean of the months

with

whole_years as (
    select year(period) as year
    from marts.month_cube
    group by year(period)
    having count(distinct period) = 12
),

departments as (
    select department_id
    from marts.departments
    where not is_external
),

employees as (
    select
        year(full_time_employees.period) as year,
        full_time_employees.department_id,
        sum(full_time_employees.full_time_hundredths)::bigint as hundredths
    from marts.full_time_employees
    join departments
        on full_time_employees.department_id = departments.department_id
    group by year(full_time_employees.period), full_time_employees.department_id
    having sum(full_time_employees.full_time_hundredths) > 0
),

charged as (
    select
        year(month_cube.period) as year,
        month_cube.department_id,
        month_cube.service_id,
        sum(month_cube.amount_ore)::bigint as amount_ore
    from marts.month_cube
    join whole_years
        on year(month_cube.period) = whole_years.year
    join departments
        on month_cube.department_id = departments.department_id
    group by year(month_cube.period), month_cube.department_id, month_cube.service_id
),

-- A service that nothing was charged for at a list price in the year is nobody's to share.
listed as (
    select distinct
        year(month_cube.period) as year,
        month_cube.service_id,
        services.is_mixed
    from marts.month_cube
    join marts.services
        on month_cube.service_id = services.service_id
    where month_cube.is_listed and services.fee_kind <> 'one_off'
),

models as (
    select unnest(['per_unit', 'mixed', 'per_employee']) as model
),

-- What is shared, and what stays with the department: also of one that employs nobody.
placed as (
    select
        charged.year,
        models.model,
        charged.department_id,
        charged.service_id,
        charged.amount_ore,
        listed.service_id is not null
        and employees.department_id is not null
        and (
            models.model = 'per_employee' or (models.model = 'mixed' and listed.is_mixed)
        ) as is_shared
    from charged
    cross join models
    left join listed
        on charged.year = listed.year and charged.service_id = listed.service_id
    left join employees
        on charged.year = employees.year and charged.department_id = employees.department_id
),

pooled as (
    select
        year,
        model,
        service_id,
        sum(amount_ore)::bigint as amount_ore
    from placed
    where is_shared
    group by year, model, service_id
),

shares as (
    select
        pooled.year,
        pooled.model,
        pooled.service_id,
        employees.department_id,
        sign(pooled.amount_ore)::bigint as direction,
        abs(pooled.amount_ore)::hugeint * employees.hundredths as share,
        sum(employees.hundredths) over service as whole,
        abs(pooled.amount_ore) as size_ore
    from pooled
    join employees
        on pooled.year = employees.year
    window service as (partition by pooled.year, pooled.model, pooled.service_id)
),

ranked as (
    select
        *,
        size_ore - sum(share // whole) over service as left_over,
        row_number() over (
            partition by year, model, service_id order by share % whole desc, department_id asc
        ) as place
    from shares
    window service as (partition by year, model, service_id)
),

told as (
    select
        year,
        model,
        department_id,
        amount_ore,
        0::bigint as shared_ore
    from placed
    where not is_shared
    union all
    select
        year,
        model,
        department_id,
        (direction * (share // whole + case when place <= left_over then 1 else 0 end))::bigint
            as amount_ore,
        (direction * (share // whole + case when place <= left_over then 1 else 0 end))::bigint
            as shared_ore
    from ranked
)

select
    told.year,
    told.department_id,
    told.model,
    sum(told.amount_ore)::bigint as amount_ore,
    sum(told.shared_ore)::bigint as shared_ore,
    coalesce(any_value(employees.hundredths) // 12, 0)::bigint as full_time_hundredths
from told
left join employees
    on told.year = employees.year and told.department_id = employees.department_id
group by told.year, told.department_id, told.model
order by told.year, told.department_id, told.model
