-- The services, and which of them are charged from the sources there are.
--
-- Grain:  one row per service.
-- Source: staging.services; charges.lines.
--
-- is_charged  the service has at least one line

with

charged as (
    select distinct service_id
    from charges.lines
)

select
    services.service_id,
    services.name_sv,
    services.name_en,
    services.area,
    services.fee_kind,
    services.rule,
    services.rule_days,
    services.allowance,
    services.unit_sv,
    services.unit_en,
    services.per,
    services.scope,
    services.environment,
    services.cost_pool,
    services.supplier_department_id,
    services.account_debit,
    services.account_credit,
    services.source,
    services.valid_from,
    services.valid_until,
    services.note_sv,
    charged.service_id is not null as is_charged
from staging.services
left join charged
    on services.service_id = charged.service_id
order by services.service_id
