"""What the simulator asks: prices in force, the same use tried otherwise, employees, costs."""

import datetime
from collections.abc import Iterable

import pandas as pd

from chargeback import what_if
from chargeback.what_if import ByDays, TriedPrice
from dashboard import warehouse
from dashboard.access import Viewer


def listed(viewer: Viewer, day: datetime.date) -> pd.DataFrame:
    """Services with a list price in force on a day that something is charged at.

    Returns:
        One row per service: service_id, name_sv, name_en, area, fee_kind, unit_sv, unit_en,
        per, rule, rule_days, is_mixed (shared out by the mixed model of fees), price (öre, or
        1/10 000 kr of a metered service), price_list_id.
    """
    return warehouse.select(
        viewer,
        """
        select
            services.service_id,
            services.name_sv,
            services.name_en,
            services.area,
            services.fee_kind,
            services.unit_sv,
            services.unit_en,
            services.per,
            services.rule,
            services.rule_days,
            services.is_mixed,
            case when services.fee_kind = 'metered' then prices.price_e4 else prices.price_ore end
                as price,
            prices.price_list_id
        from services
        join prices
            on services.service_id = prices.service_id
        where
            prices.valid_from <= $day
            and prices.valid_until > $day
            and services.service_id in (select service_id from month_cube where is_listed)
        order by services.area, services.service_id
        """,
        day=day,
    )


def tried(
    viewer: Viewer,
    prices: Iterable[TriedPrice],
    first: datetime.date,
    last: datetime.date,
    days: Iterable[ByDays] = (),
) -> pd.DataFrame:
    """What the use of some months costs at other prices, or counted otherwise.

    Returns:
        One row per department and service: department_id, service_id, amount_ore at these
        prices, charged_ore as charged, quantity (1/1 000 unit).
    """
    return warehouse.select(viewer, what_if.question(), **what_if.values(prices, first, last, days))


def other_rules(viewer: Viewer) -> pd.DataFrame:
    """Services that are counted by another rule too: service_id, and that rule in rule."""
    return warehouse.select(
        viewer,
        """
        select distinct service_id, rule
        from day_cube
        where is_other
        order by service_id
        """,
    )


def services(viewer: Viewer) -> pd.DataFrame:
    """Every service: service_id, name_sv, name_en, area, fee_kind."""
    return warehouse.select(
        viewer,
        """
        select service_id, name_sv, name_en, area, fee_kind
        from services
        order by service_id
        """,
    )


def departments(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """The departments, with their full-time employees over some months.

    Returns:
        One row per department: department_id, name_sv, name_en, is_external, and hundredths
        of a full-time employee, added over the months, in full_time_hundredths.
    """
    return warehouse.select(
        viewer,
        """
        select
            departments.department_id,
            departments.name_sv,
            departments.name_en,
            departments.is_external,
            coalesce(sum(full_time_employees.full_time_hundredths), 0)::bigint
                as full_time_hundredths
        from departments
        left join full_time_employees
            on
                departments.department_id = full_time_employees.department_id
                and full_time_employees.period between $first and $last
        group by
            departments.department_id, departments.name_sv, departments.name_en,
            departments.is_external
        order by departments.department_id
        """,
        first=first,
        last=last,
    )


def self_costs(viewer: Viewer, first: datetime.date, last: datetime.date) -> pd.DataFrame:
    """What each service cost to supply over some months: service_id, self_cost_ore."""
    return warehouse.select(
        viewer,
        """
        select service_id, sum(self_cost_ore)::bigint as self_cost_ore
        from self_costs
        where period between $first and $last
        group by service_id
        order by service_id
        """,
        first=first,
        last=last,
    )
