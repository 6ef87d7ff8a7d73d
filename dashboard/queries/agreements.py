"""A department's service agreements, and what is charged under each."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def agreements(
    viewer: Viewer, department_id: str, first: datetime.date, period: datetime.date
) -> pd.DataFrame:
    """Every agreement of a department that is charged or holds in the months asked for.

    Returns:
        One row per agreement, what is charged most first: agreement_id, scope, system_name,
        service_level, valid_from, valid_until, fixed_ore (a year), signed_on, status on the
        period's last day (coming, unsigned, in_force, expired), amount_ore charged from
        ``first`` to ``period``, month_ore in ``period``, source_file, source_line.
    """
    return warehouse.select(
        viewer,
        """
        select
            agreements.agreement_id,
            agreements.scope,
            agreements.system_name,
            agreements.service_level,
            agreements.valid_from,
            agreements.valid_until,
            agreements.fixed_ore,
            agreements.signed_on,
            case
                when agreements.valid_from > last_day($period) then 'coming'
                when agreements.valid_until <= last_day($period) then 'expired'
                when agreements.signed_on <= last_day($period) then 'in_force'
                else 'unsigned'
            end as status,
            coalesce(charged.amount_ore, 0)::bigint as amount_ore,
            coalesce(charged.month_ore, 0)::bigint as month_ore,
            agreements.source_file,
            agreements.source_line
        from agreements
        left join (
            select
                agreement_id,
                sum(amount_ore) as amount_ore,
                sum(case when charge_period = $period then amount_ore end) as month_ore
            from bill_lines
            where department_id = $department_id and charge_period between $first and $period
            group by agreement_id
        ) as charged
            on agreements.agreement_id = charged.agreement_id
        where agreements.department_id = $department_id
            and agreements.valid_from <= last_day($period)
            and (agreements.valid_until > $first or charged.amount_ore is not null)
        order by amount_ore desc, agreements.agreement_id
        """,
        department_id=department_id,
        first=first,
        period=period,
    )


def coverage(
    viewer: Viewer, department_id: str, first: datetime.date, period: datetime.date
) -> pd.DataFrame:
    """What is charged with and without a signed agreement in force, month by month.

    Returns:
        One row per month and status, oldest first: period, status (in_force, unsigned,
        expired, missing), amount_ore, line_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            charge_period as period,
            agreement_status as status,
            sum(amount_ore)::bigint as amount_ore,
            count(*) as line_count
        from bill_lines
        where department_id = $department_id and charge_period between $first and $period
        group by charge_period, agreement_status
        order by charge_period, agreement_status
        """,
        department_id=department_id,
        first=first,
        period=period,
    )


def uncovered(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """The services a department is charged for without a signed agreement in force.

    Returns:
        One row per service and status, dearest first: service_id, name_sv, name_en, status,
        agreement_id, amount_ore, line_count.
    """
    return warehouse.select(
        viewer,
        """
        select
            service_id,
            min(service_name_sv) as name_sv,
            min(service_name_en) as name_en,
            agreement_status as status,
            agreement_id,
            sum(amount_ore)::bigint as amount_ore,
            count(*) as line_count
        from bill_lines
        where department_id = $department_id
            and charge_period = $period
            and agreement_status <> 'in_force'
        group by service_id, agreement_status, agreement_id
        order by amount_ore desc, service_id
        """,
        department_id=department_id,
        period=period,
    )
