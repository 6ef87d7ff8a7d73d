-- The rows of the e-service register in the shape all registers are judged in.
--
-- Grain:  one row per row of staging.e_services.
-- Rule:   an e-service in operation is counted; one in test or taken down is set aside.
-- Kept:   no, a view: quantities.register_rows reads it once.
-- Source: staging.e_services; docs/method.md, "What is set aside".
--
-- Columns as quantities.extension_rows.

select
    'e_service' as kind,
    'WEB-ETJ' as service_id,
    case when lower(status) in ('test', 'avvecklad') then 'not_in_operation' end as own_rule,
    e_service_id as object_id,
    null::varchar as person_id,
    cost_centre_id as named_cost_centre_id,
    department_name,
    valid_from as object_from,
    valid_until as object_until,
    snapshot_on,
    source_file,
    source_line
from staging.e_services
