"""A department's budget beside its bills, and what the year is foreseen to cost."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def months(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """Budget and bill of each month.

    Returns:
        One row per month, oldest first: period, budget_ore (in force), adopted_ore (as the
        council adopted it), amount_ore (charged; None in a month not charged yet).
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            sum(budget_ore)::bigint as budget_ore,
            sum(adopted_ore)::bigint as adopted_ore,
            sum(amount_ore)::bigint as amount_ore
        from department_budgets
        where department_id = $department_id and period between $first and $last
        group by period
        order by period
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def areas(
    viewer: Viewer, department_id: str, first: datetime.date, period: datetime.date
) -> pd.DataFrame:
    """Budget and bills of each area, this year so far and the whole year.

    Returns:
        One row per area, largest budget first: area, budget_ore and amount_ore from ``first``
        to ``period``, year_ore (the whole year's budget).
    """
    return warehouse.select(
        viewer,
        """
        select
            area,
            coalesce(sum(case when period <= $period then budget_ore end), 0)::bigint
                as budget_ore,
            coalesce(sum(case when period <= $period then amount_ore end), 0)::bigint
                as amount_ore,
            sum(budget_ore)::bigint as year_ore
        from department_budgets
        where department_id = $department_id
            and period between $first and $first + interval 11 month
        group by area
        order by year_ore desc, area
        """,
        department_id=department_id,
        first=first,
        period=period,
    )


def cost_centres(
    viewer: Viewer, department_id: str, first: datetime.date, period: datetime.date
) -> pd.DataFrame:
    """Budget and bills of each cost centre, this year so far.

    Returns:
        One row per cost centre, largest deviation first: cost_centre_id, cost_centre_name,
        budget_ore, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            told.cost_centre_id,
            max(names.name_sv) as cost_centre_name,
            sum(told.budget_ore)::bigint as budget_ore,
            sum(told.amount_ore)::bigint as amount_ore
        from (
            select cost_centre_id, budget_ore, 0 as amount_ore
            from budgets
            where department_id = $department_id
                and in_force
                and period between $first and $period
            union all
            select cost_centre_id, 0 as budget_ore, amount_ore
            from cost_centre_bills
            where department_id = $department_id and period between $first and $period
        ) as told
        left join (
            select cost_centre_id, arg_max(name_sv, valid_from) as name_sv
            from cost_centres
            where department_id = $department_id
            group by cost_centre_id
        ) as names
            on told.cost_centre_id = names.cost_centre_id
        group by told.cost_centre_id
        order by abs(sum(told.amount_ore) - sum(told.budget_ore)) desc, told.cost_centre_id
        """,
        department_id=department_id,
        first=first,
        period=period,
    )


def forecast(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """What the year is foreseen to cost, told at the end of a month.

    Returns:
        At most one row: base_from, charged_ore, budget_ore, forecast_ore, low_ore, high_ore,
        missed_ore, missed_permille (the last four None without a year to learn from).
    """
    return warehouse.select(
        viewer,
        """
        select
            base_from, charged_ore, budget_ore, forecast_ore, low_ore, high_ore, missed_ore,
            missed_permille
        from forecasts
        where department_id = $department_id and period = $period
        """,
        department_id=department_id,
        period=period,
    )
