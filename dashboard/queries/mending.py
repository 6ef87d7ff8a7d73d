"""What a mending would give a payer, whom it can be given to, and the mendings obeyed."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def subjects(viewer: Viewer) -> pd.DataFrame:
    """Everything nobody pays for, by what a mending could say of it, dearest first.

    Returns:
        One row per way, object kind and subject: way (alias, owner, code; source where only a
        new delivery helps), object_kind, subject, written, source_id, service_id and reason
        (of the dearest), months, objects (of all services, in the month with most),
        first_period, last_period, amount_ore (of all months).
    """
    return warehouse.select(
        viewer,
        """
        select
            way,
            object_kind,
            subject,
            min(written) as written,
            max_by(source_id, (dearest_ore, source_id)) as source_id,
            max_by(service_id, (dearest_ore, service_id)) as service_id,
            max_by(reason, (dearest_ore, reason)) as reason,
            count(*) as months,
            max(objects) as objects,
            min(period) as first_period,
            max(period) as last_period,
            sum(amount_ore)::bigint as amount_ore
        from (
            select
                way,
                object_kind,
                subject,
                period,
                min(written) as written,
                max_by(source_id, (amount_ore, source_id)) as source_id,
                max_by(service_id, (amount_ore, service_id)) as service_id,
                max_by(reason, (amount_ore, reason)) as reason,
                sum(objects)::bigint as objects,
                max(amount_ore) as dearest_ore,
                sum(amount_ore)::bigint as amount_ore
            from mendable
            group by way, object_kind, subject, period
        )
        group by way, object_kind, subject
        order by amount_ore desc, way, object_kind, subject
        """,
    )


def months(viewer: Viewer, way: str, object_kind: str, subject: str) -> pd.DataFrame:
    """What nobody pays for, month by month, of one subject.

    Returns:
        One row per month, newest first: period, objects (of all services), amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            sum(objects)::bigint as objects,
            sum(amount_ore)::bigint as amount_ore
        from mendable
        where way = $way and object_kind = $object_kind and subject = $subject
        group by period
        order by period desc
        """,
        way=way,
        object_kind=object_kind,
        subject=subject,
    )


def subjects_of(
    viewer: Viewer, period: datetime.date, source_id: str, service_id: str, reason: str
) -> pd.DataFrame:
    """The subjects of one row of what nobody pays for in a month.

    Returns:
        One row per subject: way, object_kind, subject.
    """
    return warehouse.select(
        viewer,
        """
        select distinct way, object_kind, subject
        from mendable
        where
            period = $period
            and source_id = $source_id
            and service_id = $service_id
            and reason = $reason
        order by way, object_kind, subject
        """,
        period=period,
        source_id=source_id,
        service_id=service_id,
        reason=reason,
    )


def cost_centres(viewer: Viewer) -> pd.DataFrame:
    """Every cost centre and the days it is in force.

    Returns:
        One row per cost centre and interval of days: cost_centre_id, name_sv, department_id,
        valid_from, valid_until.
    """
    return warehouse.select(
        viewer,
        """
        select cost_centre_id, name_sv, department_id, valid_from, valid_until
        from cost_centres
        order by cost_centre_id, valid_from
        """,
    )


def departments(viewer: Viewer) -> pd.DataFrame:
    """Every department and the days it exists.

    Returns:
        One row per department and interval: department_id, name_sv, name_en, valid_from,
        valid_until.
    """
    return warehouse.select(
        viewer,
        """
        select department_id, name_sv, name_en, valid_from, valid_until
        from departments
        order by name_sv, valid_from
        """,
    )


def code_strings(viewer: Viewer) -> pd.DataFrame:
    """What the ledger would not take of the code strings, over all months, dearest first.

    Returns:
        One row per fault and what a mending could say of it: way (activity or counterparty;
        none where a register must be put right), subject, fault, code_string (one of the latest
        month's), code_strings (how many), first_period, last_period, months, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            way,
            subject,
            fault,
            max_by(code_string, (period, amount_ore, code_string)) as code_string,
            count(distinct code_string) as code_strings,
            min(period) as first_period,
            max(period) as last_period,
            count(distinct period) as months,
            sum(amount_ore)::bigint as amount_ore
        from code_strings
        group by way, subject, fault
        order by sum(amount_ore) desc, subject, fault
        """,
    )


def obeyed(viewer: Viewer) -> pd.DataFrame:
    """How much each mending has given a payer in the build shown.

    Returns:
        One row per mending that is obeyed: mending (number of the fact), objects.
    """
    return warehouse.select(
        viewer,
        """
        select mendings.mending, count(distinct objects.object_id) as objects
        from mendings
        left join objects
            on objects.owner_rule = 'mending:' || mendings.mending
        group by mendings.mending
        order by mendings.mending
        """,
    )


def journal_head(viewer: Viewer) -> pd.DataFrame:
    """Up to which fact the build shown obeys the journal.

    Returns:
        One row: seq, number of the last fact; 0 where nothing was decided.
    """
    return warehouse.select(viewer, "select seq from journal_head")


def rejected_files(viewer: Viewer) -> pd.DataFrame:
    """The files with rows that could not be read, newest first.

    Returns:
        One row per file: file_name, source_id, rows_rejected, reason_sv and reason_en (the
        first row's).
    """
    return warehouse.select(
        viewer,
        """
        select
            file_name,
            min(source_id) as source_id,
            count(distinct line) as rows_rejected,
            min_by(reason_sv, (line, column_name, rule)) as reason_sv,
            min_by(reason_en, (line, column_name, rule)) as reason_en
        from rejects
        group by file_name
        order by max(regexp_extract(file_name, '[0-9]{4}[-_]?[0-9]{2}')) desc, file_name
        """,
    )
