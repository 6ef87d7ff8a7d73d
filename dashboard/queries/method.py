"""What the page on method asks: a line to follow, methods and fee models side by side."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def years(viewer: Viewer) -> pd.DataFrame:
    """Years that fee models are compared for, newest first: year."""
    return warehouse.select(
        viewer, "select distinct year::bigint as year from fee_models order by year desc"
    )


def fee_models(viewer: Viewer, year: int) -> pd.DataFrame:
    """What each department would pay by each fee model.

    Returns:
        One row per department: department_id, name_sv, name_en, full_time_hundredths and öre
        in per_unit_ore, mixed_ore and per_employee_ore; who pays most per unit first.
    """
    return warehouse.select(
        viewer,
        """
        select
            fee_models.department_id,
            departments.name_sv,
            departments.name_en,
            max(fee_models.full_time_hundredths)::bigint as full_time_hundredths,
            sum(fee_models.amount_ore) filter (fee_models.model = 'per_unit')::bigint
                as per_unit_ore,
            sum(fee_models.amount_ore) filter (fee_models.model = 'mixed')::bigint as mixed_ore,
            sum(fee_models.amount_ore) filter (fee_models.model = 'per_employee')::bigint
                as per_employee_ore
        from fee_models
        join departments
            on fee_models.department_id = departments.department_id
        where fee_models.year = $year
        group by fee_models.department_id, departments.name_sv, departments.name_en
        order by per_unit_ore desc, fee_models.department_id
        """,
        year=year,
    )


def method_costs(viewer: Viewer, year: int) -> pd.DataFrame:
    """What each service would cost by each method of sharing out pools.

    Returns:
        One row per service: service_id, name_sv, name_en, chosen (the method the year was
        charged with; null where it was changed within) and öre in direct_ore, step_down_ore
        and reciprocal_ore; the dearest first.
    """
    return warehouse.select(
        viewer,
        """
        select
            method_costs.service_id,
            services.name_sv,
            services.name_en,
            max(method_costs.method) filter (method_costs.is_chosen) as chosen,
            coalesce(
                sum(method_costs.self_cost_ore) filter (method_costs.method = 'direct'), 0
            )::bigint as direct_ore,
            coalesce(
                sum(method_costs.self_cost_ore) filter (method_costs.method = 'step_down'), 0
            )::bigint as step_down_ore,
            coalesce(
                sum(method_costs.self_cost_ore) filter (method_costs.method = 'reciprocal'), 0
            )::bigint as reciprocal_ore
        from method_costs
        join services
            on method_costs.service_id = services.service_id
        where method_costs.year = $year
        group by method_costs.service_id, services.name_sv, services.name_en
        order by step_down_ore desc, method_costs.service_id
        """,
        year=year,
    )


def worked_line(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """A line that shows every step: counted by the day, of a few objects, the newest.

    Returns:
        One row in the columns of bill_lines, or none.
    """
    return warehouse.select(
        viewer,
        """
        select *
        from bill_lines
        where
            department_id = $department_id
            and period between $first and $last
            and period = charge_period
            and fee_kind = 'yearly'
            and unit_days is not null
            and units <= 12
            and quantity_days % 1000 = 0
        order by
            case when quantity_days % (1000 * days_in_month) <> 0 then 0 else 1 end,
            case when units between 2 and 4 then 0 else 1 end,
            period desc,
            line_id
        limit 1
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def bills(viewer: Viewer, line_id: str) -> pd.DataFrame:
    """The bills a line stands on.

    Returns:
        One row: amount and count of lines of its cost centre's bill in cost_centre_ore and
        cost_centre_lines, of its department's in department_ore and department_lines.
    """
    return warehouse.select(
        viewer,
        """
        select
            cost_centre_bills.amount_ore as cost_centre_ore,
            cost_centre_bills.line_count as cost_centre_lines,
            department_bills.amount_ore as department_ore,
            department_bills.line_count as department_lines
        from bill_lines
        join cost_centre_bills
            on
                bill_lines.period = cost_centre_bills.period
                and bill_lines.department_id = cost_centre_bills.department_id
                and bill_lines.cost_centre_id = cost_centre_bills.cost_centre_id
        join department_bills
            on
                bill_lines.period = department_bills.period
                and bill_lines.department_id = department_bills.department_id
        where bill_lines.line_id = $line_id
        """,
        line_id=line_id,
    )
