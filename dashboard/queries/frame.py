"""What the pickers of every page offer: the months there are and the reader's departments."""

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def periods(viewer: Viewer) -> pd.DataFrame:
    """The months there are, newest first.

    Returns:
        One row per month: period.
    """
    return warehouse.select(viewer, "select period from periods order by period desc")


def departments(viewer: Viewer) -> pd.DataFrame:
    """The departments the reader may see that have ever had a bill, by Swedish name.

    Returns:
        One row per department: department_id, name_sv, name_en, short.
    """
    return warehouse.select(
        viewer,
        """
        select department_id, name_sv, name_en, short
        from departments
        where department_id in (select department_id from department_bills)
        order by name_sv collate sv, department_id
        """,
    )
