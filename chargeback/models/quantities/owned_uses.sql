-- Who pays for each counted object, or why nobody does.
--
-- Grain:  one row per row of quantities.uses.
-- Rule:   account: the person's cost centre by main employment, else the directory unit's
--         department's default cost centre. Workstation: the cost centre in its code
--         string, else its main user's by the rule for accounts. Pupil: the school's cost
--         centre, else the district's default. Each as it was on the day owned_on; the
--         dated organisation then gives the department. No owner: counted and priced, but
--         charged to nobody, with the reason.
-- Kept:   no, a view: finding the payer is quicker than writing as many rows as the objects.
-- Source: money.md, "Owner of an object on a day"; dirty data D05, D17, D39, D40, D42.
--
-- kind        account, workstation or pupil
-- reason      null where somebody pays
-- quantity    1/1 000 of the service's unit: 1 000 for an object
-- owner_rule  how the payer was found; null where nobody pays

with

candidates as (
    select
        uses.*,
        named.cost_centre_id as own_cost_centre_id,
        named.department_id as own_department_id,
        persons.cost_centre_id as person_cost_centre_id,
        persons.department_id as person_department_id,
        defaults.cost_centre_id as default_cost_centre_id
    from quantities.uses
    left join staging.cost_centres as named
        on
            uses.named_cost_centre_id = named.cost_centre_id
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
)

select
    kind,
    source_id,
    service_id,
    rule,
    coalesce(own_cost_centre_id, person_cost_centre_id, default_cost_centre_id)
        as cost_centre_id,
    case
        when own_cost_centre_id is not null then own_department_id
        when person_cost_centre_id is not null then person_department_id
        when default_cost_centre_id is not null then department_id
    end as department_id,
    null::varchar as agreement_id,
    case
        when own_cost_centre_id is not null then null
        when person_cost_centre_id is not null then null
        when default_cost_centre_id is not null then null
        when named_cost_centre_id is not null then 'unknown_cost_centre'
        when kind = 'workstation' then 'no_owner'
        when unit_name is null then 'unknown_unit'
        when department_id is null then 'unknown_department'
        else 'ended_department'
    end as reason,
    counted_on,
    valid_from,
    valid_until,
    1000::bigint as quantity,
    object_id,
    object_from,
    object_until,
    last_seen_on,
    case
        when own_cost_centre_id is not null and kind = 'pupil' then 'school'
        when own_cost_centre_id is not null then 'code_string'
        when kind = 'workstation' and person_cost_centre_id is not null then 'main_user'
        when person_cost_centre_id is not null then 'employment'
        when default_cost_centre_id is null then null
        when kind = 'workstation' then 'main_user'
        when kind = 'pupil' then 'district'
        else 'directory_unit'
    end as owner_rule,
    source_file,
    source_line
from candidates
