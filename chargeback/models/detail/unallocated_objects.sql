-- Objects that are counted and priced but charged to nobody.
--
-- Grain:  one row per counted source row without a payer and stretch of days.
-- Source: quantities.unowned_uses.
--
-- reason                   unknown_unit, unknown_department, ended_department, no_owner or
--                          unknown_cost_centre
-- valid_from, valid_until  the days counted for, half-open
-- quantity                 1/1 000 of the service's unit: 1 000 for an object

select
    service_id,
    reason,
    valid_from,
    valid_until,
    quantity,
    object_id,
    last_seen_on,
    source_file,
    source_line
from quantities.unowned_uses
order by service_id, reason, valid_from, source_file, source_line
