-- Who pays for each counted object, or why nobody does.
--
-- Grain:  one row per row of quantities.uses.
-- Rule:   first who is named, each as it was on the day owned_on: the cost centre in the row
--         itself (a pupil's: the school's), the person by main employment, the default of
--         the department. Account: the person, the directory unit's department.
--         Workstation: the code string, the main user by the rule for accounts, last the
--         unit whose name its location is. Pupil: the school, the district. Extension,
--         licence: cost centre, person, department. Employment: its
--         unit's cost centre. Server, e-service, time report: cost
--         centre, department. Storage: the owning account as an account, or the department
--         named. Errand: the reporter, the department. The dated organisation then gives the
--         department. Where a name names no department, a code no cost centre, or nothing
--         an owner, what a controller has said of it, last. No owner: counted and priced,
--         but charged to nobody, with the reason.
-- Kept:   no, a view: finding the payer is quicker than writing as many rows as the objects.
-- Source: money.md, "Owner of an object on a day"; docs/method.md, "Mendings"; dirty data
--         D05, D17, D39, D40, D41, D42.
--
-- Columns as quantities.owned_uses.

with

candidates as (
    select
        uses.*,
        named.cost_centre_id as own_cost_centre_id,
        named.department_id as own_department_id,
        named.mending as code_mending,
        persons.cost_centre_id as person_cost_centre_id,
        persons.department_id as person_department_id,
        coalesce(defaults.cost_centre_id, spelled.cost_centre_id) as default_cost_centre_id,
        case
            when defaults.cost_centre_id is null then spelled.department_id
            else uses.department_id
        end as default_department_id,
        case when defaults.cost_centre_id is null then spelled.mending end as spelling_mending,
        places.cost_centre_id as place_cost_centre_id,
        places.department_id as place_department_id,
        mended.cost_centre_id as mended_cost_centre_id,
        mended.department_id as mended_department_id,
        mended.mending as owner_mending
    from quantities.uses
    left join quantities.named_cost_centres as named
        on
            uses.named_cost_centre_id = named.code
            and uses.owned_on >= named.valid_from
            and uses.owned_on < named.valid_until
    left join quantities.person_cost_centres as persons
        on
            uses.person_id = persons.person_id
            and uses.owned_on >= persons.valid_from
            and uses.owned_on < persons.valid_until
    left join quantities.default_cost_centres as defaults
        on
            uses.department_id = defaults.department_id
            and uses.owned_on >= defaults.valid_from
            and uses.owned_on < defaults.valid_until
    left join staging.cost_centres as places
        on
            uses.location_cost_centre_id = places.cost_centre_id
            and uses.owned_on >= places.valid_from
            and uses.owned_on < places.valid_until
    left join quantities.mended_spellings as spelled
        on
            lower(uses.unit_name) = spelled.name
            and uses.kind <> 'workstation'
            and uses.owned_on >= spelled.valid_from
            and uses.owned_on < spelled.valid_until
    left join quantities.mended_owners as mended
        on
            uses.object_id = mended.object_id
            and uses.kind = mended.kind
            and uses.owned_on >= mended.valid_from
            and uses.owned_on < mended.valid_until
)

select
    kind,
    source_id,
    service_id,
    rule,
    coalesce(
        own_cost_centre_id, person_cost_centre_id, default_cost_centre_id,
        place_cost_centre_id, mended_cost_centre_id
    ) as cost_centre_id,
    case
        when own_cost_centre_id is not null then own_department_id
        when person_cost_centre_id is not null then person_department_id
        when default_cost_centre_id is not null then default_department_id
        when place_cost_centre_id is not null then place_department_id
        else mended_department_id
    end as department_id,
    null::varchar as agreement_id,
    case
        when own_cost_centre_id is not null then null
        when person_cost_centre_id is not null then null
        when default_cost_centre_id is not null then null
        when place_cost_centre_id is not null then null
        when mended_cost_centre_id is not null then null
        when named_cost_centre_id is not null then 'unknown_cost_centre'
        when kind = 'workstation' then 'no_owner'
        when unit_name is null and kind in ('account', 'pupil') then 'unknown_unit'
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
    last_seen_on,
    case
        when own_cost_centre_id is not null and code_mending is not null
            then 'mending:' || code_mending
        when own_cost_centre_id is not null and kind = 'pupil' then 'school'
        when own_cost_centre_id is not null and kind = 'workstation' then 'code_string'
        when own_cost_centre_id is not null and kind = 'employment' then 'employment'
        when own_cost_centre_id is not null then 'cost_centre'
        when kind = 'workstation' and person_cost_centre_id is not null then 'main_user'
        when person_cost_centre_id is not null then 'employment'
        when default_cost_centre_id is null and place_cost_centre_id is not null then 'location'
        when default_cost_centre_id is null then 'mending:' || owner_mending
        when spelling_mending is not null then 'mending:' || spelling_mending
        when kind = 'workstation' then 'main_user'
        when kind = 'pupil' then 'district'
        when kind = 'account' then 'directory_unit'
        else 'department'
    end as owner_rule,
    unit_name,
    named_cost_centre_id,
    source_file,
    source_line
from candidates
