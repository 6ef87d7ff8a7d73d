"""What was taken in, what was not, and whether the sums hold: for control and audit."""

import datetime

import pandas as pd

from chargeback.period import next_period
from dashboard import warehouse
from dashboard.access import Viewer


def files(viewer: Viewer) -> pd.DataFrame:
    """Every file that was taken in.

    Returns:
        One row per file: source_id, entity, file_name, sha256, loaded_at, rows_in,
        rows_accepted, rows_rejected, control_sum_ore (null where the file holds no
        amounts), and covers: the first day of the month the file is for, by its
        snapshot day or else by the day, month or year in its name (null without).
        Agreements are delivered for a whole year, so their file covers it from January.
    """
    return warehouse.select(
        viewer,
        r"""
        select
            source_id,
            entity,
            file_name,
            sha256,
            loaded_at,
            rows_in,
            rows_accepted,
            rows_rejected,
            control_sum_ore,
            date_trunc('month', coalesce(
                case when entity = 'agreements' then date_trunc('year', snapshot_on) end,
                snapshot_on,
                try_cast(regexp_extract(file_name, '\d{4}-\d{2}-\d{2}') as date),
                try_cast(regexp_extract(file_name, '\d{4}-\d{2}') || '-01' as date),
                try_cast(regexp_extract(file_name, '\d{4}') || '-01-01' as date)
            ))::date as covers
        from files
        order by source_id, covers, file_name, loaded_at
        """,
    )


def missing_files(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """The sources that owe a file for a month and have sent none.

    Returns:
        One row per source, by name: source_id.
    """
    return warehouse.select(
        viewer,
        """
        select source_id
        from expected_files
        where period = $period and not is_present
        order by source_id
        """,
        period=period,
    )


def turned_away(viewer: Viewer) -> pd.DataFrame:
    """Deliveries that are not what is calculated with: duplicates, refused and replaced files.

    Returns:
        One row per delivery, latest first: delivered_at, file_name, sha256, outcome
        (duplicate, refused, replaced, or accepted by a person), reason_sv, reason_en.
    """
    return warehouse.select(
        viewer,
        """
        select delivered_at, file_name, sha256, outcome, reason_sv, reason_en
        from deliveries
        where outcome <> 'loaded'
        order by delivered_at desc, file_name, outcome
        """,
    )


def rejects(viewer: Viewer, file_name: str) -> pd.DataFrame:
    """The rows of one file that were turned away.

    Returns:
        One row per reject in file order: file_name, line, column_name, rule, value,
        reason_sv, reason_en.
    """
    return warehouse.select(
        viewer,
        """
        select file_name, line, column_name, rule, value, reason_sv, reason_en
        from rejects
        where file_name = $file_name
        order by line, column_name, rule
        """,
        file_name=file_name,
    )


def all_rejects(viewer: Viewer) -> pd.DataFrame:
    """Every row that was turned away, to take along; columns as of :func:`rejects`."""
    return warehouse.select(
        viewer,
        """
        select file_name, line, column_name, rule, value, reason_sv, reason_en
        from rejects
        order by file_name, line, column_name, rule
        """,
    )


def set_aside(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Rows that are not charged because a named rule says so.

    Returns:
        One row per source and rule, most rows first: source_id, rule, row_count.
    """
    return warehouse.select(
        viewer,
        """
        select source_id, rule, sum(row_count)::bigint as row_count
        from set_aside
        where period = $period
        group by source_id, rule
        order by row_count desc, source_id, rule
        """,
        period=period,
    )


def unallocated(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """What was counted and priced but is charged to nobody.

    Returns:
        One row per service and reason, dearest first: source_id, service_id,
        name_sv, name_en, unit_sv, unit_en, reason, units, unit_days, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            unallocated.source_id,
            unallocated.service_id,
            services.name_sv,
            services.name_en,
            services.unit_sv,
            services.unit_en,
            unallocated.reason,
            unallocated.units,
            unallocated.unit_days,
            unallocated.amount_ore
        from unallocated
        left join services
            on unallocated.service_id = services.service_id
        where unallocated.period = $period
        order by unallocated.amount_ore desc, unallocated.service_id, unallocated.reason
        """,
        period=period,
    )


def unallocated_objects(
    viewer: Viewer, service_id: str, reason: str, period: datetime.date
) -> pd.DataFrame:
    """The accounts or workstations of a service that nobody pays for.

    Returns:
        One row per object and source row that month: object_id, valid_from,
        valid_until, last_seen_on, source_file, source_line.
    """
    return warehouse.select(
        viewer,
        """
        select object_id, valid_from, valid_until, last_seen_on, source_file, source_line
        from unallocated_objects
        where service_id = $service_id
            and reason = $reason
            and valid_from < $next_period
            and valid_until > $period
        order by object_id, valid_from
        """,
        service_id=service_id,
        reason=reason,
        period=period,
        next_period=next_period(period),
    )


def all_unallocated_objects(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Every object of a month that nobody pays for, to take along.

    Returns:
        One row per object and source row: service_id, reason and the columns of
        :func:`unallocated_objects`.
    """
    return warehouse.select(
        viewer,
        """
        select
            service_id,
            reason,
            object_id,
            valid_from,
            valid_until,
            last_seen_on,
            source_file,
            source_line
        from unallocated_objects
        where valid_from < $next_period
            and valid_until > $period
        order by service_id, reason, object_id, valid_from
        """,
        period=period,
        next_period=next_period(period),
    )


def set_aside_rows(
    viewer: Viewer, source_id: str, rule: str, period: datetime.date
) -> pd.DataFrame:
    """The rows one rule set aside in a month.

    Returns:
        One row per source row: object_id, source_file, source_line.
    """
    return warehouse.select(
        viewer,
        """
        select object_id, source_file, source_line
        from set_aside_rows
        where source_id = $source_id
            and rule = $rule
            and period = $period
        order by source_file, source_line, object_id
        """,
        source_id=source_id,
        rule=rule,
        period=period,
    )


def equations(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """Both sides of the equations of a month's intake, term by term.

    Those of income and agreements are on the reconciliation.

    Returns:
        One row per term, in order: equation (volume, cost or self_cost), source_id
        (null but for volume), side (left or right), position, term, amount (rows or öre),
        unit (rows or ore).
    """
    return warehouse.select(
        viewer,
        """
        select equation, source_id, side, position, term, amount, unit
        from equations
        where period = $period and equation in ('volume', 'cost', 'self_cost')
        order by equation desc, source_id, side, position
        """,
        period=period,
    )


def broken_periods(viewer: Viewer) -> pd.DataFrame:
    """The months where some equation of the intake does not hold.

    Returns:
        One row per equation, source and month with a difference, oldest first:
        period, equation, source_id, unit, difference (left side − right side).
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            equation,
            source_id,
            unit,
            sum(case when side = 'left' then amount else -amount end)::bigint as difference
        from equations
        where equation in ('volume', 'cost', 'self_cost')
        group by period, equation, source_id, unit
        having sum(case when side = 'left' then amount else -amount end) <> 0
        order by period, equation, source_id
        """,
    )


def deliveries(viewer: Viewer) -> pd.DataFrame:
    """What came of every file delivered; the yeses of people stand in the journal.

    Returns:
        One row per delivery, latest first: delivered_at (UTC), file_name, sha256, outcome
        (loaded, duplicate, refused or replaced), reason_sv, reason_en.
    """
    return warehouse.select(
        viewer,
        """
        select delivered_at, file_name, sha256, outcome, reason_sv, reason_en
        from deliveries
        where outcome <> 'accepted'
        order by delivered_at desc, file_name, outcome
        """,
    )
