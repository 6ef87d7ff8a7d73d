"""Names that the plan's pages need: departments by id, with or without a bill."""

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def departments(viewer: Viewer) -> pd.DataFrame:
    """The departments there are or have been.

    Returns:
        One row per department: department_id, name_sv, name_en.
    """
    return warehouse.select(
        viewer, "select department_id, name_sv, name_en from departments order by department_id"
    )
