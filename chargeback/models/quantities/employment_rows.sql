-- What each accepted employment is where a service is charged per full-time employee: counted
-- for it, or set aside.
--
-- Grain:  one row per row of staging.employments and service it is counted for; one row for
--         each that is set aside. None where no service counts employments.
-- Rule:   set aside, first rule that fits: another source rules that day; replaced by a later
--         snapshot of the month; of a month that is not charged; of months in which no such
--         service is offered; not begun; ended; named twice.
-- Source: staging.employments, quantities.employee_services, employment_months;
--         docs/method.md, "What is set aside".
--
-- service_id, rule  null for a row that is set aside
-- set_aside_rule    null for a row that is counted

with

counted as (
    select distinct
        service_id,
        rule,
        source_file,
        source_line
    from quantities.employment_months
),

files as (
    select
        snapshot_files.file_name,
        snapshot_files.source_id,
        snapshot_files.rules,
        snapshot_files.first_month_end,
        max(snapshot_months.last_day) as last_day,
        max(snapshot_months.last_day) filter (
            where
            snapshot_months.last_day >= per_employee.valid_from
            and snapshot_months.last_day < per_employee.valid_until
        ) as last_offered_on
    from quantities.employee_services as per_employee
    join quantities.snapshot_files
        on
            per_employee.source_id = snapshot_files.source_id
            and snapshot_files.entity = 'employments'
    left join quantities.snapshot_months
        on
            snapshot_files.source_id = snapshot_months.source_id
            and snapshot_files.entity = snapshot_months.entity
            and snapshot_files.snapshot_on = snapshot_months.snapshot_on
    group by
        snapshot_files.file_name, snapshot_files.source_id, snapshot_files.rules,
        snapshot_files.first_month_end
)

select
    files.source_id,
    employments.snapshot_on,
    counted.service_id,
    counted.rule,
    case
        when counted.service_id is not null then null
        when not files.rules then 'other_source_rules'
        when files.first_month_end is null then 'not_at_month_end'
        when files.last_day is null then 'month_not_charged'
        when files.last_offered_on is null then 'not_offered'
        when employments.valid_from > files.last_offered_on then 'not_begun'
        when employments.valid_until <= files.last_offered_on then 'ended'
        else 'duplicate'
    end as set_aside_rule,
    employments.person_id || '/' || employments.employment_no as object_id,
    employments.source_file,
    employments.source_line
from files
join staging.employments
    on files.file_name = employments.source_file
left join counted
    on
        employments.source_file = counted.source_file
        and employments.source_line = counted.source_line
