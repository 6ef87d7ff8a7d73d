-- The rows of the network register in the shape all registers are judged in.
--
-- Grain:  one row per row of staging.connections.
-- Rule:   the connection's class is its service.
-- Kept:   no, a view: quantities.register_rows reads it once.
-- Source: staging.connections; docs/method.md, "What is counted".
--
-- Columns as quantities.extension_rows; department_name may name two departments.

select
    'connection' as kind,
    coalesce(service_id, 'CONN-SITE') as service_id,
    null::varchar as own_rule,
    connection_id as object_id,
    null::varchar as person_id,
    cost_centre_id as named_cost_centre_id,
    department_name,
    valid_from as object_from,
    valid_until as object_until,
    snapshot_on,
    source_file,
    source_line
from staging.connections
