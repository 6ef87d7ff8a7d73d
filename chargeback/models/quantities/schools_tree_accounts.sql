-- Persons' accounts in the schools' tree, which stand back for one in the staff's tree.
--
-- Grain:  one row per row of staging.accounts in the tree o=MALMOPED that names a person and is
--         not set aside by itself.
-- Source: quantities.judged_accounts; dirty data D08.

select
    source_id,
    snapshot_on,
    account_id,
    person_id,
    source_file,
    source_line
from quantities.judged_accounts
where in_schools_tree and person_id is not null and set_aside_rule is null
