-- The KPIs the board sees first, at most eight.
--
-- Grain:  one row per KPI.
-- Source: staging.board_kpis.
--
-- position  their order where nothing else decides it

select
    position,
    kpi_id as code
from staging.board_kpis
order by position
