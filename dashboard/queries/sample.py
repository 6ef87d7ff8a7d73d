"""What a sample is drawn from, and what stands behind the lines drawn."""

import datetime
from collections.abc import Sequence

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def population(
    viewer: Viewer,
    first: datetime.date,
    last: datetime.date,
    department_id: str,
    service_id: str,
) -> pd.DataFrame:
    """The lines of some booked months by their size.

    Args:
        viewer: Who asks.
        first: First booked month.
        last: Last booked month.
        department_id: Only of this department; all where it is empty.
        service_id: Only of this service; all where it is empty.

    Returns:
        One row per line: line_id, amount_ore, size_ore (the amount without sign).
    """
    return warehouse.select(
        viewer,
        """
        select line_id, amount_ore, abs(amount_ore)::bigint as size_ore
        from bill_lines
        where period between $first and $last
            and $department_id in ('', department_id)
            and $service_id in ('', service_id)
        """,
        first=first,
        last=last,
        department_id=department_id,
        service_id=service_id,
    )


def lines(viewer: Viewer, line_ids: Sequence[str]) -> pd.DataFrame:
    """The lines named, in the columns of bill_lines."""
    return warehouse.select(
        viewer,
        """
        select *
        from bill_lines
        where list_contains(string_split($line_ids, ','), line_id)
        order by line_id
        """,
        line_ids=",".join(line_ids),
    )


def files(viewer: Viewer, names: Sequence[str]) -> pd.DataFrame:
    """The source files named, with what came of their rows.

    Returns:
        One row per file: source_id, entity, file_name, sha256, snapshot_on, loaded_at (UTC),
        rows_in, rows_accepted, rows_rejected.
    """
    return warehouse.select(
        viewer,
        """
        select
            source_id,
            entity,
            file_name,
            sha256,
            snapshot_on,
            loaded_at,
            rows_in,
            rows_accepted,
            rows_rejected
        from files
        where list_contains(string_split($names, ','), file_name)
        order by file_name, loaded_at
        """,
        names=",".join(names),
    )


def agreements(viewer: Viewer, agreement_ids: Sequence[str]) -> pd.DataFrame:
    """The agreements named.

    Returns:
        One row per agreement: agreement_id, department_id, scope, system_name, service_level,
        valid_from, valid_until, fixed_ore (a year), signed_on, source_file, source_line.
    """
    return warehouse.select(
        viewer,
        """
        select
            agreement_id,
            department_id,
            scope,
            system_name,
            service_level,
            valid_from,
            valid_until,
            fixed_ore,
            signed_on,
            source_file,
            source_line
        from agreements
        where list_contains(string_split($agreement_ids, ','), agreement_id)
        order by agreement_id
        """,
        agreement_ids=",".join(agreement_ids),
    )


def deliveries(viewer: Viewer, names: Sequence[str]) -> pd.DataFrame:
    """What came of each delivery of the files named, oldest first.

    Returns:
        One row per delivery: delivered_at (UTC), file_name, sha256, outcome, reason_sv,
        reason_en.
    """
    return warehouse.select(
        viewer,
        """
        select delivered_at, file_name, sha256, outcome, reason_sv, reason_en
        from deliveries
        where list_contains(string_split($names, ','), file_name)
        order by delivered_at, file_name, outcome
        """,
        names=",".join(names),
    )


def sealed_objects(  # noqa: PLR0913, PLR0917 - a sealed line's key and its days
    viewer: Viewer,
    period: datetime.date,
    department_id: str,
    cost_centre_id: str,
    service_id: str,
    agreement_id: str | None,
    valid_from: datetime.date,
    valid_until: datetime.date,
) -> pd.DataFrame:
    """The objects a closed month's line was sealed with, where they are others today.

    Returns:
        One row per object and interval in the columns of :func:`dashboard.queries.bill.objects`;
        none where today's are those sealed.
    """
    return warehouse.select(
        viewer,
        """
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
        from sealed_objects
        where period = $period
            and department_id = $department_id
            and cost_centre_id = $cost_centre_id
            and service_id = $service_id
            and ($agreement_id is null or agreement_id is null or agreement_id = $agreement_id)
            and valid_from < $valid_until
            and valid_until > $valid_from
        order by valid_from, object_id, source_file, source_line
        """,
        period=period,
        department_id=department_id,
        cost_centre_id=cost_centre_id,
        service_id=service_id,
        agreement_id=agreement_id,
        valid_from=valid_from,
        valid_until=valid_until,
    )
