"""What the board's first page asks: the year against its budget, why it changed, the KPIs."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def forecast(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """The city's year as foreseen at the end of a month.

    Returns:
        At most one row: base_from, and öre in charged_ore, budget_ore, forecast_ore, low_ore
        and high_ore (None where no year before tells), missed_permille.
    """
    return warehouse.select(
        viewer,
        """
        select
            base_from, charged_ore, budget_ore, forecast_ore, low_ore, high_ore, missed_permille
        from forecasts
        where department_id is null and period = $period
        """,
        period=period,
    )


def budget_months(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """The city's budget and bills month by month.

    Returns:
        One row per month, oldest first: period, budget_ore (in force), amount_ore (None in
        a month that is not charged yet).
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            sum(budget_ore)::bigint as budget_ore,
            sum(amount_ore)::bigint as amount_ore
        from department_budgets
        where period between $first and $last
        group by period
        order by period
        """,
        first=first,
        last=last,
    )


def services(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """What the city used and paid of each service over some months and a year before.

    Returns:
        One row per service: service_id, name_sv, name_en, area, fee_kind, öre in amount_ore
        and before_ore, 1/1 000 units in quantity and before_quantity, added over the months.
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.service_id,
            services.name_sv,
            services.name_en,
            services.area,
            services.fee_kind,
            coalesce(sum(amount_ore) filter (period between $first and $last), 0)::bigint
                as amount_ore,
            coalesce(
                sum(amount_ore) filter (period between $first_before and $last_before), 0
            )::bigint as before_ore,
            coalesce(sum(quantity) filter (period between $first and $last), 0)::bigint
                as quantity,
            coalesce(
                sum(quantity) filter (period between $first_before and $last_before), 0
            )::bigint as before_quantity
        from department_services
        join services
            on department_services.service_id = services.service_id
        where period between $first and $last
            or period between $first_before and $last_before
        group by
            department_services.service_id,
            services.name_sv,
            services.name_en,
            services.area,
            services.fee_kind
        order by department_services.service_id
        """,
        first=first,
        last=last,
        first_before=first.replace(year=first.year - 1),
        last_before=last.replace(year=last.year - 1),
    )


def departments(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """Budget and bills of each department over some months.

    Returns:
        One row per department: department_id, name_sv, name_en, budget_ore (in force),
        amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            department_budgets.department_id,
            departments.name_sv,
            departments.name_en,
            sum(department_budgets.budget_ore)::bigint as budget_ore,
            coalesce(sum(department_budgets.amount_ore), 0)::bigint as amount_ore
        from department_budgets
        join departments
            on department_budgets.department_id = departments.department_id
        where department_budgets.period between $first and $last
        group by
            department_budgets.department_id, departments.name_sv, departments.name_en
        order by department_budgets.department_id
        """,
        first=first,
        last=last,
    )


def pools(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """Cost of each pool that services are charged for, and what their fees brought.

    Returns:
        One row per pool with both: pool, cost_ore (the ledger's), fees_ore.
    """
    return warehouse.select(
        viewer,
        """
        select costs.pool, costs.cost_ore, fees.fees_ore
        from (
            select pool, sum(outcome_ore)::bigint as cost_ore
            from pool_costs
            where period between $first and $last
            group by pool
        ) as costs
        join (
            select services.cost_pool, sum(department_services.amount_ore)::bigint as fees_ore
            from department_services
            join services
                on department_services.service_id = services.service_id
            where department_services.period between $first and $last
            group by services.cost_pool
        ) as fees
            on costs.pool = fees.cost_pool
        where costs.cost_ore > 0
        order by costs.pool
        """,
        first=first,
        last=last,
    )
