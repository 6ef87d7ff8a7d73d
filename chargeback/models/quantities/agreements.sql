-- Which services of which department each agreement covers, and when.
--
-- Grain:  one row per agreement and service it covers.
-- Rule:   the register's scope text covers the services listed for it; a text that is
--         itself a service covers that service. The department goes by its name, or by what
--         a controller has said of the name for the agreement's first charged day.
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
    coalesce(named_departments.department_id, spelled.department_id) as department_id,
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
cross join quantities.charged_days
left join quantities.mended_spellings as spelled
    on
        lower(agreements.department_name) = spelled.name
        and greatest(agreements.valid_from, charged_days.first_day) >= spelled.valid_from
        and greatest(agreements.valid_from, charged_days.first_day) < spelled.valid_until
order by agreements.agreement_id, covered.service_id
