-- Accepted source rows that are not counted, each with the rule that says why.
--
-- Grain:  one row per accepted source row that is set aside.
-- Rule:   that of the row's own model. A row that is counted by one of two services is not
--         set aside: a connection that had ended by the month's end may be new all the same.
-- Source: quantities.accepted_rows, quantities.connection_events, quantities.day_rows.
--
-- period  the month of the snapshot, reading or use

select
    date_trunc('month', accepted_rows.told_on)::date as period,
    accepted_rows.source_id,
    accepted_rows.set_aside_rule as rule,
    accepted_rows.object_id,
    accepted_rows.source_file,
    accepted_rows.source_line
from quantities.accepted_rows
left join quantities.connection_events
    on
        accepted_rows.source_file = connection_events.source_file
        and accepted_rows.source_line = connection_events.source_line
where accepted_rows.set_aside_rule is not null and connection_events.source_line is null

union all

select
    date_trunc('month', snapshot_on)::date as period,
    source_id,
    'expired' as rule,
    object_id,
    source_file,
    source_line
from quantities.day_rows
where valid_from = valid_until
