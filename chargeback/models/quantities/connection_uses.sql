-- Connections counted, for which days, and on which day their owner is asked for.
--
-- Grain:  one row per counted connection and month, and per new connection.
-- Rule:   month_end: the whole month, owner at the end of its last day. event: the day the
--         connection began, owner that day.
-- Source: quantities.register_rows, quantities.connection_events; services.rule.
--
-- Columns as quantities.uses.

select
    register_rows.source_id,
    register_rows.service_id,
    register_rows.rule,
    register_rows.object_id,
    register_rows.named_cost_centre_id,
    register_rows.department_id,
    register_rows.unit_name,
    register_rows.object_from,
    register_rows.object_until,
    register_months.period,
    register_months.last_day as owned_on,
    register_months.last_day as counted_on,
    register_months.period as valid_from,
    register_months.next_period as valid_until,
    register_rows.source_file,
    register_rows.source_line
from quantities.register_rows
join quantities.register_months
    on
        register_rows.source_file = register_months.source_file
        and register_rows.source_line = register_months.source_line
where register_rows.kind = 'connection' and register_rows.rule = 'month_end'

union all

select
    source_id,
    service_id,
    rule,
    object_id,
    named_cost_centre_id,
    department_id,
    unit_name,
    object_from,
    object_until,
    date_trunc('month', used_on)::date as period,
    used_on as owned_on,
    null as counted_on,
    used_on as valid_from,
    used_on + 1 as valid_until,
    source_file,
    source_line
from quantities.connection_events
