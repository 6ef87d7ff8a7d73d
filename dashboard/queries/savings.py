"""What a department can stop paying for: machines, accounts and licences nobody uses."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def savings(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """Every charged object that nobody uses, as it was at the end of a month.

    Returns:
        One row per kind and object, dearest first: kind (leaver_account, dormant_machine,
        double_charge, unused_licence), cost_centre_id, cost_centre_name, service_id, name_sv,
        name_en, object_id, since_on, year_ore, left_this_year_ore, return_by, source_file,
        source_line.
    """
    return warehouse.select(
        viewer,
        """
        select
            savings.kind,
            savings.cost_centre_id,
            names.name_sv as cost_centre_name,
            savings.service_id,
            services.name_sv,
            services.name_en,
            savings.object_id,
            savings.since_on,
            savings.year_ore,
            savings.left_this_year_ore,
            savings.return_by,
            savings.source_file,
            savings.source_line
        from savings
        join services
            on savings.service_id = services.service_id
        left join (
            select cost_centre_id, arg_max(name_sv, valid_from) as name_sv
            from cost_centres
            where valid_from <= last_day($period)
            group by cost_centre_id
        ) as names
            on savings.cost_centre_id = names.cost_centre_id
        where savings.department_id = $department_id and savings.period = $period
        order by
            savings.kind, savings.year_ore desc, savings.since_on nulls last,
            savings.cost_centre_id, savings.object_id
        """,
        department_id=department_id,
        period=period,
    )
