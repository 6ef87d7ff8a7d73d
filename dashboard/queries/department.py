"""What a department pays over time, by service: published sums, no lines."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def services_by_month(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """What a department pays for each service, month by month.

    Returns:
        One row per month and service, oldest month first: period, service_id,
        name_sv, name_en, fee_kind, unit_sv, unit_en, units, unit_days, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.period,
            department_services.service_id,
            services.name_sv,
            services.name_en,
            services.fee_kind,
            services.unit_sv,
            services.unit_en,
            department_services.units,
            department_services.unit_days,
            department_services.amount_ore
        from department_services
        join services
            on department_services.service_id = services.service_id
        where department_services.department_id = $department_id
            and department_services.period between $first and $last
        order by department_services.period, department_services.service_id
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def moves(viewer: Viewer, department_id: str) -> pd.DataFrame:
    """Days on which cost centres came to or left a department.

    A cost centre that only changes its name stays: its number and department go on.

    Returns:
        One row per day, oldest first: moved_on, came, went (cost centres).
    """
    return warehouse.select(
        viewer,
        """
        select moved_on, sum(came)::bigint as came, sum(went)::bigint as went
        from (
            select cost_centre_id, min(valid_from) as moved_on, 1 as came, 0 as went
            from cost_centres
            where department_id = $department_id
            group by cost_centre_id
            union all
            select cost_centre_id, max(valid_until) as moved_on, 0 as came, 1 as went
            from cost_centres
            where department_id = $department_id
            group by cost_centre_id
        ) as ends
        where moved_on < date '9999-12-31'
        group by moved_on
        order by moved_on
        """,
        department_id=department_id,
    )


def cost_centres(
    viewer: Viewer, department_id: str, period: datetime.date, before: datetime.date
) -> pd.DataFrame:
    """What the cost centres of a department pay, beside another month.

    Returns:
        One row per cost centre, dearest first: cost_centre_id, cost_centre_name,
        amount_ore, before_ore, line_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            cost_centre_id,
            max_by(cost_centre_name, period) as cost_centre_name,
            coalesce(sum(amount_ore) filter (period = $period), 0)::bigint as amount_ore,
            coalesce(sum(amount_ore) filter (period = $before), 0)::bigint as before_ore,
            coalesce(sum(line_count) filter (period = $period), 0)::bigint as line_count
        from cost_centre_bills
        where department_id = $department_id
            and period in ($period, $before)
        group by cost_centre_id
        order by amount_ore desc, before_ore desc, cost_centre_id
        """,
        department_id=department_id,
        period=period,
        before=before,
    )


def restated(
    viewer: Viewer, department_id: str, before: datetime.date, on: datetime.date
) -> int | None:
    """An earlier month's amount of the cost centres that are the department's on a later day.

    Returns:
        Öre; None when a cost centre has come to the department in between, as its
        earlier amounts belong to another department and cannot be told.
    """
    rows = warehouse.select(
        viewer,
        """
        select
            coalesce(sum(earlier.amount_ore), 0)::bigint as amount_ore,
            (
                select count(*)
                from cost_centres
                where department_id = $department_id
                    and valid_from > $before
                    and valid_from <= $on
                    and cost_centre_id not in (
                        select cost_centre_id
                        from cost_centres
                        where department_id = $department_id
                            and valid_from <= $before
                    )
            )::bigint as came
        from cost_centre_bills as earlier
        where earlier.department_id = $department_id
            and earlier.period = $before
            and earlier.cost_centre_id in (
                select cost_centre_id
                from cost_centres
                where department_id = $department_id
                    and valid_from <= $on
                    and valid_until > $on
            )
        """,
        department_id=department_id,
        before=before,
        on=on,
    )
    found = rows.iloc[0]
    return None if found["came"] else int(found["amount_ore"])
