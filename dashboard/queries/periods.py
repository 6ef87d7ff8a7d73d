"""What each month comes to, what of it is corrections, and how it stands beside self-cost."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def sums(viewer: Viewer) -> pd.DataFrame:
    """Each booked month's lines.

    Returns:
        One row per month, oldest first: period, line_count, amount_ore, fingerprint.
    """
    return warehouse.select(
        viewer,
        """
        select period, line_count, amount_ore, fingerprint
        from period_sums
        order by period
        """,
    )


def delivered(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """The files a month is owed, and when the last of those that came first did.

    A file that replaces another, or comes later, does not make the month's first one late.

    Returns:
        One row: owed, missing, last_at (None where none came).
    """
    return warehouse.select(
        viewer,
        """
        with

        came as (
            select
                files.source_id,
                min(files.loaded_at) as loaded_at
            from files
            left join file_periods
                on files.source_id = file_periods.source_id
                and files.file_name = file_periods.file_name
            where
                coalesce(file_periods.period, date_trunc('month', files.snapshot_on)::date)
                = $period
            group by files.source_id
        )

        select
            count(*) as owed,
            count(*) filter (not expected_files.is_present) as missing,
            max(came.loaded_at) as last_at
        from expected_files
        left join came
            on expected_files.source_id = came.source_id
        where expected_files.period = $period
        """,
        period=period,
    )


def lines(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """A month's lines, as far as the causes of a difference need them.

    Returns:
        One row per line: what :func:`chargeback.run_differences.cell` takes.
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            service_id,
            fee_kind,
            agreement_id,
            agreement_system,
            department_id,
            cost_centre_id,
            price_ore,
            price_e4,
            tiers,
            quantity,
            quantity_days,
            days_in_month,
            amount_ore,
            is_correction
        from bill_lines
        where period = $period
        order by line_id
        """,
        period=period,
    )


def payers(viewer: Viewer) -> pd.DataFrame:
    """Cost centres by the name they had last.

    Returns:
        One row per cost centre: cost_centre_id, name.
    """
    return warehouse.select(
        viewer,
        """
        select cost_centre_id, max_by(cost_centre_name, period) as name
        from bill_lines
        group by cost_centre_id
        order by cost_centre_id
        """,
    )


def corrections(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Corrections of closed months that a month holds, and those that wait for it.

    Returns:
        One row: line_count and amount_ore of those among its lines; waiting_count and
        waiting_ore of those that are booked in it as soon as it is calculated.
    """
    return warehouse.select(
        viewer,
        """
        with

        booked as (
            select
                count(*) as line_count,
                coalesce(sum(amount_ore), 0)::bigint as amount_ore
            from bill_lines
            where period = $period and is_correction
        ),

        waiting as (
            select
                count(*) as waiting_count,
                coalesce(sum(amount_ore), 0)::bigint as waiting_ore
            from waiting_corrections
            where period = $period
        )

        select *
        from booked
        cross join waiting
        """,
        period=period,
    )


def result(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What a month's fees were beside what its services cost.

    Returns:
        One row: services (0 for a month without a ledger), fees_ore, self_cost_ore, result_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            count(*) as services,
            coalesce(sum(fees_ore), 0)::bigint as fees_ore,
            coalesce(sum(self_cost_ore), 0)::bigint as self_cost_ore,
            coalesce(sum(result_ore), 0)::bigint as result_ore
        from recovery
        where period = $period
        """,
        period=period,
    )
