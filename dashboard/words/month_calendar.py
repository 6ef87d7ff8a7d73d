"""The calendar of a month in words: what each step is, and how it stands to its day."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.figures.month_calendar import Step
from dashboard.i18n import _, ngettext
from dashboard.words.causes import listed

#: Working days of about a year: what is later is not counted out in days.
A_YEAR = 250


def name(key: str) -> str:
    """What is to be done."""
    return {
        "files": _("Files have come"),
        "preliminary": _("Departments see their bills"),
        "answered": _("Questions are answered"),
        "closed": _("The month is closed"),
        "booked": _("The month is booked"),
    }[key]


def shape(step: Step, today: datetime.date) -> Status:
    """How a step stands, as a shape."""
    if step.is_done:
        return "watch" if step.late(today) else "good"
    return "bad" if step.late(today) else "waiting"


def standing(step: Step, today: datetime.date) -> str:
    """``gjort i tid``, ``en arbetsdag sent``, ``en fil saknas, förfallet sedan 2 arbetsdagar``."""
    late = step.late(today)
    if step.is_done and step.done_at is None:
        return _("no question has been asked") if step.key == "answered" else _("none is owed")
    if step.is_done:
        return _("done, %(late)s late", late=_size(late)) if late else _("done in time")
    left = _left(step)
    if late:
        return _("%(left)s, %(late)s late", left=left, late=_size(late))
    return left


def title(steps: Sequence[Step], today: datetime.date) -> str:
    """The calendar's answer: what is late, else what is next, else that all is done."""
    overdue = [step for step in steps if not step.is_done and step.late(today)]
    if overdue:
        return ngettext(
            "One step is not done though its day has passed: %(names)s",
            "%(num)s steps are not done though their days have passed: %(names)s",
            len(overdue),
            names=listed([_running(step) for step in overdue]),
        )
    left = [step for step in steps if not step.is_done]
    if left:
        return _(
            "Next by %(day)s: %(name)s",
            day=formats.day_in_words(left[0].due),
            name=_running(left[0]),
        )
    late = sum(step.late(today) > 0 for step in steps)
    if late:
        return ngettext(
            "All is done, one step after its day", "All is done, %(num)s steps after their day",
            late,
        )  # fmt: skip
    return _("All is done, each step by its day")


def _running(step: Step) -> str:
    named = name(step.key)
    return named[:1].lower() + named[1:]


def _left(step: Step) -> str:
    if step.key == "files" and step.left:
        return ngettext("one file is missing", "%(num)s files are missing", step.left)
    if step.key == "answered" and step.left:
        return ngettext("one question waits", "%(num)s questions wait", step.left)
    return _("not yet")


def _size(days: int) -> str:
    if days > A_YEAR:
        return _("more than a year")
    return ngettext("one working day", "%(num)s working days", days)
