-- What each driver counts at each pool and service, month by month.
--
-- Grain:  one row per month, driver and receiver with anything counted.
-- Rule:   at a service: its own units by the weights of pool_drivers; as full_time_employees
--         the employees of the departments charged for it; as direct_charges what is charged
--         for it. At a pool the same, counted on the cost centres whose costs lie in it.
--         What nobody pays for is counted at the service: it was supplied.
-- Source: charges.service_quantities, charges.full_time_employees, staging.pool_drivers,
--         staging.ledger_mapping, staging.cost_centres.
--
-- receiver_kind  pool or service
-- quantity       1/1 000 of the driver's unit, halves up; öre for direct_charges

with

-- A cost centre's own activity says which pool it is; a cost centre may also book in others.
pool_cost_centres as (
    select
        periods.period,
        cost_centres.cost_centre_id,
        min(ledger_mapping.pool) as pool
    from quantities.periods
    join staging.ledger_mapping
        on
            periods.last_day >= ledger_mapping.valid_from
            and periods.last_day < ledger_mapping.valid_until
    join staging.cost_centres
        on
            ledger_mapping.cost_centre_id = cost_centres.cost_centre_id
            and ledger_mapping.activity = cost_centres.activity
            and periods.last_day >= cost_centres.valid_from
            and periods.last_day < cost_centres.valid_until
    group by periods.period, cost_centres.cost_centre_id
),

units as (
    select
        service_quantities.period,
        pool_drivers.driver,
        service_quantities.service_id,
        service_quantities.cost_centre_id,
        service_quantities.days_in_month,
        service_quantities.quantity_days * pool_drivers.weight as quantity_days
    from charges.service_quantities
    join staging.pool_drivers
        on
            service_quantities.service_id = pool_drivers.service_id
            and pool_drivers.valid_from <= last_day(service_quantities.period)
            and pool_drivers.valid_until > last_day(service_quantities.period)
),

charged_departments as (
    select distinct
        period,
        service_id,
        department_id
    from charges.service_quantities
    where department_id is not null
)

select
    period,
    driver,
    'service' as receiver_kind,
    service_id as receiver_id,
    ((2 * sum(quantity_days) + days_in_month) // (2 * days_in_month))::bigint as quantity
from units
group by period, driver, service_id, days_in_month

union all

select
    units.period,
    units.driver,
    'pool' as receiver_kind,
    pool_cost_centres.pool as receiver_id,
    (
        (2 * sum(units.quantity_days) + units.days_in_month) // (2 * units.days_in_month)
    )::bigint as quantity
from units
join pool_cost_centres
    on
        units.period = pool_cost_centres.period
        and units.cost_centre_id = pool_cost_centres.cost_centre_id
group by units.period, units.driver, pool_cost_centres.pool, units.days_in_month

union all

select
    full_time_employees.period,
    'full_time_employees' as driver,
    'service' as receiver_kind,
    charged_departments.service_id as receiver_id,
    sum(full_time_employees.quantity)::bigint as quantity
from charges.full_time_employees
join charged_departments
    on
        full_time_employees.period = charged_departments.period
        and full_time_employees.department_id = charged_departments.department_id
group by full_time_employees.period, charged_departments.service_id

union all

select
    full_time_employees.period,
    'full_time_employees' as driver,
    'pool' as receiver_kind,
    pool_cost_centres.pool as receiver_id,
    sum(full_time_employees.quantity)::bigint as quantity
from charges.full_time_employees
join pool_cost_centres
    on
        full_time_employees.period = pool_cost_centres.period
        and full_time_employees.cost_centre_id = pool_cost_centres.cost_centre_id
group by full_time_employees.period, pool_cost_centres.pool

union all

select
    period,
    'direct_charges' as driver,
    'service' as receiver_kind,
    service_id as receiver_id,
    sum(amount_ore)::bigint as quantity
from charges.service_quantities
where department_id is not null
group by period, service_id

union all

select
    service_quantities.period,
    'direct_charges' as driver,
    'pool' as receiver_kind,
    pool_cost_centres.pool as receiver_id,
    sum(service_quantities.amount_ore)::bigint as quantity
from charges.service_quantities
join pool_cost_centres
    on
        service_quantities.period = pool_cost_centres.period
        and service_quantities.cost_centre_id = pool_cost_centres.cost_centre_id
group by service_quantities.period, pool_cost_centres.pool
