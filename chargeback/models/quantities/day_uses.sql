-- Rows counted by the day, cut where their owner may change.
--
-- Grain:  one row per row of quantities.day_rows and stretch of days with one owner.
-- Rule:   cut on each day the person's cost centre, the cost centre the row names or stands
--         at, the department's default cost centre or a mending begins or ends.
-- Source: quantities.day_rows; money.md, "day_exact: owner by day".
--
-- owned_on  the stretch's first day: its owner is the owner of every day in it

with

live_rows as (
    select *
    from quantities.day_rows
    where valid_from < valid_until
),

changes as (
    select
        live_rows.source_file,
        live_rows.source_line,
        live_rows.valid_from as changes_on
    from live_rows
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join quantities.person_cost_centres as owners
        on live_rows.person_id = owners.person_id
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join quantities.named_cost_centres as owners
        on live_rows.named_cost_centre_id = owners.code
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join staging.cost_centres as owners
        on live_rows.location_cost_centre_id = owners.cost_centre_id
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join quantities.default_cost_centres as owners
        on live_rows.department_id = owners.department_id
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join quantities.mended_spellings as owners
        on lower(live_rows.unit_name) = owners.name
    union
    select
        live_rows.source_file,
        live_rows.source_line,
        unnest([owners.valid_from, owners.valid_until]) as changes_on
    from live_rows
    join quantities.mended_owners as owners
        on live_rows.object_id = owners.object_id and live_rows.kind = owners.kind
),

inside as (
    select
        live_rows.*,
        changes.changes_on,
        lead(changes.changes_on, 1, live_rows.valid_until) over (
            partition by live_rows.source_file, live_rows.source_line
            order by changes.changes_on
        ) as next_change_on
    from live_rows
    join changes
        on
            live_rows.source_file = changes.source_file
            and live_rows.source_line = changes.source_line
    where
        changes.changes_on >= live_rows.valid_from
        and changes.changes_on < live_rows.valid_until
)

select
    kind,
    source_id,
    service_id,
    rule,
    object_id,
    person_id,
    named_cost_centre_id,
    department_id,
    location_cost_centre_id,
    unit_name,
    object_from,
    object_until,
    last_seen_on,
    changes_on as owned_on,
    null::date as counted_on,
    changes_on as valid_from,
    next_change_on as valid_until,
    source_file,
    source_line
from inside
