"""Months: shown to the departments, reviewed and closed."""

import datetime

from dashboard import access, months
from dashboard.access import Viewer
from dashboard.decisions.form import Form, journal
from journal import periods
from journal.facts import Fact
from journal.store import Writing


def closed_months(viewer: Viewer) -> frozenset[datetime.date]:
    """The months that are closed: what is mended in them comes as corrections."""
    if not access.reads_journal(viewer):
        return frozenset()
    closed = periods.closings(journal())
    return frozenset(fact.valid_from for fact in closed if fact.valid_from)


def _preliminary(pen: Writing, form: Form) -> Fact:
    return months.preliminary(pen, _about(form))


def _review(pen: Writing, form: Form) -> Fact:
    return months.review(pen, _about(form), form.text("lines"))


def _close(pen: Writing, form: Form) -> Fact:
    return months.close(pen, _about(form), form.text("lines"))


def _about(form: Form) -> periods.About:
    """Of which month the viewer speaks, why, and what had been said of it by then."""
    return periods.About(form.by, form.month("period"), form.text("why"), form.number("seen"))


ACTS = {
    "period.preliminary": _preliminary,
    "period.review": _review,
    "period.close": _close,
}
