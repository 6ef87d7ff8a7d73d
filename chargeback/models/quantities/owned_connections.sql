-- Who pays for each counted connection, or why nobody does.
--
-- Grain:  one row per row of quantities.connection_uses and department that has a part of it.
-- Rule:   the cost centre the register names, else the department's default cost centre; a
--         shared site by its parts, each on the department's default cost centre. Each as
--         it was on the day owned_on. Where that finds nobody, what a controller has said of
--         the department's name, the code or the connection.
-- Source: quantities.connection_uses, quantities.connection_shares; dirty data D29, D38.
--
-- Columns as quantities.owned_uses.

with

parts as (
    select
        connection_uses.* exclude (department_id, unit_name),
        connection_shares.quantity is not null as is_shared,
        coalesce(connection_shares.quantity, 1000)::bigint as quantity,
        coalesce(connection_shares.unit_name, connection_uses.unit_name) as unit_name,
        coalesce(connection_shares.department_id, connection_uses.department_id)
            as department_id
    from quantities.connection_uses
    left join quantities.connection_shares
        on
            connection_uses.source_file = connection_shares.source_file
            and connection_uses.source_line = connection_shares.source_line
            and connection_uses.period = connection_shares.period
),

candidates as (
    select
        parts.*,
        named.cost_centre_id as own_cost_centre_id,
        named.department_id as own_department_id,
        named.mending as code_mending,
        coalesce(defaults.cost_centre_id, spelled.cost_centre_id) as default_cost_centre_id,
        case
            when defaults.cost_centre_id is null then spelled.department_id
            else parts.department_id
        end as default_department_id,
        case when defaults.cost_centre_id is null then spelled.mending end as spelling_mending,
        mended.cost_centre_id as mended_cost_centre_id,
        mended.department_id as mended_department_id,
        mended.mending as owner_mending
    from parts
    left join quantities.named_cost_centres as named
        on
            not parts.is_shared
            and parts.named_cost_centre_id = named.code
            and parts.owned_on >= named.valid_from
            and parts.owned_on < named.valid_until
    left join quantities.default_cost_centres as defaults
        on
            parts.department_id = defaults.department_id
            and parts.owned_on >= defaults.valid_from
            and parts.owned_on < defaults.valid_until
    left join quantities.mended_spellings as spelled
        on
            lower(parts.unit_name) = spelled.name
            and parts.owned_on >= spelled.valid_from
            and parts.owned_on < spelled.valid_until
    left join quantities.mended_owners as mended
        on
            mended.kind = 'connection'
            and parts.object_id = mended.object_id
            and parts.owned_on >= mended.valid_from
            and parts.owned_on < mended.valid_until
)

select
    'connection' as kind,
    source_id,
    service_id,
    rule,
    coalesce(own_cost_centre_id, default_cost_centre_id, mended_cost_centre_id)
        as cost_centre_id,
    case
        when own_cost_centre_id is not null then own_department_id
        when default_cost_centre_id is not null then default_department_id
        else mended_department_id
    end as department_id,
    null::varchar as agreement_id,
    case
        when own_cost_centre_id is not null or default_cost_centre_id is not null then null
        when mended_cost_centre_id is not null then null
        when not is_shared and named_cost_centre_id is not null then 'unknown_cost_centre'
        when unit_name is null then 'no_owner'
        when department_id is null then 'unknown_department'
        else 'ended_department'
    end as reason,
    counted_on,
    valid_from,
    valid_until,
    quantity,
    object_id,
    object_from,
    object_until,
    null::date as last_seen_on,
    case
        when own_cost_centre_id is not null and code_mending is not null
            then 'mending:' || code_mending
        when own_cost_centre_id is not null then 'cost_centre'
        when default_cost_centre_id is null then 'mending:' || owner_mending
        when spelling_mending is not null then 'mending:' || spelling_mending
        when is_shared then 'shared_site'
        else 'department'
    end as owner_rule,
    unit_name,
    named_cost_centre_id,
    source_file,
    source_line
from candidates
