"""Mendings: what names, objects, codes and code strings mean or have."""

import datetime
from collections.abc import Callable, Sequence

from dashboard import access
from dashboard.access import Viewer
from dashboard.decisions.form import Form, journal
from dashboard.figures.mending import key_of_subject
from dashboard.queries import frame, mending
from dashboard.rows import Row, rows_of
from journal import acceptances, mendings
from journal.facts import Fact, RefusedError
from journal.mendings import City, Mendings, NewMending
from journal.store import Writing


def mended(viewer: Viewer) -> Mendings:
    """Every mending as it stands now; none for who may not read the journal."""
    return mendings.mendings(journal()) if access.reads_journal(viewer) else Mendings()


def mending_facts(viewer: Viewer) -> list[Fact]:
    """All that was said of mendings and of files that waited, newest first."""
    if not access.reads_journal(viewer):
        return []
    return journal().facts([*mendings.KINDS, acceptances.GIVEN])[::-1]


def city(viewer: Viewer) -> City:
    """The departments and cost centres a mending is held against, and the first charged day."""
    charged = rows_of(frame.periods(viewer))
    return City(
        charged[-1]["period"] if charged else datetime.date.max,
        _stretches(rows_of(mending.departments(viewer)), "department_id"),
        _stretches(rows_of(mending.cost_centres(viewer)), "cost_centre_id"),
    )


def _stretches(rows: Sequence[Row], key: str) -> dict[str, list[mendings.Days]]:
    found: dict[str, list[mendings.Days]] = {}
    for row in rows:
        found.setdefault(row[key], []).append((row["valid_from"], row["valid_until"]))
    return found


def _mend(way: str) -> Callable[[Writing, Form], Fact]:
    def say(pen: Writing, form: Form) -> Fact:
        return mendings.mend(pen, _said(form), _new_mending(form, way), city(form.viewer))

    return say


def _mend_code(way: str) -> Callable[[Writing, Form], Fact]:
    def say(pen: Writing, form: Form) -> Fact:
        return mendings.mend(pen, _said(form), _new_code(form, way), city(form.viewer))

    return say


def _withdraw(pen: Writing, form: Form) -> Fact:
    return mendings.withdraw(pen, _said(form), form.number("mending"))


def _new_mending(form: Form, way: str) -> NewMending:
    """What is said of something nobody pays for; it may have no last day."""
    key = form.text("mend")
    found = (
        row
        for row in rows_of(mending.subjects(form.viewer))
        if row["way"] == way and key_of_subject(row) == key
    )
    row = next(found, None)
    if row is None:
        raise RefusedError("unknown", mend=key)
    subject = f"{row['object_kind']}{mendings.APART}{row['subject']}"
    return NewMending(
        way,
        subject if way == "owner" else row["subject"],
        form.text("target"),
        form.day("valid_from"),
        form.day("valid_until") if form.is_filled("valid_until") else None,
    )


def _new_code(form: Form, way: str) -> NewMending:
    """What a code string lacks: ``activity 40714``; it holds as long as its subject exists."""
    key = form.text("one")
    found = (
        row["subject"]
        for row in rows_of(mending.code_strings(form.viewer))
        if row["way"] == way and key == f"{way} {row['subject']}"
    )
    subject = next(found, None)
    if subject is None:
        raise RefusedError("unknown", one=key)
    return NewMending(way, subject, form.text("target"), form.day("valid_from"))


def _said(form: Form) -> mendings.About:
    """Who speaks of a mending, why, and what had been said of its subject by then."""
    return mendings.About(form.by, form.text("why"), form.number("seen"))


ACTS = {
    "mending.alias": _mend("alias"),
    "mending.owner": _mend("owner"),
    "mending.code": _mend("code"),
    "mending.activity": _mend_code("activity"),
    "mending.counterparty": _mend_code("counterparty"),
    "mending.withdraw": _withdraw,
}
