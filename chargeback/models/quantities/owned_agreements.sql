-- Agreements with a yearly amount, on the cost centre that pays for them.
--
-- Grain:  one row per agreement and stretch of days with one payer.
-- Rule:   the agreement's customer pays, on its default cost centre, every day the
--         agreement is in force. The amount is due whether or not it has been signed (D33).
-- Source: staging.agreements; services.rule fixed.
--
-- Columns as quantities.owned_uses; the object is the agreement.

with

fixed_agreements as (
    select
        agreements.*,
        services.rule
    from quantities.agreements
    join staging.services
        on agreements.service_id = services.service_id
    where services.rule = 'fixed' and agreements.fixed_ore > 0
),

paid as (
    select
        fixed_agreements.*,
        defaults.cost_centre_id,
        greatest(fixed_agreements.valid_from, defaults.valid_from) as paid_from,
        least(fixed_agreements.valid_until, defaults.valid_until) as paid_until
    from fixed_agreements
    join quantities.default_cost_centres as defaults
        on
            fixed_agreements.department_id = defaults.department_id
            and fixed_agreements.valid_from < defaults.valid_until
            and fixed_agreements.valid_until > defaults.valid_from
),

unpaid as (
    select
        fixed_agreements.*,
        case
            when department_id is null then 'unknown_department' else 'ended_department'
        end as reason
    from fixed_agreements
    where agreement_id not in (select paid.agreement_id from paid)
)

select
    'agreement' as kind,
    'tjansteavtal' as source_id,
    service_id,
    rule,
    cost_centre_id,
    department_id,
    agreement_id,
    null::varchar as reason,
    null::date as counted_on,
    paid_from as valid_from,
    paid_until as valid_until,
    1000::bigint as quantity,
    agreement_id as object_id,
    valid_from as object_from,
    valid_until as object_until,
    null::date as last_seen_on,
    'agreement' as owner_rule,
    department_name as unit_name,
    null::varchar as named_cost_centre_id,
    source_file,
    source_line
from paid

union all

select
    'agreement' as kind,
    'tjansteavtal' as source_id,
    service_id,
    rule,
    null as cost_centre_id,
    null as department_id,
    agreement_id,
    reason,
    null as counted_on,
    valid_from,
    valid_until,
    1000 as quantity,
    agreement_id as object_id,
    valid_from as object_from,
    valid_until as object_until,
    null as last_seen_on,
    null as owner_rule,
    department_name as unit_name,
    null as named_cost_centre_id,
    source_file,
    source_line
from unpaid
