"""Results of whole years: carried into the next price, or paid back."""

import re

from dashboard import access
from dashboard.access import Viewer
from dashboard.decisions.form import SERVICE_ID, Form, journal
from dashboard.queries import reference
from dashboard.rows import rows_of
from journal import settlements
from journal.facts import Fact, RefusedError
from journal.settlements import CARRY, PAY_BACK, Settlement
from journal.store import Writing

__all__ = ["ACTS", "CARRY", "PAY_BACK", "said_of_settlements", "settled"]


def settled(viewer: Viewer) -> list[Settlement]:
    """What is decided about the results of years; nothing for who may not read the journal."""
    return settlements.settlements(journal()) if access.reads_journal(viewer) else []


def said_of_settlements(viewer: Viewer) -> list[Fact]:
    """What has been said of them; nothing for who may not read the journal."""
    return journal().facts(settlements.KINDS) if access.reads_journal(viewer) else []


def _settle(pen: Writing, form: Form) -> Fact:
    about = _about(form)
    rows = rows_of(reference.year_result(form.viewer, about.service_id, about.year))
    if not rows:
        raise RefusedError("unknown", service=about.service_id)
    kind = form.text("kind")
    if kind == PAY_BACK and rows[0]["fees_ore"] <= 0:
        raise RefusedError("nobody", service=about.service_id)
    told = rows[0]["result_ore"], rows[0]["quantity"]
    return settlements.decide(pen, about, kind, *told, form.text("decision"))


def _about(form: Form) -> settlements.About:
    """Of which service and year the viewer speaks: ``ACC-STD 2009``."""
    service_id, _gap, year = form.text("one").partition(" ")
    if not SERVICE_ID.fullmatch(service_id) or not re.fullmatch(r"[0-9]{4}", year):
        raise RefusedError("form", field="one")
    return settlements.About(form.by, service_id, int(year), form.text("why"), form.number("seen"))


ACTS = {"settlement.decide": _settle}
