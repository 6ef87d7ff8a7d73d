-- What is left to pay for when the allowance is taken off.
--
-- Grain:  one row per row of charges.priced_quantities that has an allowance.
-- Rule:   for each department, service and month: what it used less its allowance, never
--         below zero, shared out on its lines by largest remainder of what each used; ties by
--         cost centre, then price. What nobody pays for has no allowance.
-- Source: charges.priced_quantities, charges.allowances; money.md, "Allowance".
--
-- All in 1/1 000 unit.
-- gross_quantity             what the line used
-- department_gross_quantity  what the department used
-- department_quantity        what the department is charged for
-- quantity                   what the line is charged for
-- quantity_left_over         1 where the sharing out gave the line what was left over

with

used as (
    select
        priced_quantities.period,
        priced_quantities.department_id,
        priced_quantities.cost_centre_id,
        priced_quantities.service_id,
        priced_quantities.price_value,
        priced_quantities.quantity as gross_quantity,
        sum(priced_quantities.quantity) over departments::bigint as department_gross_quantity,
        coalesce(allowances.allowance_quantity, 0) as allowance_quantity
    from charges.priced_quantities
    join staging.services
        on priced_quantities.service_id = services.service_id
    left join charges.allowances
        on
            priced_quantities.period = allowances.period
            and priced_quantities.department_id = allowances.department_id
            and priced_quantities.service_id = allowances.service_id
    where services.allowance is not null and priced_quantities.reason is null
    window departments as (
        partition by
            priced_quantities.period, priced_quantities.department_id,
            priced_quantities.service_id
    )
),

shares as (
    select
        *,
        greatest(0, department_gross_quantity - allowance_quantity) as department_quantity,
        greatest(0, department_gross_quantity - allowance_quantity)::hugeint
        * gross_quantity as share
    from used
),

floored as (
    select
        *,
        case when share = 0 then 0 else share // department_gross_quantity end
            as floor_quantity,
        case when share = 0 then 0 else share % department_gross_quantity end as remainder
    from shares
),

ranked as (
    select
        *,
        department_quantity
        - sum(floor_quantity) over (partition by period, department_id, service_id)
            as left_over,
        row_number() over (
            partition by period, department_id, service_id
            order by remainder desc, cost_centre_id asc, price_value asc
        ) as place
    from floored
)

select
    period,
    department_id,
    cost_centre_id,
    service_id,
    price_value,
    gross_quantity,
    department_gross_quantity,
    allowance_quantity,
    department_quantity,
    (floor_quantity + case when place <= left_over then 1 else 0 end)::bigint as quantity,
    case when place <= left_over then 1 else 0 end::bigint as quantity_left_over
from ranked
