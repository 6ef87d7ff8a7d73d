-- What each accepted row of a register is: a service's object, or set aside.
--
-- Grain:  one row per row of staging.extensions, servers, e_services and connections.
-- Rule:   in force at the end of the month's last day. Set aside, first rule that fits:
--         another source rules that day; what the register itself says; replaced by a later
--         snapshot of the month; of a month that is not charged; ended; not begun; named
--         twice in a snapshot (the row that began last is kept, then the last line).
-- Source: quantities.extension_rows, server_rows, e_service_rows, connection_rows;
--         docs/method.md, "What is set aside".
--
-- set_aside_rule  null for a row that is counted
-- rule            how the service is counted; unknown where no service has the name
-- department_id   null when no department goes by the name
-- unit_name       the department as written
-- copy_no         1 for the row that speaks for the object in its snapshot

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

files as (
    select distinct
        file_name,
        source_id
    from staging.files
    where entity in ('extensions', 'servers', 'e_services', 'connections')
),

counted_days as (
    select
        snapshots.source_id,
        snapshots.snapshot_on,
        snapshots.rules,
        snapshots.first_month_end,
        min(snapshot_months.last_day) as first_day,
        max(snapshot_months.last_day) as last_day
    from quantities.snapshots
    left join quantities.snapshot_months
        on
            snapshots.source_id = snapshot_months.source_id
            and snapshots.snapshot_on = snapshot_months.snapshot_on
    group by
        snapshots.source_id, snapshots.snapshot_on, snapshots.rules, snapshots.first_month_end
),

judged as (
    select
        files.source_id,
        stated.*,
        coalesce(services.rule, 'unknown') as rule,
        case
            when not counted_days.rules then 'other_source_rules'
            when stated.own_rule is not null then stated.own_rule
            when counted_days.first_month_end is null then 'not_at_month_end'
            when counted_days.first_day is null then 'month_not_charged'
            when stated.object_until <= counted_days.first_day then 'ended'
            when stated.object_from > counted_days.last_day then 'not_begun'
            when
                stated.object_from > counted_days.first_day
                and stated.object_until <= counted_days.last_day
                then 'ended'
        end as set_aside_rule
    from stated
    join files
        on stated.source_file = files.file_name
    join counted_days
        on
            files.source_id = counted_days.source_id
            and stated.snapshot_on = counted_days.snapshot_on
    left join staging.services
        on stated.service_id = services.service_id
),

copied as (
    select
        *,
        row_number() over (
            partition by source_id, snapshot_on, object_id
            order by
                (set_aside_rule is not null) asc,
                object_from desc nulls last,
                source_file desc,
                source_line desc
        ) as copy_no
    from judged
)

select
    copied.kind,
    copied.source_id,
    copied.snapshot_on,
    copied.service_id,
    copied.rule,
    case
        when copied.set_aside_rule is not null then copied.set_aside_rule
        when copied.copy_no > 1 then 'duplicate'
    end as set_aside_rule,
    copied.object_id,
    copied.person_id,
    copied.named_cost_centre_id,
    named_departments.department_id,
    copied.department_name as unit_name,
    copied.object_from,
    copied.object_until,
    copied.copy_no,
    copied.source_file,
    copied.source_line
from copied
left join quantities.named_departments
    on lower(copied.department_name) = named_departments.name
