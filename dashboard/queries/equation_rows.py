"""The rows an equation is summed of: source rows, ledger rows, lines and booked rows, with file."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def of_source(viewer: Viewer, period: datetime.date, source_id: str, most: int) -> pd.DataFrame:
    """A source's accepted rows of a month, those nobody pays for first.

    Returns:
        One row per source row and term, at most so many: term (unallocated, set_aside:rule or
        charged), object_id, source_file, source_line, all_rows (how many there are).
    """
    return warehouse.select(
        viewer,
        """
        with

        months as (
            select file_name
            from file_periods
            where period = $period and source_id = $source_id
        ),

        charged as (
            select
                source_file,
                source_line,
                min(object_id) as object_id
            from objects
            where source_file in (select file_name from months)
            group by source_file, source_line
        ),

        told as (
            select 3 as position, 'charged' as term, object_id, source_file, source_line
            from charged
            union all
            select 2 as position, 'set_aside:' || rule as term, object_id, source_file, source_line
            from set_aside_rows
            where source_file in (select file_name from months)
            union all
            select distinct
                1 as position,
                'unallocated' as term,
                unallocated.object_id,
                unallocated.source_file,
                unallocated.source_line
            from unallocated_objects as unallocated
            left join charged
                on
                    unallocated.source_file = charged.source_file
                    and unallocated.source_line = charged.source_line
            where
                unallocated.source_file in (select file_name from months)
                and charged.source_line is null
        )

        select
            term,
            object_id,
            source_file,
            source_line,
            count(*) over () as all_rows
        from told
        order by position, term, source_file, source_line
        limit $most
        """,
        period=period,
        source_id=source_id,
        most=most,
    )


def of_pool(viewer: Viewer, period: datetime.date, pool: str, most: int) -> pd.DataFrame:
    """A pool's rows of a month's ledger, the largest first; "" for those without a pool.

    Returns:
        One row per row of the ledger, at most so many: voucher, booked_on, account,
        account_name, cost_centre_id, activity, amount_ore, source_file, source_line, all_rows
        (how many there are).
    """
    return warehouse.select(
        viewer,
        """
        select
            voucher,
            booked_on,
            account,
            account_name,
            cost_centre_id,
            activity,
            amount_ore,
            source_file,
            source_line,
            count(*) over () as all_rows
        from cost_rows
        where period = $period and coalesce(pool, '') = $pool
        order by abs(amount_ore) desc, source_file, source_line
        limit $most
        """,
        period=period,
        pool=pool,
        most=most,
    )


def income_accounts(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What was delivered and what the ledger shows booked on the city's customers, by account.

    Returns:
        One row per account: account, account_name, delivered_ore, booked_ore.
    """
    return warehouse.select(
        viewer,
        """
        with

        told as (
            select account, account_name, amount_ore as delivered_ore, 0 as booked_ore
            from bookings
            where period = $period and side = 'customer' and not is_external
            union all
            select account, account_name, 0 as delivered_ore, amount_ore as booked_ore
            from booked_rows
            where period = $period and side = 'customer'
        )

        select
            coalesce(account, '') as account,
            max(account_name) as account_name,
            sum(delivered_ore)::bigint as delivered_ore,
            sum(booked_ore)::bigint as booked_ore
        from told
        group by account
        order by account
        """,
        period=period,
    )


def of_account(viewer: Viewer, period: datetime.date, account: str, most: int) -> pd.DataFrame:
    """What was delivered on an account and what the ledger shows booked, row by row.

    Returns:
        One row per cost centre and counterparty delivered, and per row of the ledger, cost
        centre by cost centre, at most so many: cost_centre_id, counterparty, text, delivered_ore
        or booked_ore (the other None), voucher, source_file, source_line, all_rows.
    """
    return warehouse.select(
        viewer,
        """
        with

        told as (
            select
                1 as position,
                cost_centre_id,
                counterparty,
                text,
                amount_ore as delivered_ore,
                null::bigint as booked_ore,
                null::varchar as voucher,
                null::varchar as source_file,
                null::bigint as source_line
            from bookings
            where
                period = $period
                and side = 'customer'
                and not is_external
                and coalesce(account, '') = $account
            union all
            select
                2 as position,
                cost_centre_id,
                counterparty,
                null as text,
                null as delivered_ore,
                amount_ore as booked_ore,
                voucher,
                source_file,
                source_line
            from booked_rows
            where
                period = $period
                and side = 'customer'
                and coalesce(account, '') = $account
        )

        select
            cost_centre_id,
            counterparty,
            text,
            delivered_ore,
            booked_ore,
            voucher,
            source_file,
            source_line,
            count(*) over () as all_rows
        from told
        order by cost_centre_id, position, source_file, source_line, counterparty
        limit $most
        """,
        period=period,
        account=account,
        most=most,
    )


def of_agreement(
    viewer: Viewer, period: datetime.date, department_id: str, agreement_id: str, most: int
) -> pd.DataFrame:
    """The lines of a customer under an agreement, the dearest first; "" for those without one.

    Returns:
        One row per line, at most so many: line_id, cost_centre_id, cost_centre_name,
        service_id, service_name_sv, service_name_en, charge_period, amount_ore, code_string,
        source_files, all_rows (how many there are).
    """
    return warehouse.select(
        viewer,
        """
        select
            line_id,
            cost_centre_id,
            cost_centre_name,
            service_id,
            service_name_sv,
            service_name_en,
            charge_period,
            amount_ore,
            code_string,
            source_files,
            count(*) over () as all_rows
        from bill_lines
        where
            period = $period
            and department_id = $department_id
            and coalesce(agreement_id, '') = $agreement_id
        order by abs(amount_ore) desc, line_id
        limit $most
        """,
        period=period,
        department_id=department_id,
        agreement_id=agreement_id,
        most=most,
    )
