-- What controllers have said of names, objects and codes without a payer, as this build obeys it.
--
-- Grain:  one row per mending that is not withdrawn.
-- Source: staging.mending_aliases, staging.mending_owners, staging.mending_codes,
--         staging.mending_activities, staging.mending_counterparties.
--
-- mending        number of the fact in the journal, as owner_rule of detail.objects cites it
-- way            alias, owner or code; activity or counterparty of a code string
-- object_kind    of an owner: account, workstation …; empty for the others
-- subject        the name in lower case, the object, or the code; the cost centre of an
--                activity, the department of a counterparty
-- department_id  the department meant, or the cost centre's on the mending's first day
-- cost_centre_id null for an alias

with

said as (
    select
        'alias' as way,
        '' as object_kind,
        lower(alias) as subject,
        department_id,
        null::varchar as cost_centre_id,
        valid_from,
        valid_until,
        recorded_on,
        who,
        why,
        source_line
    from staging.mending_aliases
    union all
    select
        'owner' as way,
        object_kind,
        object_id as subject,
        null as department_id,
        cost_centre_id,
        valid_from,
        valid_until,
        recorded_on,
        who,
        why,
        source_line
    from staging.mending_owners
    union all
    select
        'code' as way,
        '' as object_kind,
        code as subject,
        null as department_id,
        cost_centre_id,
        valid_from,
        valid_until,
        recorded_on,
        who,
        why,
        source_line
    from staging.mending_codes
    union all
    select
        'activity' as way,
        '' as object_kind,
        cost_centre_id as subject,
        null as department_id,
        cost_centre_id,
        valid_from,
        valid_until,
        recorded_on,
        who,
        why,
        source_line
    from staging.mending_activities
    union all
    select
        'counterparty' as way,
        '' as object_kind,
        department_id as subject,
        department_id,
        null as cost_centre_id,
        valid_from,
        valid_until,
        recorded_on,
        who,
        why,
        source_line
    from staging.mending_counterparties
)

select
    said.source_line as mending,
    said.way,
    said.object_kind,
    said.subject,
    coalesce(said.department_id, cost_centres.department_id) as department_id,
    said.cost_centre_id,
    said.valid_from,
    said.valid_until,
    said.recorded_on,
    said.who,
    said.why
from said
left join staging.cost_centres
    on
        said.cost_centre_id = cost_centres.cost_centre_id
        and said.valid_from >= cost_centres.valid_from
        and said.valid_from < cost_centres.valid_until
order by said.source_line
