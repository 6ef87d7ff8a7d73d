-- The month's ends at which each employment is counted for a service, at its rate.
--
-- Grain:  one row per service, employment and charged month.
-- Rule:   of a service charged per full-time employee: in force at the end of the month's last
--         day, while the service is offered; every employment at its own unit, and not only the
--         main one. Named twice: the one that began last is kept, then the last line.
-- Source: staging.employments, quantities.employee_services, quantities.snapshot_months,
--         staging.organisation_units; docs/method.md, "A fee per full-time employee".
--
-- object_id             the person and the number of the employment
-- named_cost_centre_id  of the unit, as its code means that day; null for an unknown unit
-- unit_name             the unit's code as HR writes it
-- quantity              1/1 000 full-time employee, halves up; 7 500 hundredths of a per cent
--                       are 750
-- last_day              the day counted; next_period the first day of the month after

with

in_force as (
    select
        per_employee.source_id,
        per_employee.service_id,
        per_employee.rule,
        employments.person_id || '/' || employments.employment_no as object_id,
        employments.org_code,
        employments.employment_rate,
        employments.valid_from as object_from,
        employments.valid_until as object_until,
        snapshot_months.period,
        snapshot_months.last_day,
        snapshot_months.next_period,
        employments.source_file,
        employments.source_line,
        row_number() over (
            partition by
                per_employee.service_id, snapshot_months.period, employments.person_id,
                employments.employment_no
            order by
                employments.valid_from desc,
                employments.source_file desc,
                employments.source_line desc
        ) as copy_no
    from quantities.employee_services as per_employee
    join quantities.snapshot_months
        on
            per_employee.source_id = snapshot_months.source_id
            and per_employee.valid_from <= snapshot_months.last_day
            and per_employee.valid_until > snapshot_months.last_day
            and snapshot_months.entity = 'employments'
    join quantities.snapshot_files
        on
            snapshot_months.source_id = snapshot_files.source_id
            and snapshot_months.entity = snapshot_files.entity
            and snapshot_months.snapshot_on = snapshot_files.snapshot_on
    join staging.employments
        on
            snapshot_files.file_name = employments.source_file
            and snapshot_months.last_day >= employments.valid_from
            and snapshot_months.last_day < employments.valid_until
)

select
    in_force.source_id,
    in_force.service_id,
    in_force.rule,
    in_force.object_id,
    units.cost_centre_id as named_cost_centre_id,
    in_force.org_code as unit_name,
    in_force.object_from,
    in_force.object_until,
    in_force.period,
    in_force.last_day,
    in_force.next_period,
    ((in_force.employment_rate + 5) // 10)::bigint as quantity,
    in_force.source_file,
    in_force.source_line
from in_force
left join staging.organisation_units as units
    on
        in_force.org_code = units.org_code
        and in_force.last_day >= units.valid_from
        and in_force.last_day < units.valid_until
where in_force.copy_no = 1
