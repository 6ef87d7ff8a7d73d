-- Of sources that tell of the same objects one after another, one rules each day.
--
-- Rule:   two that follow the same source, or a last day of authority later than the
--         follower's, would count each object twice.
-- Source: staging.source_availability; docs/method.md, "One source after another".

select
    earlier.source_id,
    later.source_id as other_source_id,
    greatest(earlier.rules_from, later.rules_from) as both_rule_from
from quantities.source_chains as earlier
join quantities.source_chains as later
    on
        earlier.chain = later.chain
        and earlier.source_id < later.source_id
        and earlier.rules_from < later.rules_until
        and earlier.rules_until > later.rules_from
where earlier.rules_from < earlier.rules_until and later.rules_from < later.rules_until
order by earlier.source_id, later.source_id
