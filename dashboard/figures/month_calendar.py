"""The calendar of a month: what is to be done by which working day, and when it was, by whom."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from actionplan.calendar import working_day_after, working_days_between
from dashboard.months import Comment, PeriodState
from journal.comments import ASKS
from journal.facts import Fact

#: By which working day of the month after each step is to be done.
DUE: Mapping[str, int] = MappingProxyType(
    {"files": 1, "preliminary": 3, "answered": 7, "closed": 8, "booked": 8}
)


@dataclass(frozen=True)
class Delivered:
    """The files a month is owed.

    Args:
        owed: How many sources owe one.
        missing: How many have not sent it.
        last_at: When the last of the others first came.
    """

    owed: int
    missing: int
    last_at: datetime.datetime | None


@dataclass(frozen=True)
class Step:
    """A step of the month.

    Args:
        key: Of DUE.
        due: Its working day.
        is_done: Whether it is.
        done_at: When, where that can be told.
        who: By whom, where somebody did it.
        left: How many things are in its way, where they can be counted.
    """

    key: str
    due: datetime.date
    is_done: bool
    done_at: datetime.datetime | None = None
    who: str = ""
    left: int = 0

    @property
    def number(self) -> int:
        """Which working day."""
        return DUE[self.key]

    def late(self, today: datetime.date) -> int:
        """How many working days late it was done, or is so far; 0 in time."""
        if self.is_done and self.done_at is None:
            return 0
        day = self.done_at.date() if self.done_at else today
        if day <= self.due:
            return 0
        # Done on the Saturday after its Friday is late too.
        return max(1, working_days_between(self.due, day))


def steps(
    found: PeriodState, delivered: Delivered, thread: Sequence[Comment], waiting: int
) -> list[Step]:
    """The steps of a month, in the order of their days.

    Args:
        found: The month.
        delivered: Its files.
        thread: Every word on its bills.
        waiting: How many bills wait for an answer.
    """
    shown = found.preliminary or found.reviewed or found.closed
    answers = [one.when for one in thread if one.role != ASKS]
    answerer = max(thread, key=lambda one: one.seq).who if thread and not waiting else ""
    return [
        Step(
            "files",
            _due(found, "files"),
            not delivered.missing,
            None if delivered.missing else delivered.last_at,
            left=delivered.missing,
        ),
        _said(found, "preliminary", shown),
        Step(
            "answered",
            _due(found, "answered"),
            not waiting and shown is not None,
            max(answers, default=None) if not waiting else None,
            answerer,
            waiting,
        ),
        _said(found, "closed", found.closed),
        _said(found, "booked", found.booked),
    ]


def _said(found: PeriodState, key: str, fact: Fact | None) -> Step:
    if fact is None:
        return Step(key, _due(found, key), is_done=False)
    return Step(key, _due(found, key), is_done=True, done_at=fact.recorded_at, who=fact.who)


def _due(found: PeriodState, key: str) -> datetime.date:
    return working_day_after(found.period, DUE[key])
