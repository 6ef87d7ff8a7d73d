-- The services that are charged per full-time employee.
--
-- Grain:  one row per service and source of employments.
-- Rule:   employments are its source, and it is neither a yearly decision nor an agreement: the
--         size class of a department is decided on the same register.
-- Source: staging.services; docs/method.md, "A fee per full-time employee".
--
-- valid_from, valid_until  the days it is offered, half-open

with

registers as (
    select distinct source_id
    from quantities.file_sources
    where entity = 'employments'
)

select
    services.service_id,
    services.rule,
    registers.source_id,
    services.valid_from,
    services.valid_until
from staging.services
join registers
    on list_contains(string_split(services.source, '|'), registers.source_id)
where services.rule not in ('decision', 'fixed')
order by services.service_id, registers.source_id
