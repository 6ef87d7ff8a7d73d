-- Which KPIs measure an effect of the plan, and which services' fees follow them.
--
-- Grain:  one row per effect, KPI and service; one without a service where no fee follows.
-- Source: staging.effect_measures.
--
-- service_id            whose fee is charged for what the KPI counts; null where there is none
-- reason_sv, reason_en  why

select
    effect_id,
    kpi_id as code,
    service_id,
    reason_sv,
    reason_en
from staging.effect_measures
order by effect_id, kpi_id, service_id
