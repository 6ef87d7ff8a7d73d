-- What each accepted row of the account directory is: a service's account, or set aside.
--
-- Grain:  one row per row of staging.accounts.
-- Rule:   the row's own judgement, then whether it stands back for another account.
-- Kept:   no, a view: judging again is quicker than writing as many rows as the objects.
-- Source: quantities.judged_accounts, quantities.account_copies.
--
-- chain                sources that tell of the same accounts one after another
-- set_aside_rule       null for a row that is counted
-- rule                 how the service is counted (month_end, day_exact …)
-- object_key           what an object is known by from one snapshot and source to the next
-- person_id            whose account it is
-- named_cost_centre_id always null: an account names no cost centre
-- department_id        of the directory unit; null when no department goes by that name
-- unit_name            the directory unit as written
-- location_cost_centre_id  always null: an account stands nowhere

select
    judged.source_id,
    judged.chain,
    judged.snapshot_on,
    judged.service_id,
    judged.rule,
    coalesce(copies.set_aside_rule, judged.set_aside_rule) as set_aside_rule,
    judged.account_id as object_id,
    judged.account_id as object_key,
    judged.person_id,
    null::varchar as named_cost_centre_id,
    named_departments.department_id,
    judged.directory_unit as unit_name,
    judged.created_on as object_from,
    judged.valid_until as object_until,
    judged.last_logon_on as last_seen_on,
    null::varchar as location_cost_centre_id,
    judged.source_file,
    judged.source_line
from quantities.judged_accounts as judged
left join quantities.account_copies as copies
    on judged.source_file = copies.source_file and judged.source_line = copies.source_line
left join quantities.named_departments
    on lower(judged.directory_unit) = named_departments.name
