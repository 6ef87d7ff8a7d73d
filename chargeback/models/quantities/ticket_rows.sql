-- What each accepted errand is: support hours that are charged, or set aside.
--
-- Grain:  one row per row of staging.tickets.
-- Rule:   minutes of an errand that is to be charged, on the day it was created, turned into
--         1/1 000 hours once, half up. Set aside, first rule that fits: a duplicate, by its
--         status or because the errand is told again later (the last one told is kept);
--         included in the fee; without minutes; of a month that is not charged.
-- Source: staging.tickets; dirty data D25; docs/method.md, "What is set aside".
--
-- set_aside_rule  null for an errand that is counted
-- object_id       the errand
-- reporter_id     the account that reported it
-- department_id   null when no department goes by the name; unit_name as written
-- quantity        1/1 000 hour

with

files as (
    select distinct
        file_name,
        source_id,
        snapshot_on
    from staging.files
    where entity = 'tickets'
),

told as (
    select
        files.source_id,
        tickets.*,
        row_number() over (
            partition by files.source_id, tickets.ticket_id
            order by
                files.snapshot_on desc nulls last,
                tickets.source_file desc,
                tickets.source_line desc
        ) as copy_no
    from staging.tickets
    join files
        on tickets.source_file = files.file_name
)

select
    told.source_id,
    'SUP-TIM' as service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when lower(told.status) = 'dubblett' or told.copy_no > 1 then 'duplicate_ticket'
        when not told.is_billable then 'included_in_fee'
        when coalesce(told.minutes, 0) = 0 then 'no_time_recorded'
        when
            told.created_on >= charged_days.first_day
            and told.created_on <= charged_days.last_day
            then null
        else 'month_not_charged'
    end as set_aside_rule,
    told.ticket_id as object_id,
    told.reporter_id,
    named_departments.department_id,
    told.department_name as unit_name,
    told.created_on as used_on,
    (2000 * told.minutes::bigint + 60) // 120 as quantity,
    told.source_file,
    told.source_line
from told
cross join quantities.charged_days
left join staging.services
    on services.service_id = 'SUP-TIM'
left join quantities.named_departments
    on lower(told.department_name) = named_departments.name
