-- New site connections, each once.
--
-- Grain:  one row per connection that began in a charged month.
-- Rule:   the register's own first day, inside the charged months, told by the first
--         snapshot that is counted and names the connection; also of one that had ended
--         again by the month's end. No event where the service does not exist that day.
-- Source: quantities.register_rows; services.rule event; docs/method.md, "What is counted".
--
-- used_on  the day it began

with

told as (
    select
        *,
        row_number() over (
            partition by source_id, object_id
            order by snapshot_on, (set_aside_rule is not null), source_file, source_line
        ) as choice
    from quantities.register_rows
    where kind = 'connection' and coalesce(set_aside_rule, 'ended') = 'ended'
)

select
    told.source_id,
    told.snapshot_on,
    services.service_id,
    services.rule,
    told.object_id,
    told.named_cost_centre_id,
    told.department_id,
    told.unit_name,
    told.object_from,
    told.object_until,
    told.object_from as used_on,
    told.source_file,
    told.source_line
from told
cross join quantities.charged_days
join staging.services
    on
        services.service_id = 'CONN-SITE-NY'
        and services.rule = 'event'
        and told.object_from >= services.valid_from
        and told.object_from < services.valid_until
where
    told.choice = 1
    and told.object_from >= charged_days.first_day
    and told.object_from <= charged_days.last_day
order by told.source_id, told.object_id
