-- The rows of all registers, before it is looked at which of them speak for an object.
--
-- Grain:  one row per row of staging.extensions, servers, e_services and connections.
-- Rule:   set aside, first rule that fits: another source rules that day; what the register
--         itself says; replaced by a later snapshot of the month; of a month that is not
--         charged; not begun.
-- Source: quantities.extension_rows, server_rows, e_service_rows, connection_rows;
--         docs/method.md, "What is set aside".
--
-- set_aside_rule  null for a row that may be counted
-- rule            how the service is counted; unknown where no service has the name

with

stated as (
    select * from quantities.extension_rows
    union all
    select * from quantities.server_rows
    union all
    select * from quantities.e_service_rows
    union all
    select * from quantities.connection_rows
),

counted_days as (
    select
        snapshots.source_id,
        snapshots.snapshot_on,
        snapshots.rules,
        snapshots.first_month_end,
        max(snapshot_months.last_day) as last_day
    from quantities.snapshots
    left join quantities.snapshot_months
        on
            snapshots.source_id = snapshot_months.source_id
            and snapshots.snapshot_on = snapshot_months.snapshot_on
    group by
        snapshots.source_id, snapshots.snapshot_on, snapshots.rules, snapshots.first_month_end
)

select
    files.source_id,
    stated.*,
    coalesce(services.rule, 'unknown') as rule,
    case
        when not counted_days.rules then 'other_source_rules'
        when stated.own_rule is not null then stated.own_rule
        when counted_days.first_month_end is null then 'not_at_month_end'
        when counted_days.last_day is null then 'month_not_charged'
        when stated.object_from > counted_days.last_day then 'not_begun'
    end as set_aside_rule
from stated
join quantities.file_sources as files
    on
        files.entity in ('extensions', 'servers', 'e_services', 'connections')
        and stated.source_file = files.file_name
join counted_days
    on
        files.source_id = counted_days.source_id
        and stated.snapshot_on = counted_days.snapshot_on
left join staging.services
    on stated.service_id = services.service_id
