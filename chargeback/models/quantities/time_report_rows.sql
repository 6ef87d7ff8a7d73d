-- What each accepted row of the time reports is: hours that are charged, or set aside.
--
-- Grain:  one row per row of staging.time_reports.
-- Rule:   hours of an assignment that is to be charged, on the day they were worked. Set
--         aside, first rule that fits: not to be charged, or internal; without hours; of a
--         month that is not charged.
-- Source: staging.time_reports; docs/method.md, "What is set aside".
--
-- set_aside_rule  null for a row that is counted
-- object_id       the assignment; who worked is not shown
-- department_id   null when no department goes by the name; unit_name as written
-- quantity        1/1 000 hour

select
    files.source_id,
    'KON-TIM' as service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when not time_reports.is_billable then 'not_billable'
        when upper(time_reports.assignment) = 'INTERN' then 'not_billable'
        when time_reports.hours_hundredths = 0 then 'no_time_recorded'
        when
            time_reports.worked_on >= charged_days.first_day
            and time_reports.worked_on <= charged_days.last_day
            then null
        else 'month_not_charged'
    end as set_aside_rule,
    time_reports.assignment as object_id,
    time_reports.cost_centre_id as named_cost_centre_id,
    named_departments.department_id,
    time_reports.customer_name as unit_name,
    time_reports.worked_on as used_on,
    time_reports.hours_hundredths * 10 as quantity,
    time_reports.source_file,
    time_reports.source_line
from staging.time_reports
join quantities.file_sources as files
    on files.entity = 'time_reports' and time_reports.source_file = files.file_name
cross join quantities.charged_days
left join staging.services
    on services.service_id = 'KON-TIM'
left join quantities.named_departments
    on lower(time_reports.customer_name) = named_departments.name
