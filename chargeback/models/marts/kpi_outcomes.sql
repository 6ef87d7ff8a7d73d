-- The outcomes that are reported, not computed.
--
-- Grain:  one row per KPI and report.
-- Source: staging.kpi_outcomes.
--
-- on_date        the day it is told as of
-- outcome_milli  1/1 000 of the KPI's unit

select
    kpi_id as code,
    report,
    report_on as on_date,
    outcome_milli
from staging.kpi_outcomes
order by kpi_id, report_on
