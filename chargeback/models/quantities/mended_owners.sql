-- Whose controllers have said that objects nobody pays for are.
--
-- Grain:  one row per object and stretch of days.
-- Rule:   on the mending's days the cost centre pays, while it is in force. It is the last to
--         be asked: as soon as the source tells an owner itself, that one pays.
-- Source: staging.mending_owners; docs/method.md, "Mendings".
--
-- kind     kind of object, as in quantities.owned_uses; prints go with the account and calls
--          with the extension
-- mending  number of the fact in the journal that says so

select
    mending_owners.object_kind as kind,
    mending_owners.object_id,
    cost_centres.cost_centre_id,
    cost_centres.department_id,
    mending_owners.source_line as mending,
    greatest(mending_owners.valid_from, cost_centres.valid_from) as valid_from,
    least(mending_owners.valid_until, cost_centres.valid_until) as valid_until
from staging.mending_owners
join staging.cost_centres
    on
        mending_owners.cost_centre_id = cost_centres.cost_centre_id
        and mending_owners.valid_from < cost_centres.valid_until
        and mending_owners.valid_until > cost_centres.valid_from
order by mending_owners.object_kind, mending_owners.object_id, valid_from
