"""What waits for a controller's hand."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def worklist(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Everything that waits in a month.

    Returns:
        One row per thing, most kronor first: kind, department_id, name_sv and name_en of the
        department (None where the thing is nobody's), source_id, subject, service_sv,
        service_en (of unallocated things), amount_ore (None where none can be told),
        row_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            worklist.kind,
            worklist.department_id,
            departments.name_sv,
            departments.name_en,
            worklist.source_id,
            worklist.subject,
            services.name_sv as service_sv,
            services.name_en as service_en,
            worklist.amount_ore,
            worklist.row_count
        from worklist
        left join departments
            on worklist.department_id = departments.department_id
        left join services
            on worklist.kind = 'unallocated'
            and string_split(worklist.subject, '|')[1] = services.service_id
        where worklist.period = $period
        order by worklist.kind, worklist.amount_ore desc nulls last, worklist.subject
        """,
        period=period,
    )


def by_month(viewer: Viewer) -> pd.DataFrame:
    """How much waits in each month, so that an older month is not forgotten.

    Returns:
        One row per month and kind: period, kind, things, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            kind,
            count(*) as things,
            coalesce(sum(amount_ore), 0)::bigint as amount_ore
        from worklist
        group by period, kind
        order by period desc, kind
        """,
    )
