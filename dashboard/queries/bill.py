"""A department's bill for one month: groups, their lines, the objects behind a line."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer

View = Literal["cost_centre", "service", "agreement"]
VIEWS: tuple[View, ...] = ("cost_centre", "service", "agreement")
# What stands for "no agreement" where lines are grouped by agreement.
NO_AGREEMENT = "none"


def groups(
    viewer: Viewer, department_id: str, period: datetime.date, before: datetime.date, view: View
) -> pd.DataFrame:
    """A bill by cost centre, service or agreement, beside another month.

    Returns:
        One row per group, dearest first: group_id, name_sv, name_en, status (of
        the agreement), units, line_count, amount_ore, before_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            case $view
                when 'cost_centre' then cost_centre_id
                when 'service' then service_id
                else coalesce(agreement_id, 'none')
            end as group_id,
            case $view
                when 'cost_centre' then max_by(cost_centre_name, period)
                when 'service' then max(service_name_sv)
                else coalesce(max(agreement_system), '')
            end as name_sv,
            case $view
                when 'cost_centre' then max_by(cost_centre_name, period)
                when 'service' then max(service_name_en)
                else coalesce(max(agreement_system), '')
            end as name_en,
            max_by(agreement_status, period) as status,
            coalesce(sum(units) filter (period = $period and not is_correction), 0)::bigint
                as units,
            count(*) filter (period = $period)::bigint as line_count,
            coalesce(sum(amount_ore) filter (period = $period), 0)::bigint as amount_ore,
            coalesce(sum(amount_ore) filter (period = $before), 0)::bigint as before_ore
        from bill_lines
        where department_id = $department_id
            and period in ($period, $before)
        group by group_id
        order by amount_ore desc, before_ore desc, group_id
        """,
        department_id=department_id,
        period=period,
        before=before,
        view=view,
    )


def lines(  # noqa: PLR0913, PLR0917 - whose bill, two months, and which part of it
    viewer: Viewer,
    department_id: str,
    period: datetime.date,
    before: datetime.date,
    view: View,
    group_id: str,
) -> pd.DataFrame:
    """The lines of one group in the two months.

    Returns:
        One row per line, dearest first, in the columns of bill_lines.
    """
    return warehouse.select(
        viewer,
        """
        select *
        from bill_lines
        where department_id = $department_id
            and period in ($period, $before)
            and case $view
                when 'cost_centre' then cost_centre_id
                when 'service' then service_id
                else coalesce(agreement_id, 'none')
            end = $group_id
        order by amount_ore desc, service_id, cost_centre_id, line_id
        """,
        department_id=department_id,
        period=period,
        before=before,
        view=view,
        group_id=group_id,
    )


def all_lines(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """Every line of a bill, to take along.

    Returns:
        One row per line, by cost centre and service, in the columns of bill_lines.
    """
    return warehouse.select(
        viewer,
        """
        select *
        from bill_lines
        where department_id = $department_id
            and period = $period
        order by cost_centre_id, service_id, line_id
        """,
        department_id=department_id,
        period=period,
    )


def size(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """How many lines a bill has, on how many cost centres, and what lacks an agreement.

    Returns:
        One row: line_count, cost_centre_count, and without_count and without_ore of
        the lines without an agreement in force.
    """
    return warehouse.select(
        viewer,
        """
        select
            count(*)::bigint as line_count,
            count(distinct cost_centre_id)::bigint as cost_centre_count,
            count(*) filter (agreement_status <> 'in_force')::bigint as without_count,
            coalesce(sum(amount_ore) filter (agreement_status <> 'in_force'), 0)::bigint
                as without_ore
        from bill_lines
        where department_id = $department_id
            and period = $period
        """,
        department_id=department_id,
        period=period,
    )


def line(viewer: Viewer, line_id: str) -> pd.DataFrame:
    """One line by its id: a row in the columns of bill_lines, or none."""
    return warehouse.select(
        viewer,
        "select * from bill_lines where line_id = $line_id",
        line_id=line_id,
    )


def objects(  # noqa: PLR0913, PLR0917 - a line's key, its days and how many to show
    viewer: Viewer,
    department_id: str,
    cost_centre_id: str,
    service_id: str,
    agreement_id: str | None,
    valid_from: datetime.date,
    valid_until: datetime.date,
    most: int,
    *,
    is_correction: bool = False,
) -> pd.DataFrame:
    """The objects behind a line, those not seen for longest first; of use by day.

    Behind a sealed line stand the objects it was sealed with, also where they are others now.

    Args:
        viewer: Who asks.
        department_id: Of the line.
        cost_centre_id: Of the line.
        service_id: Of the line.
        agreement_id: Of a line that carries its own agreement; else None.
        valid_from: First day of the month at the line's price.
        valid_until: First day after the days at its price.
        most: How many rows at most.
        is_correction: The line tells how it is now, whatever was sealed.

    Returns:
        One row per object and interval, or per row of use: object_id, object_from,
        object_until, last_seen_on, owner_rule, source_file, source_line, valid_from,
        valid_until, quantity (1/1 000 unit).
    """
    return warehouse.select(
        viewer,
        """
        with

        sealed as (
            select * exclude (period)
            from sealed_objects
            where not $is_correction
                and period = date_trunc('month', $valid_from::date)
                and department_id = $department_id
                and cost_centre_id = $cost_centre_id
                and service_id = $service_id
        ),

        told as (
            select *
            from objects
            where department_id = $department_id
                and cost_centre_id = $cost_centre_id
                and service_id = $service_id
                and not exists (select 1 from sealed)
            union all
            select * from sealed
        )

        select
            object_id,
            object_from,
            object_until,
            last_seen_on,
            owner_rule,
            source_file,
            source_line,
            valid_from,
            valid_until,
            quantity
        from told
        where ($agreement_id is null or agreement_id is null or agreement_id = $agreement_id)
            and valid_from < $valid_until
            and valid_until > $valid_from
        order by last_seen_on nulls last, valid_until - valid_from, valid_from, object_id,
            source_file, source_line
        limit $most
        """,
        department_id=department_id,
        cost_centre_id=cost_centre_id,
        service_id=service_id,
        agreement_id=agreement_id,
        valid_from=valid_from,
        valid_until=valid_until,
        most=most,
        is_correction=is_correction,
    )


def services_by_month(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """What a department's bills hold, by month: each service, corrections and settlements.

    Returns:
        Rows as of :func:`dashboard.queries.department.services_by_month`, but by the month
        booked: a closed month's as it was sealed. What corrects earlier months is told apart
        as the service ``corrections``, what is paid back of a year as ``settlements``.
    """
    return warehouse.select(
        viewer,
        """
        with

        booked as (
            select
                period,
                department_id,
                case
                    when is_correction then 'corrections'
                    when fee_kind = 'settlement' then 'settlements'
                    else service_id
                end as service_id,
                sum(amount_ore)::bigint as amount_ore
            from bill_lines
            where department_id = $department_id and period between $first and $last
            group by 1, 2, 3
        )

        select
            booked.period,
            booked.service_id,
            case booked.service_id
                when 'corrections' then 'rättelser av stängda månader'
                when 'settlements' then 'reglering av årets resultat'
                else services.name_sv
            end as name_sv,
            case booked.service_id
                when 'corrections' then 'corrections of closed months'
                when 'settlements' then 'settlement of the year''s result'
                else services.name_en
            end as name_en,
            coalesce(services.fee_kind, '') as fee_kind,
            coalesce(services.unit_sv, '') as unit_sv,
            coalesce(services.unit_en, '') as unit_en,
            coalesce(department_services.units, 0) as units,
            coalesce(department_services.unit_days, 0) as unit_days,
            booked.amount_ore
        from booked
        left join services
            on booked.service_id = services.service_id
        left join department_services
            on booked.period = department_services.period
            and booked.department_id = department_services.department_id
            and booked.service_id = department_services.service_id
        order by booked.period, booked.service_id
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def corrections(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """The credit specification of a bill: what it corrects of earlier months.

    Returns:
        One row per correction, by month of use and then the largest first, in the columns of
        bill_lines: charge_period, before_ore (charged before), now_ore, amount_ore (the
        difference), correction_cause.
    """
    return warehouse.select(
        viewer,
        """
        select *
        from bill_lines
        where department_id = $department_id and period = $period and is_correction
        order by charge_period, abs(amount_ore) desc, line_id
        """,
        department_id=department_id,
        period=period,
    )


def corrected_since(viewer: Viewer, line_id: str) -> pd.DataFrame:
    """What has been booked since as corrections of a sealed line.

    Returns:
        One row per correction, oldest first: line_id, period (booked), amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select line_id, period, amount_ore
        from bill_lines
        where original_line_id = $line_id
        order by period
        """,
        line_id=line_id,
    )


