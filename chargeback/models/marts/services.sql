-- The services, and which of them are charged from the sources there are.
--
-- Grain:  one row per service.
-- Source: staging.services, staging.fee_model_areas, staging.budget_areas; charges.lines.
--
-- is_charged   the service has at least one line
-- is_mixed     the mixed model of fees shares the service out by full-time employees
-- budget_area  the area of the customers' budgets that the service is paid from

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
    charged.service_id is not null as is_charged,
    services.fee_kind <> 'one_off' and mixed.area is not null as is_mixed,
    budget_areas.area as budget_area
from staging.services
left join charged
    on services.service_id = charged.service_id
left join staging.fee_model_areas as mixed
    on services.area = mixed.area and mixed.fee_model = 'mixed'
left join staging.budget_areas
    on services.area = budget_areas.service_area
order by services.service_id
