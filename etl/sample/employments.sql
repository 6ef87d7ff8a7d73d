-- Persons and where they are employed, month by month.
--
-- A department has as many persons as its headcount says: those who own its staff accounts, and
-- the rest without an account.

create or replace table quantities as
select
    headcounts.month_no,
    headcounts.org_id,
    'EMPLOYEE' as service_id,
    headcounts.persons - coalesce(owners.persons, 0) as quantity,
    true as is_shared
from headcounts
left join (
    select month_no, org_id, count(*) as persons
    from staff_months
    where not is_orphan and not has_left
    group by month_no, org_id
) as owners using (month_no, org_id)
where headcounts.persons > coalesce(owners.persons, 0);
