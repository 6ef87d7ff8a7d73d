"""What prices have been used for: quantities to hold a new price against, and charged months."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def quantities(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """What each department had of each service in some months.

    Returns:
        One row per department and service: department_id, name_sv, name_en, service_id,
        fee_kind, quantity (1/1 000 unit, the months added up).
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.department_id,
            departments.name_sv,
            departments.name_en,
            department_services.service_id,
            services.fee_kind,
            sum(department_services.quantity)::bigint as quantity
        from department_services
        join services
            on department_services.service_id = services.service_id
        join departments
            on department_services.department_id = departments.department_id
        where department_services.period between $first and $last
        group by
            department_services.department_id,
            departments.name_sv,
            departments.name_en,
            department_services.service_id,
            services.fee_kind
        order by departments.name_sv, department_services.service_id
        """,
        first=first,
        last=last,
    )
