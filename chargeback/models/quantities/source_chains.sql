-- Which sources tell of the same objects one after another, and which of them rules when.
--
-- Grain:  one row per source that has delivered or is known to the availability register.
-- Rule:   sources that follow one another are one chain. A source rules to its last day of
--         authority, the one that follows it from the day after; in between both may deliver.
--         A source the register does not name rules for good, alone in its chain.
-- Source: staging.source_availability, staging.files; docs/method.md, "One source after another".
--
-- chain                    the first source of the chain
-- rules_from, rules_until  half-open interval of days; empty when the source before it was
--                          given no last day

with recursive

known as (
    select source_id
    from staging.files
    union
    select source_id
    from staging.source_availability
),

linked (source_id, chain) as (
    select
        source_availability.source_id,
        source_availability.source_id as chain
    from staging.source_availability
    left join staging.source_availability as before
        on source_availability.follows_source_id = before.source_id
    where before.source_id is null
    union
    select
        source_availability.source_id,
        linked.chain
    from linked
    join staging.source_availability
        on linked.source_id = source_availability.follows_source_id
)

select
    known.source_id,
    coalesce(linked.chain, known.source_id) as chain,
    case
        when before.source_id is null then date '0001-01-01'
        else coalesce(before.authoritative_until + 1, date '9999-12-31')
    end as rules_from,
    coalesce(own.authoritative_until + 1, date '9999-12-31') as rules_until
from known
left join linked
    on known.source_id = linked.source_id
left join staging.source_availability as own
    on known.source_id = own.source_id
left join staging.source_availability as before
    on own.follows_source_id = before.source_id
order by known.source_id
