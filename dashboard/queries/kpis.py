"""The KPIs: what they are, what they have been, what they should be."""

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def definitions(viewer: Viewer) -> pd.DataFrame:
    """Every KPI with its place on the board's page.

    Returns:
        One row per KPI, by code, those without one last: kpi_id, code, title_sv, title_en,
        unit (kr, %, number or index), better (higher, lower or none), definition_sv,
        definition_en, goal_id, frequency, is_computed, year_rule, position (None where the
        board has not chosen it), has_departments (whether it is told by department).
    """
    return warehouse.select(
        viewer,
        """
        select
            kpis.kpi_id, kpis.code, kpis.title_sv, kpis.title_en, kpis.unit, kpis.better,
            kpis.definition_sv, kpis.definition_en, kpis.goal_id, kpis.frequency,
            kpis.is_computed, kpis.year_rule, board_kpis.position,
            kpis.kpi_id in (
                select kpi_values.kpi_id from kpi_values where kpi_values.department_id is not null
            ) as has_departments
        from kpis
        left join board_kpis
            on kpis.code = board_kpis.code
        order by kpis.code nulls last, kpis.kpi_id
        """,
    )


def values(viewer: Viewer) -> pd.DataFrame:
    """The city's computed figures.

    Returns:
        One row per KPI and month, oldest first: kpi_id, period, numerator, denominator
        (never 0).
    """
    return warehouse.select(
        viewer,
        """
        select kpi_id, period, numerator, denominator
        from kpi_values
        where department_id is null
        order by kpi_id, period
        """,
    )


def outcomes(viewer: Viewer) -> pd.DataFrame:
    """The figures that are reported.

    Returns:
        One row per KPI and report, oldest first: code, on_date, outcome_milli (1/1 000).
    """
    return warehouse.select(
        viewer, "select code, on_date, outcome_milli from kpi_outcomes order by code, on_date"
    )


def targets(viewer: Viewer) -> pd.DataFrame:
    """What each KPI started from and should reach.

    Returns:
        One row per KPI and year end, oldest first: code, on_date, target_milli (1/1 000),
        is_baseline.
    """
    return warehouse.select(
        viewer,
        """
        select code, on_date, target_milli, is_baseline
        from kpi_targets
        order by code, on_date
        """,
    )


def peers(viewer: Viewer) -> pd.DataFrame:
    """What other municipalities reach.

    Returns:
        One row per KPI and year: code, year, lowest_milli, median_milli, highest_milli
        (1/1 000), peers (how many), note_sv.
    """
    return warehouse.select(
        viewer,
        """
        select code, year, lowest_milli, median_milli, highest_milli, peers, note_sv
        from kpi_peers
        order by code, year
        """,
    )


def lineage(viewer: Viewer) -> pd.DataFrame:
    """Which tables each table is made of.

    Returns:
        One row per table and table it reads: layer, name, reads.
    """
    return warehouse.select(
        viewer, "select layer, name, reads from lineage order by layer, name, reads"
    )
