-- From which day to which day each row of a service counted by the day holds.
--
-- Grain:  one row per counted row of a snapshot whose service has the rule day_exact.
-- Rule:   seen in the source's snapshot before: from this snapshot day. First seen: from the
--         source's own first day, but after the snapshot before; where it tells none, from
--         the snapshot day, or in its first snapshot from the first day charged. To the next
--         snapshot, or to the day after the source's own last day when that is earlier; a
--         last day that only the next snapshot tells counts too. The snapshots before and
--         next may be those of the source before and after in the chain.
-- Source: quantities.account_and_workstation_rows; docs/method.md, "Days".
--
-- valid_from, valid_until  half-open; the same day twice when nothing is left to charge

with

day_rows as (
    select *
    from quantities.account_and_workstation_rows
    where rule = 'day_exact'
),

live_rows as (
    select *
    from day_rows
    where set_aside_rule is null
),

told_later as (
    select
        chain,
        snapshot_on,
        object_key,
        max(object_until) as object_until
    from day_rows
    where kind = 'account' and set_aside_rule is distinct from 'other_source_rules'
    group by chain, snapshot_on, object_key
),

neighboured as (
    select
        live_rows.*,
        snapshots.reaches_from,
        snapshots.previous_on,
        snapshots.next_on,
        told_later.object_until as told_until,
        lag(live_rows.snapshot_on) over (
            partition by live_rows.chain, live_rows.object_key order by live_rows.snapshot_on
        ) as seen_before_on
    from live_rows
    join quantities.snapshots
        on
            live_rows.source_id = snapshots.source_id
            and live_rows.snapshot_on = snapshots.snapshot_on
    left join told_later
        on
            live_rows.chain = told_later.chain
            and live_rows.object_key = told_later.object_key
            and snapshots.next_on = told_later.snapshot_on
),

bounded as (
    select
        neighboured.*,
        case
            when neighboured.seen_before_on = neighboured.previous_on
                then neighboured.snapshot_on
            else
                least(
                    neighboured.snapshot_on,
                    greatest(
                        neighboured.reaches_from,
                        coalesce(
                            neighboured.object_from,
                            case
                                when neighboured.previous_on is null
                                    then neighboured.reaches_from
                            end,
                            neighboured.snapshot_on
                        )
                    )
                )
        end as valid_from,
        least(
            neighboured.next_on,
            neighboured.object_until,
            greatest(
                coalesce(neighboured.told_until, neighboured.next_on),
                neighboured.snapshot_on + 1
            ),
            charged_days.last_day + 1
        ) as ends_on
    from neighboured
    cross join quantities.charged_days
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
    snapshot_on,
    valid_from,
    greatest(valid_from, ends_on) as valid_until,
    source_file,
    source_line
from bounded
