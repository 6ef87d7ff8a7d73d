-- The rows of the telephone register in the shape all registers are judged in.
--
-- Grain:  one row per row of staging.extensions.
-- Rule:   the type gives the service (FAST → TEL-FAST, IP → TEL-IP, MOB → TEL-MOB). A closed
--         extension is set aside; any other is charged.
-- Kept:   no, a view: quantities.register_rows reads it once.
-- Source: staging.extensions; dirty_data.csv; docs/method.md, "What is set aside".
--
-- own_rule         why the register itself says the row is not counted; null otherwise
-- department_name  as written

select
    'extension' as kind,
    'TEL-' || extension_type as service_id,
    case when lower(status) = 'avstängd' then 'not_active' end as own_rule,
    extension_no as object_id,
    person_id,
    cost_centre_id as named_cost_centre_id,
    department_name,
    valid_from as object_from,
    valid_until as object_until,
    snapshot_on,
    source_file,
    source_line
from staging.extensions
