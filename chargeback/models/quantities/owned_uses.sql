-- Who pays for each counted use, or why nobody does.
--
-- Grain:  one row per row of quantities.uses, part of a connection, call and print.
-- Rule:   the payer is found by the rule of its kind and the day of use.
-- Kept:   no, a view: finding the payer is quicker than writing as many rows as the uses.
-- Source: quantities.owned_objects, owned_connections, owned_calls, owned_prints; money.md,
--         "Owner of an object on a day".
--
-- kind                     account, workstation, pupil, extension, server, e_service,
--                          connection, licence, storage, call, print, ticket, time_report or
--                          employment
-- reason                   null where somebody pays
-- counted_on               the day counted; null where every day counts, or each use
-- valid_from, valid_until  the days counted for, half-open; the day of use and the next
-- quantity                 1/1 000 of the service's unit: 1 000 for an object
-- object_from, object_until  the object's own days as the source states them
-- owner_rule               how the payer was found; null where nobody pays; mending: and the
--                          number of the fact in the journal where a controller has said so
-- unit_name                the department, unit or person as the source writes it
-- named_cost_centre_id     the cost centre as the source writes it

select * from quantities.owned_objects
union all
select * from quantities.owned_connections
union all
select * from quantities.owned_calls
union all
select * from quantities.owned_prints
