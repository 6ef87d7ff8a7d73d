"""The decision to take a file's plan in: by a strategist, of exactly what was shown."""

from dashboard import exchange
from dashboard.decisions.form import Form
from journal import plan
from journal.facts import By, Fact, RefusedError
from journal.plan import Import
from journal.store import Writing


def _accept(pen: Writing, form: Form) -> Fact:
    """Take in what a file changes, if that is still what was shown.

    Raises:
        RefusedError: ``unknown`` file, ``faults`` in it, or ``differs``: the plan is another now.
        ConflictError: Somebody else has told of what it changes.
    """
    viewer, seen = form.viewer, form.number("seen")
    why, report_date = form.text("why"), form.day("report")
    offer = exchange.offer(
        viewer, form.text("file"), plan.fold(pen.facts(plan.ALL)), pen.moment.date()
    )
    if offer is None:
        raise RefusedError("unknown")
    if offer.found.faults:
        raise RefusedError("faults")
    changes = offer.found.changes
    new = Import(
        By(viewer.id, viewer.role),
        why,
        seen,
        report_date,
        form.optional("decided_by"),
        {"source_file": offer.name, "sha256": offer.sha256},
        [one.part for one in changes if one.part is not None],
        [(one.row.id, kind, day) for one in changes for kind, day in one.days],
    )
    fact = plan.take_in(pen, new)
    # After the conflict, which says who and what: this only says that it is no longer the same.
    if form.text("digest") != offer.found.digest:
        raise RefusedError("differs")
    return fact


ACTS = {exchange.ACCEPT: _accept}
