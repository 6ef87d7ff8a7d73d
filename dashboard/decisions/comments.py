"""Questions and answers on a bill."""

import datetime

from dashboard import access
from dashboard.access import RefusedActError, Viewer
from dashboard.decisions.form import Form, journal
from dashboard.queries import frame
from dashboard.rows import rows_of
from journal import comments
from journal.comments import Comment
from journal.facts import Fact
from journal.store import Writing


def thread(viewer: Viewer, department_id: str, period: datetime.date) -> list[Comment]:
    """What has been asked and answered of a bill, in order; nothing for who may not read it."""
    if not access.reads_bill_of(viewer, department_id):
        return []
    return comments.threads(journal()).get(comments.Bill(period, department_id), [])


def _comment(pen: Writing, form: Form) -> Fact:
    """A word on a bill, of a department whose bill the viewer may read.

    Raises:
        RefusedActError: It is another's, or there is none.
    """
    department_id, viewer = form.text("department"), form.viewer
    known = {row["department_id"] for row in rows_of(frame.departments(viewer))}
    if department_id not in known or not access.reads_bill_of(viewer, department_id):
        raise RefusedActError
    bill = comments.Bill(form.day("month"), department_id)
    return comments.comment(pen, form.by, bill, form.text("text"), form.optional("line"))


ACTS = {"comment.make": _comment}
