"""Files that the last run has stopped at."""

from chargeback import waiting
from chargeback.home import home
from dashboard import access
from dashboard.access import Viewer
from dashboard.decisions.form import Form, journal
from journal import acceptances
from journal.acceptances import Acceptance
from journal.facts import Fact, RefusedError
from journal.store import Writing


def unanswered(viewer: Viewer) -> list[waiting.Waiting]:
    """What the last run has stopped at and nobody has said yes to."""
    if not access.reads_journal(viewer):
        return []
    answered = acceptances.accepted(journal())
    return [one for one in waiting.read(home()) if one.sha256 not in answered]


def _accept(pen: Writing, form: Form) -> Fact:
    """Say yes to what the last run has stopped at: the next run goes on."""
    sha256 = form.text("sha256")
    one = next((one for one in unanswered(form.viewer) if one.sha256 == sha256), None)
    if one is None:
        raise RefusedError("unknown", sha256=sha256)
    told = one.rule, one.subject, one.said_sv, one.said_en
    given = Acceptance(pen.moment, form.viewer.id, form.text("why"), sha256, *told)
    return acceptances.write(pen, given, form.viewer.role)


ACTS = {"file.accept": _accept}
