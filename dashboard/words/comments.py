"""What is said of a bill, in words: who asked, who answered, and whose turn it is."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.decide import Comment
from dashboard.i18n import _

ASKS = "department"


def title(thread: Sequence[Comment]) -> str:
    """Whose turn it is."""
    if not thread:
        return _("Nothing has been asked about this bill")
    last = thread[-1]
    when = formats.day_in_words(last.when.date())
    if last.role == ASKS:
        return _("The department asked on %(day)s and waits for an answer", day=when)
    return _("Answered on %(day)s", day=when)


def speaker(comment: Comment) -> str:
    """Who speaks, and when."""
    who = _("The department") if comment.role == ASKS else _("The controller")
    return _("%(who)s, %(when)s", who=who, when=formats.moment(comment.when))


def about(comment: Comment) -> str:
    """What of the bill it is about."""
    return _("about line %(line)s", line=comment.line_id) if comment.line_id else ""


def invitation(role: str) -> str:
    """What the form asks for."""
    return _("Your question") if role == ASKS else _("Your answer")


def button(role: str) -> str:
    """What sending it does."""
    return _("Ask") if role == ASKS else _("Answer")


def refused() -> str:
    """Why nothing was written down."""
    return _("Nothing was written down: write what you want to say, at most 2 000 characters.")


def written() -> str:
    """That it was written down."""
    return _("Written down, and shown to both the department and the controllers.")
