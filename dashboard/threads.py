"""What is asked and answered about a bill, with the form to go on: part of the bill's page."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import access, decide, formats, session
from dashboard.components.forms import Field, decision_form
from dashboard.components.sections import section, source_line
from dashboard.components.shapes import status
from dashboard.i18n import _
from dashboard.shell import built_words
from dashboard.view import View
from dashboard.words import comments as words

ACT = "comment.make"
ACTION = f"/decide/{ACT}"


def bill_thread(view: View, line_id: str) -> list[Component]:
    """The thread of the bill in the address; nothing where nobody spoke and the reader may not.

    Args:
        view: Whose bill of which month, and who reads.
        line_id: The open line, which a new question is about; empty for the whole bill.
    """
    thread = decide.thread(view.viewer, view.department.id, view.period)
    may_speak = access.may(view.viewer, ACT)
    if not thread and not (may_speak and view.viewer.role == words.ASKS):
        return []
    said = [html.Ol([_word(one) for one in thread], className="thread")] if thread else []
    form = [_form(view, line_id)] if may_speak else []
    sub = _("What is written here stays. The department and the controllers read it.")
    source = source_line(_("Source: the journal."), built_words())
    return [section(words.title(thread), sub, [*_told(view), *said, *form, source], "thread")]


def _word(one: decide.Comment) -> Component:
    of_what = words.about(one)
    told = [words.speaker(one), *([f", {of_what}"] if of_what else [])]
    return html.Li([html.P(told, className="said-by"), html.P(one.text)])


def _form(view: View, line_id: str) -> Component:
    role = view.viewer.role
    hidden = {
        "csrf_token": session.csrf_token(),
        "department": view.department.id,
        "month": str(view.period),
        "period": formats.period_key(view.period),
        "line": line_id,
    }
    field = Field("text", words.invitation(role), is_prose=True)
    form = decision_form(ACT, ACTION, [field], words.button(role), hidden)
    return html.Div(form, className="thread-form")


def _told(view: View) -> Sequence[Component]:
    """What became of what was just sent."""
    if view.address.get("said"):
        told = status("good", words.written())
    elif view.address.get("refused"):
        told = status("bad", words.refused())
    else:
        return []
    return [html.Div(told, className="notice", role="status")]
