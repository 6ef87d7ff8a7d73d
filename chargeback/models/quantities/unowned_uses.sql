-- What is counted and priced but charged to nobody, with what its source writes instead.
--
-- Grain:  one row per counted source row without a payer and stretch of days.
-- Source: quantities.owned_uses, quantities.owned_agreements.
--
-- written  the name no department goes by, or the code that names no cost centre; null where
--          the source tells nothing
-- Other columns as quantities.owned_uses.

with

owned as (
    select * from quantities.owned_uses
    union all
    select * from quantities.owned_agreements
)

select
    kind,
    source_id,
    service_id,
    rule,
    reason,
    case
        when reason = 'unknown_cost_centre' then named_cost_centre_id
        when reason in ('unknown_department', 'ended_department') then unit_name
    end as written,
    valid_from,
    valid_until,
    quantity,
    object_id,
    last_seen_on,
    source_file,
    source_line
from owned
where reason is not null
