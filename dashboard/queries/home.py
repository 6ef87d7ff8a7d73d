"""What each reader's first page asks."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def own_months(viewer: Viewer) -> pd.DataFrame:
    """What the reader's departments have paid each month: one's own, or the whole city's.

    Returns:
        One row per month, oldest first: period, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select period, sum(amount_ore)::bigint as amount_ore
        from department_bills
        group by period
        order by period
        """,
    )


def rejected(viewer: Viewer) -> pd.DataFrame:
    """How many rows have been rejected in all files.

    Returns:
        One row: files, rows_in, rows_rejected.
    """
    return warehouse.select(
        viewer,
        """
        select
            count(*)::bigint as files,
            coalesce(sum(rows_in), 0)::bigint as rows_in,
            coalesce(sum(rows_rejected), 0)::bigint as rows_rejected
        from files
        """,
    )


def unallocated(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What a month's objects without an owner come to.

    Returns:
        One row: units, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            coalesce(sum(units), 0)::bigint as units,
            coalesce(sum(amount_ore), 0)::bigint as amount_ore
        from unallocated
        where period = $period
        """,
        period=period,
    )