def mendings(viewer: Viewer, line: Mapping[str, Any]) -> pd.DataFrame:
    """The mendings by which a line's objects have their owner.

    Args:
        viewer: Who asks.
        line: The row of bill_lines.

    Returns:
        One row per mending: mending (number of the fact in the journal), recorded_on, who,
        why, objects.
    """
    return warehouse.select(
        viewer,
        """
        select
            mendings.mending,
            mendings.recorded_on,
            mendings.who,
            mendings.why,
            count(distinct objects.object_id) as objects
        from mendings
        join objects
            on objects.owner_rule = 'mending:' || mendings.mending
        where objects.department_id = $department_id
            and objects.cost_centre_id = $cost_centre_id
            and objects.service_id = $service_id
            and objects.valid_from < $valid_until
            and objects.valid_until > $valid_from
        group by mendings.mending, mendings.recorded_on, mendings.who, mendings.why
        order by mendings.mending
        """,
        department_id=line["department_id"],
        cost_centre_id=line["cost_centre_id"],
        service_id=line["service_id"],
        valid_from=line["valid_from"],
        valid_until=line["valid_until"],
    )


def files(viewer: Viewer, names: Sequence[str]) -> pd.DataFrame:
    """The source files named.

    Returns:
        One row per file: file_name, sha256, loaded_at.
    """
    return warehouse.select(
        viewer,
        """
        select file_name, sha256, loaded_at
        from files
        where list_contains(string_split($names, ','), file_name)
        order by file_name
        """,
        names=",".join(names),
    )
