"""Whether the sums hold: four equations, what the ledger booked otherwise, and the result."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def equations(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Both sides of every equation of a month, term by term.

    Returns:
        One row per term, in order: equation (volume, cost, self_cost, income or agreement),
        source_id (null but for volume), side (left or right), position, term, amount (rows or
        öre), unit (rows or ore).
    """
    return warehouse.select(
        viewer,
        """
        select equation, source_id, side, position, term, amount, unit
        from equations
        where period = $period
        order by equation, source_id, side, position, amount desc
        """,
        period=period,
    )


def ledger_months(viewer: Viewer) -> pd.DataFrame:
    """The months whose booked income the ledger has told.

    Returns:
        One row per month, latest first: period, error_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            equations.period,
            count(distinct booking_errors.fault || booking_errors.department_id)::bigint
                as error_count
        from equations
        left join booking_errors
            on equations.period = booking_errors.period
        where equations.equation = 'income'
        group by equations.period
        order by equations.period desc
        """,
    )


def booking_errors(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What a month was booked otherwise than delivered, error by error.

    Returns:
        One row per error, largest difference first: the columns of control.booking_errors
        and name_sv, name_en of the department (null where it is nobody's).
    """
    return warehouse.select(
        viewer,
        """
        select
            booking_errors.*,
            departments.name_sv,
            departments.name_en
        from booking_errors
        left join departments
            on booking_errors.department_id = departments.department_id
        where booking_errors.period = $period
        order by
            booking_errors.side,
            abs(booking_errors.difference_ore) desc,
            booking_errors.fault,
            booking_errors.cost_centre_id
        """,
        period=period,
    )


def booking_differences(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Where a month's ledger shows something else than our lines, key by key.

    Returns:
        One row per side, account, cost centre and counterparty: the columns of
        control.booking_differences.
    """
    return warehouse.select(
        viewer,
        """
        select *
        from booking_differences
        where period = $period
        order by side, department_id, account, cost_centre_id, counterparty
        """,
        period=period,
    )


def agreements(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What each agreement costs its customer and brings its supplier in a month.

    Returns:
        One row per department and agreement, dearest first: department_id, name_sv, name_en,
        agreement_id (null where lines are charged without one), customer_ore, supplier_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            agreement_sums.department_id,
            departments.name_sv,
            departments.name_en,
            agreement_sums.agreement_id,
            agreement_sums.customer_ore,
            agreement_sums.supplier_ore
        from agreement_sums
        left join departments
            on agreement_sums.department_id = departments.department_id
        where agreement_sums.period = $period
        order by
            abs(agreement_sums.customer_ore - agreement_sums.supplier_ore) desc,
            agreement_sums.customer_ore desc,
            agreement_sums.department_id,
            agreement_sums.agreement_id
        """,
        period=period,
    )


def results(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What each service was charged beside what it cost.

    Returns:
        One row per service, largest result first: service_id, name_sv, name_en, fees_ore,
        self_cost_ore, result_ore (fees less self-cost).
    """
    return warehouse.select(
        viewer,
        """
        select
            recovery.service_id,
            services.name_sv,
            services.name_en,
            recovery.fees_ore,
            recovery.self_cost_ore,
            recovery.result_ore
        from recovery
        left join services
            on recovery.service_id = services.service_id
        where recovery.period = $period
        order by abs(recovery.result_ore) desc, recovery.service_id
        """,
        period=period,
    )


def code_strings(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Code strings of a month that the ledger would not take.

    Returns:
        One row per code string and fault, most kronor first: department_id, name_sv, name_en,
        side, code_string, fault, amount_ore, line_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            code_strings.department_id,
            departments.name_sv,
            departments.name_en,
            code_strings.side,
            code_strings.code_string,
            code_strings.fault,
            code_strings.amount_ore,
            code_strings.line_count
        from code_strings
        left join departments
            on code_strings.department_id = departments.department_id
        where code_strings.period = $period
        order by code_strings.amount_ore desc, code_strings.code_string, code_strings.fault
        """,
        period=period,
    )


def invoices(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """The lines of a month that customers outside the city are to be invoiced.

    Returns:
        One row per line: department_id, department_name, cost_centre_id, service_name_sv,
        service_name_en, charge_period, quantity (1/1 000 unit), unit_sv, unit_en, amount_ore
        (VAT not included).
    """
    return warehouse.select(
        viewer,
        """
        select
            bill_lines.department_id,
            bill_lines.department_name,
            bill_lines.cost_centre_id,
            bill_lines.service_name_sv,
            bill_lines.service_name_en,
            bill_lines.charge_period,
            bill_lines.quantity,
            bill_lines.unit_sv,
            bill_lines.unit_en,
            bill_lines.amount_ore
        from bill_lines
        join departments
            on
                bill_lines.department_id = departments.department_id
                and departments.is_external
        where bill_lines.period = $period
        order by
            bill_lines.department_id, bill_lines.cost_centre_id, bill_lines.service_id,
            bill_lines.line_id
        """,
        period=period,
    )
