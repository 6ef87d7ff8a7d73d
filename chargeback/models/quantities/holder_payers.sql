-- Who pays for what is used by an account or an extension, day by day.
--
-- Grain:  one row per kind, holder and stretch of days without a change of owner.
-- Rule:   extension: the cost centre its row names, else its person's, else the department's
--         default. Account: its person's cost centre, else the default of the directory
--         unit's department. Each as it was on the day. Where the name or the code names
--         none, what a controller has said that it means.
-- Source: quantities.holders; money.md, "Owner of an object on a day".
--
-- cost_centre_id           null where nobody pays, with the reason
-- valid_from, valid_until  half-open interval of days; none of a holder's overlap

with

changes as (
    select
        kind,
        holder_id,
        valid_from as held_from,
        valid_from as changes_on
    from quantities.holders
    union
    select
        holders.kind,
        holders.holder_id,
        holders.valid_from as held_from,
        unnest([persons.valid_from, persons.valid_until]) as changes_on
    from quantities.holders
    join quantities.person_cost_centres as persons
        on holders.person_id = persons.person_id
    union
    select
        holders.kind,
        holders.holder_id,
        holders.valid_from as held_from,
        unnest([named.valid_from, named.valid_until]) as changes_on
    from quantities.holders
    join quantities.named_cost_centres as named
        on holders.named_cost_centre_id = named.code
    union
    select
        holders.kind,
        holders.holder_id,
        holders.valid_from as held_from,
        unnest([defaults.valid_from, defaults.valid_until]) as changes_on
    from quantities.holders
    join quantities.default_cost_centres as defaults
        on holders.department_id = defaults.department_id
    union
    select
        holders.kind,
        holders.holder_id,
        holders.valid_from as held_from,
        unnest([spelled.valid_from, spelled.valid_until]) as changes_on
    from quantities.holders
    join quantities.mended_spellings as spelled
        on lower(holders.unit_name) = spelled.name
),

stretches as (
    select
        holders.*,
        changes.changes_on,
        lead(changes.changes_on, 1, holders.valid_until) over (
            partition by holders.kind, holders.holder_id, holders.valid_from
            order by changes.changes_on
        ) as next_change_on
    from quantities.holders
    join changes
        on
            holders.kind = changes.kind
            and holders.holder_id = changes.holder_id
            and holders.valid_from = changes.held_from
    where
        changes.changes_on >= holders.valid_from
        and changes.changes_on < holders.valid_until
),

candidates as (
    select
        stretches.*,
        named.cost_centre_id as own_cost_centre_id,
        named.department_id as own_department_id,
        named.mending as code_mending,
        persons.cost_centre_id as person_cost_centre_id,
        persons.department_id as person_department_id,
        coalesce(defaults.cost_centre_id, spelled.cost_centre_id) as default_cost_centre_id,
        case
            when defaults.cost_centre_id is null then spelled.department_id
            else stretches.department_id
        end as default_department_id,
        case when defaults.cost_centre_id is null then spelled.mending end as spelling_mending
    from stretches
    left join quantities.named_cost_centres as named
        on
            stretches.named_cost_centre_id = named.code
            and stretches.changes_on >= named.valid_from
            and stretches.changes_on < named.valid_until
    left join quantities.person_cost_centres as persons
        on
            stretches.person_id = persons.person_id
            and stretches.changes_on >= persons.valid_from
            and stretches.changes_on < persons.valid_until
    left join quantities.default_cost_centres as defaults
        on
            stretches.department_id = defaults.department_id
            and stretches.changes_on >= defaults.valid_from
            and stretches.changes_on < defaults.valid_until
    left join quantities.mended_spellings as spelled
        on
            lower(stretches.unit_name) = spelled.name
            and stretches.changes_on >= spelled.valid_from
            and stretches.changes_on < spelled.valid_until
)

select
    kind,
    holder_id,
    coalesce(own_cost_centre_id, person_cost_centre_id, default_cost_centre_id)
        as cost_centre_id,
    case
        when own_cost_centre_id is not null then own_department_id
        when person_cost_centre_id is not null then person_department_id
        when default_cost_centre_id is not null then default_department_id
    end as department_id,
    case
        when own_cost_centre_id is not null and code_mending is not null
            then 'mending:' || code_mending
        when own_cost_centre_id is not null then 'cost_centre'
        when person_cost_centre_id is not null then 'employment'
        when default_cost_centre_id is null then null
        when spelling_mending is not null then 'mending:' || spelling_mending
        when kind = 'account' then 'directory_unit'
        else 'department'
    end as owner_rule,
    case
        when
            coalesce(own_cost_centre_id, person_cost_centre_id, default_cost_centre_id)
            is not null
            then null
        when named_cost_centre_id is not null then 'unknown_cost_centre'
        when unit_name is null and kind = 'account' then 'unknown_unit'
        when unit_name is null then 'no_owner'
        when department_id is null then 'unknown_department'
        else 'ended_department'
    end as reason,
    unit_name,
    named_cost_centre_id,
    changes_on as valid_from,
    next_change_on as valid_until
from candidates
order by kind, holder_id, valid_from
