-- Who pays for each call, or why nobody does.
--
-- Grain:  one row per counted call.
-- Rule:   the cost centre the call names, if it exists that day; else whoever pays for the
--         extension that day (D26); else whom a controller has said the extension is.
-- Kept:   no, a view: there are millions of calls.
-- Source: quantities.call_rows, quantities.holder_payers; money.md, "Owner of an object on a
--         day".
--
-- Columns as quantities.owned_uses.

with

extensions as (
    select *
    from quantities.holder_payers
    where kind = 'extension'
)

select
    'call' as kind,
    call_rows.source_id,
    call_rows.service_id,
    call_rows.rule,
    coalesce(named.cost_centre_id, extensions.cost_centre_id, mended.cost_centre_id)
        as cost_centre_id,
    case
        when named.cost_centre_id is not null then named.department_id
        when extensions.cost_centre_id is not null then extensions.department_id
        else mended.department_id
    end as department_id,
    null::varchar as agreement_id,
    case
        when named.cost_centre_id is not null or extensions.cost_centre_id is not null then null
        when mended.cost_centre_id is not null then null
        when call_rows.named_cost_centre_id is not null then 'unknown_cost_centre'
        else coalesce(extensions.reason, 'no_owner')
    end as reason,
    null::date as counted_on,
    call_rows.used_on as valid_from,
    call_rows.used_on + 1 as valid_until,
    call_rows.quantity,
    call_rows.object_id,
    null::date as object_from,
    null::date as object_until,
    null::date as last_seen_on,
    case
        when named.mending is not null then 'mending:' || named.mending
        when named.cost_centre_id is not null then 'cost_centre'
        when extensions.owner_rule like 'mending:%' then extensions.owner_rule
        when extensions.cost_centre_id is not null then 'extension'
        else 'mending:' || mended.mending
    end as owner_rule,
    extensions.unit_name,
    coalesce(call_rows.named_cost_centre_id, extensions.named_cost_centre_id)
        as named_cost_centre_id,
    call_rows.source_file,
    call_rows.source_line
from quantities.call_rows
left join quantities.named_cost_centres as named
    on
        call_rows.named_cost_centre_id = named.code
        and call_rows.used_on >= named.valid_from
        and call_rows.used_on < named.valid_until
left join extensions
    on
        named.cost_centre_id is null
        and call_rows.object_id = extensions.holder_id
        and call_rows.used_on >= extensions.valid_from
        and call_rows.used_on < extensions.valid_until
left join quantities.mended_owners as mended
    on
        mended.kind = 'extension'
        and call_rows.object_id = mended.object_id
        and call_rows.used_on >= mended.valid_from
        and call_rows.used_on < mended.valid_until
where call_rows.set_aside_rule is null
