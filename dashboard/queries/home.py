"""What each reader's first page asks."""

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def kpi_months(viewer: Viewer) -> pd.DataFrame:
    """Key figures told by department, month by month: the reader's own, else the city's.

    Returns:
        One row per key figure and month, oldest first: kpi_id, title_sv, title_en,
        unit (kr: numerator in öre; % or number), better, period, numerator, denominator.
    """
    return warehouse.select(
        viewer,
        """
        select
            kpis.kpi_id,
            kpis.title_sv,
            kpis.title_en,
            kpis.unit,
            kpis.better,
            kpi_values.period,
            sum(kpi_values.numerator)::bigint as numerator,
            sum(kpi_values.denominator)::bigint as denominator
        from kpi_values
        join kpis
            on kpi_values.kpi_id = kpis.kpi_id
        where (kpi_values.department_id is null) = $whole_city
            and kpi_values.kpi_id in (
                select told.kpi_id
                from kpi_values as told
                where told.department_id is not null
            )
        group by
            kpis.kpi_id, kpis.title_sv, kpis.title_en, kpis.unit, kpis.better, kpi_values.period
        order by kpis.kpi_id, kpi_values.period
        """,
        whole_city=viewer.role != "department",
    )
