-- What other municipalities reach, for KPIs measured the same way the same year.
--
-- Grain:  one row per KPI and year.
-- Source: staging.kpi_peers.
--
-- lowest_milli, median_milli, highest_milli  1/1 000 of the KPI's unit
-- peers                                      how many municipalities
-- note_sv                                    what must be said beside it

select
    kpi_id as code,
    year,
    lowest_milli,
    median_milli,
    highest_milli,
    peers,
    note_sv
from staging.kpi_peers
order by kpi_id, year
