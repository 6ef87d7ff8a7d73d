-- What each KPI of the plan started from and should reach at each year end.
--
-- Grain:  one row per KPI and year end with a value.
-- Rule:   between two year ends the target is linear (chargeback/trajectory.py).
-- Source: staging.kpis.
--
-- on_date       31 December
-- target_milli  1/1 000 of the KPI's unit
-- is_baseline   the value the plan started from

with

told as (
    select
        kpi_id as code,
        make_date(baseline_year, 12, 31) as on_date,
        baseline_milli as target_milli,
        true as is_baseline
    from staging.kpis
    union all
    select
        kpi_id as code,
        date '2007-12-31' as on_date,
        target_2007_milli as target_milli,
        false as is_baseline
    from staging.kpis
    union all
    select
        kpi_id as code,
        date '2008-12-31' as on_date,
        target_2008_milli as target_milli,
        false as is_baseline
    from staging.kpis
    union all
    select
        kpi_id as code,
        date '2009-12-31' as on_date,
        target_2009_milli as target_milli,
        false as is_baseline
    from staging.kpis
    union all
    select
        kpi_id as code,
        date '2010-12-31' as on_date,
        target_2010_milli as target_milli,
        false as is_baseline
    from staging.kpis
)

select
    code,
    on_date,
    target_milli,
    is_baseline
from told
where target_milli is not null
order by code, on_date
