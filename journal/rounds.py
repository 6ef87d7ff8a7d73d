"""The rounds of reporting: opened for a tertial, open while its owners report, then locked.

A locked report takes no more words: what is told since belongs to the next one. A report that was
taken over from the city's tables has no round; it is neither open nor locked.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actionplan.plan import REPORTS
from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

OPENED, LOCKED = "plan.round_opened", "plan.round_locked"
KINDS = (OPENED, LOCKED)


@dataclass(frozen=True)
class Round:
    """A tertial's round: the fact that opened it, and the one that locked it."""

    report_date: datetime.date
    opened: Fact
    locked: Fact | None = None

    @property
    def is_open(self) -> bool:
        """Whether its owners report."""
        return self.locked is None

    @property
    def last(self) -> int:
        """Number of the last fact of it."""
        return (self.locked or self.opened).seq


@dataclass(frozen=True)
class About:
    """Of which report somebody speaks.

    Args:
        by: Who, in which role.
        report_date: The last day of the tertial.
        why: In the person's words.
        expected: Number of the last fact of the round the person had seen, 0 for none.
    """

    by: By
    report_date: datetime.date
    why: str
    expected: int


def subject_of(report_date: datetime.date) -> str:
    """How facts name a round."""
    return f"round:{report_date.isoformat()}"


def rounds(journal: Journal, until: datetime.datetime | None = None) -> dict[datetime.date, Round]:
    """Every round by its report's day, as written down by now or by a moment."""
    return fold(journal.facts(KINDS, until))


def fold(written: Iterable[Fact]) -> dict[datetime.date, Round]:
    """The rounds that facts leave."""
    found: dict[datetime.date, Round] = {}
    for fact in written:
        day = datetime.date.fromisoformat(fact.subject.partition(":")[2])
        opened = fact if fact.kind == OPENED else found[day].opened
        found[day] = Round(day, opened, fact if fact.kind == LOCKED else None)
    return found


def open_(pen: Writing, about: About) -> Fact:
    """Open the round of a report.

    Raises:
        RefusedError: ``report``: no report ends that day; ``open``: a round is open already;
            ``order``: a later report has had its round, or this one.
        ConflictError: Somebody else has opened or locked it since.
    """
    if (about.report_date.month, about.report_date.day) not in REPORTS:
        raise RefusedError("report", day=about.report_date)
    pen.expect(subject_of(about.report_date), about.expected)
    found = fold(pen.facts(KINDS))
    if any(one.is_open for one in found.values()):
        raise RefusedError("open")
    if any(day >= about.report_date for day in found):
        raise RefusedError("order", day=about.report_date)
    return _said(pen, OPENED, about)


def lock(pen: Writing, about: About) -> Fact:
    """Lock the round that is open: what was handed in stays.

    Raises:
        RefusedError: ``round``: that round is not open.
        ConflictError: Somebody else has opened or locked it since.
    """
    pen.expect(subject_of(about.report_date), about.expected)
    must_be_open(pen.facts(KINDS), about.report_date)
    return _said(pen, LOCKED, about)


def must_be_open(written: Iterable[Fact], report_date: datetime.date) -> None:
    """Refuse what belongs to a round that is not open.

    Raises:
        RefusedError: ``locked`` or ``round``.
    """
    must_not_be_locked(fold(written), report_date)
    if report_date not in fold(written):
        raise RefusedError("round", day=report_date)


def must_not_be_locked(found: Mapping[datetime.date, Round], report_date: datetime.date) -> None:
    """Refuse what belongs to a report that is locked.

    Raises:
        RefusedError: ``locked``.
    """
    if report_date in found and not found[report_date].is_open:
        raise RefusedError("locked", day=report_date)


def _said(pen: Writing, kind: str, about: About) -> Fact:
    day = about.report_date
    new = NewFact(about.by, kind, subject_of(day), about.why, day, {"report": day.isoformat()})
    return pen.append(new)
