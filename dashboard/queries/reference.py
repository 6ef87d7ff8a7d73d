"""The catalogue: which services there are, what they cost and have cost."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def catalogue(viewer: Viewer) -> pd.DataFrame:
    """Every service, by area.

    Returns:
        One row per service: the columns of marts.services and its supplier's names
        supplier_sv and supplier_en (null when the supplier is not known).
    """
    return warehouse.select(
        viewer,
        """
        select
            services.*,
            departments.name_sv as supplier_sv,
            departments.name_en as supplier_en
        from services
        left join departments
            on services.supplier_department_id = departments.department_id
        order by services.area, services.service_id
        """,
    )


def prices(viewer: Viewer) -> pd.DataFrame:
    """Every price there has been.

    Returns:
        One row per service and price, oldest first: service_id, price_list_id,
        price_ore (a year or a piece) or price_e4 (1/10 000 kr), unit, valid_from,
        valid_until, ended_by, decision, decided_on.
    """
    return warehouse.select(
        viewer,
        """
        select
            service_id,
            price_list_id,
            price_ore,
            price_e4,
            unit,
            valid_from,
            valid_until,
            ended_by,
            decision,
            decided_on
        from prices
        order by service_id, valid_from, price_list_id
        """,
    )


def year_result(viewer: Viewer, service_id: str, year: int) -> pd.DataFrame:
    """A service's result of a whole year.

    Returns:
        One row, or none: result_ore (fees less self-cost), fees_ore and quantity (1/1 000
        unit).
    """
    return warehouse.select(
        viewer,
        """
        select result_ore, fees_ore, quantity
        from recovery_years
        where service_id = $service_id and year = $year
        """,
        service_id=service_id,
        year=year,
    )


def settlements(viewer: Viewer) -> pd.DataFrame:
    """What is decided about the results of years, as the build was charged.

    Returns:
        One row per year and service, by year: year, service_id, name_sv, name_en, area,
        fee_kind, per, kind, result_ore, quantity (1/1 000 unit), decision, decided_on, seq,
        booked_in (the month with its lines, or none), is_waiting (it is not calculated yet).
    """
    return warehouse.select(
        viewer,
        """
        select
            settlements.year,
            settlements.service_id,
            services.name_sv,
            services.name_en,
            services.area,
            services.fee_kind,
            services.per,
            settlements.kind,
            settlements.result_ore,
            settlements.quantity,
            settlements.decision,
            settlements.decided_on,
            settlements.seq,
            settlements.booked_in,
            settlements.is_waiting
        from settlements
        join services
            on settlements.service_id = services.service_id
        order by settlements.year desc, settlements.service_id
        """,
    )


def recovery(viewer: Viewer, until: datetime.date) -> pd.DataFrame:
    """What services cost a unit and how much of it fees covered in the latest whole year.

    Args:
        viewer: Who asks.
        until: The last month looked at; a year counts from its December on.

    Returns:
        One row per service that had fees or self-cost, largest cost first: the columns of
        marts.recovery_years, and name_sv, name_en, area, fee_kind and per of the service.
    """
    return warehouse.select(
        viewer,
        """
        select
            recovery_years.*,
            services.name_sv,
            services.name_en,
            services.area,
            services.fee_kind,
            services.per
        from recovery_years
        join services
            on recovery_years.service_id = services.service_id
        where
            recovery_years.year = (
                select max(year) from recovery_years where make_date(year, 12, 1) <= $until
            )
        order by recovery_years.self_cost_ore desc, recovery_years.service_id
        """,
        until=until,
    )
