-- What each accepted row of the workstation inventory is: a service's workstation, or set aside.
--
-- Grain:  one row per row of staging.workstations.
-- Rule:   the row's own judgement, then the older row of a serial number that stands twice
--         (D13).
-- Kept:   no, a view: judging again is quicker than writing as many rows as the objects.
-- Source: quantities.judged_workstations, workstation_copies, main_users, located_cost_centres.
--
-- chain                sources that tell of the same workstations one after another
-- set_aside_rule       null for a row that is counted
-- object_key           what a workstation is known by from one snapshot and source to the next
-- person_id            the main user's person, from the account directory of that day; null
--                      when the user has no account in force that day, or is not asked for
--                      because the code string pays
-- named_cost_centre_id in the workstation's own code string
-- department_id        of the main user's directory unit; null as person_id
-- unit_name            the main user's account, as written
-- location_cost_centre_id  of the unit whose name the location is; null as person_id

select
    judged.source_id,
    judged.chain,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    case
        when copies.source_line is not null then 'reinstalled'
        else judged.set_aside_rule
    end as set_aside_rule,
    judged.asset_name as object_id,
    judged.object_key,
    main_users.person_id,
    judged.cost_centre_id as named_cost_centre_id,
    main_users.department_id,
    judged.main_user_id as unit_name,
    judged.purchased_on as object_from,
    date '9999-12-31' as object_until,
    judged.last_inventoried_on as last_seen_on,
    located_cost_centres.cost_centre_id as location_cost_centre_id,
    judged.source_file,
    judged.source_line
from quantities.judged_workstations as judged
left join quantities.workstation_copies as copies
    on judged.source_file = copies.source_file and judged.source_line = copies.source_line
left join quantities.main_users
    on
        judged.snapshot_on = main_users.snapshot_on
        and judged.wanted_user_id = main_users.account_id
left join quantities.located_cost_centres
    on
        judged.snapshot_on = located_cost_centres.snapshot_on
        and judged.wanted_location = located_cost_centres.name
