-- Which services of which department each agreement covers, and when.
--
-- Grain:  one row per agreement and service it covers.
-- Rule:   the register's scope text covers the services listed for it; a text that is
--         itself a service covers that service. The department goes by its name.
-- Source: staging.agreements, staging.agreement_scopes; IT strategy, section Avtal.
--
-- department_id            null when no department goes by the register's name
-- fixed_ore                öre a year
-- valid_from, valid_until  half-open interval of days

with

covered as (
    select
        scope,
        service_id
    from staging.agreement_scopes
    union
    select
        service_id as scope,
        service_id
    from staging.services
)

select
    agreements.agreement_id,
    named_departments.department_id,
    covered.service_id,
    agreements.system_name,
    agreements.fixed_ore,
    agreements.signed_on,
    agreements.valid_from,
    agreements.valid_until,
    agreements.department_name,
    agreements.source_file,
    agreements.source_line
from staging.agreements
join covered
    on agreements.scope = covered.scope
left join quantities.named_departments
    on lower(agreements.department_name) = named_departments.name
order by agreements.agreement_id, covered.service_id
