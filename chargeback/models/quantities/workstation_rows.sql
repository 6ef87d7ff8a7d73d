-- What each accepted row of the workstation inventory is: a service's workstation, or set aside.
--
-- Grain:  one row per row of staging.workstations.
-- Rule:   the row's own judgement, then the older row of a serial number that stands twice
--         (D13).
-- Kept:   no, a view: judging again is quicker than writing as many rows as the objects.
-- Source: quantities.judged_workstations, quantities.workstation_copies, quantities.main_users.
--
-- set_aside_rule       null for a row that is counted
-- person_id            the main user's person, from the account directory of that day; null
--                      when the user has no account in force that day, or is not asked for
--                      because the code string pays
-- named_cost_centre_id in the workstation's own code string
-- department_id        of the main user's directory unit; null as person_id
-- unit_name            the main user's account, as written

select
    judged.source_id,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    case
        when copies.source_line is not null then 'reinstalled'
        else judged.set_aside_rule
    end as set_aside_rule,
    judged.asset_name as object_id,
    main_users.person_id,
    judged.cost_centre_id as named_cost_centre_id,
    main_users.department_id,
    judged.main_user_id as unit_name,
    judged.purchased_on as object_from,
    date '9999-12-31' as object_until,
    judged.last_inventoried_on as last_seen_on,
    judged.source_file,
    judged.source_line
from quantities.judged_workstations as judged
left join quantities.workstation_copies as copies
    on judged.source_file = copies.source_file and judged.source_line = copies.source_line
left join quantities.main_users
    on
        judged.snapshot_on = main_users.snapshot_on
        and judged.wanted_user_id = main_users.account_id
