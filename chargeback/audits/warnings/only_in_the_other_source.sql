-- Objects that a source names on a day another one rules, and that the ruling one does not know.
--
-- Rule:   while two sources deliver, the ruling one is counted; what only the other one knows
--         is charged to nobody. Told by source and day, with the first ten by name.
-- Source: quantities.account_rows, quantities.workstation_rows; docs/method.md, "One source
--         after another".

with

stated as (
    select
        'account' as kind,
        chain,
        source_id,
        snapshot_on,
        object_key,
        coalesce(set_aside_rule = 'other_source_rules', false) as is_other
    from quantities.account_rows
    union all
    select
        'workstation' as kind,
        chain,
        source_id,
        snapshot_on,
        object_key,
        coalesce(set_aside_rule = 'other_source_rules', false) as is_other
    from quantities.workstation_rows
),

other_days as (
    select
        kind,
        chain,
        snapshot_on
    from stated
    group by kind, chain, snapshot_on
    having bool_or(is_other) and not bool_and(is_other)
),

named as (
    select
        stated.kind,
        stated.snapshot_on,
        stated.object_key,
        min(case when stated.is_other then stated.source_id end) as source_id
    from stated
    join other_days
        on
            stated.kind = other_days.kind
            and stated.chain = other_days.chain
            and stated.snapshot_on = other_days.snapshot_on
    group by stated.kind, stated.chain, stated.snapshot_on, stated.object_key
    having bool_and(stated.is_other)
)

select
    source_id,
    snapshot_on,
    count(*) as objects,
    array_to_string(list_slice(list(object_key order by object_key), 1, 10), ', ')
        as first_objects
from named
group by source_id, snapshot_on
order by source_id, snapshot_on
