"""How far each month has come, what is said of it, and the chain of sealed months."""

import contextlib
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from chargeback import closing, reviewed
from chargeback.closing import Closing, Fault
from chargeback.home import home, journal_url
from chargeback.lock import BusyError, one_run
from chargeback.run_differences import Cell
from dashboard import access
from dashboard.access import Viewer
from dashboard.queries import periods as queries
from dashboard.rows import rows_of
from journal import comments, periods
from journal.comments import Bill, Comment
from journal.facts import Fact, RefusedError
from journal.periods import About, PeriodState, Sealed
from journal.store import Journal, Writing

__all__ = [
    "About",
    "Comment",
    "Fault",
    "PeriodState",
    "SealedMonth",
    "close",
    "reviewed_cells",
    "sealed",
    "sealed_with",
    "states",
]


@dataclass(frozen=True)
class SealedMonth:
    """A closed month: what the journal says, what its folder says, and what is wrong with it.

    Args:
        period: First day of the month.
        fact: The closing.
        manifest: Of the sealed folder; empty where it cannot be read.
        faults: What is not as it was sealed.
    """

    period: datetime.date
    fact: Fact
    manifest: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def sha256(self) -> str:
        """Of its manifest, as the journal has it."""
        return str(self.fact.body["manifest_sha256"])


def states(viewer: Viewer, months: list[datetime.date]) -> dict[datetime.date, PeriodState]:
    """How far months have come, as the journal and the published build say."""
    if not access.reads_journal(viewer):
        return {}
    rows = rows_of(queries.sums(viewer))
    fingerprints = {row["period"]: row["fingerprint"] for row in rows}
    return periods.states(_journal(), months, fingerprints)


def reviewed_cells(viewer: Viewer, found: PeriodState) -> list[Cell] | None:
    """What a month charged when it was last reviewed; None where that was not kept whole."""
    fact = found.reviewed
    if fact is None or not access.reads_journal(viewer):
        return None
    body = fact.body
    return reviewed.kept(home(), found.period, body["fingerprint"], body.get("kept_sha256"))


def of_bill(viewer: Viewer, period: datetime.date) -> PeriodState:
    """How far a bill's month has come, for whoever may see the bill.

    Whether a review still speaks of the lines is told to who may see all of them; to others
    a month is open to change until it is closed.
    """
    told = states(viewer, [period]) or periods.states(_journal(), [period], {})
    return told[period]


def questions(viewer: Viewer, period: datetime.date) -> list[Comment]:
    """What departments have asked about their bills of a month and nobody has answered."""
    if not access.reads_journal(viewer):
        return []
    waiting = comments.waiting(_journal())
    return [
        last for bill, last in sorted(waiting.items(), key=_by_department) if bill.period == period
    ]


def said_of_bills(viewer: Viewer, period: datetime.date) -> list[Comment]:
    """Every word on a month's bills, questions and answers, in order."""
    if not access.reads_journal(viewer):
        return []
    threads = comments.threads(_journal())
    found = [one for bill, own in threads.items() if bill.period == period for one in own]
    return sorted(found, key=lambda one: one.seq)


def _by_department(asked: tuple[Bill, Comment]) -> tuple[datetime.date, str]:
    return asked[0].period, asked[0].department_id


def sealed(viewer: Viewer) -> list[SealedMonth]:
    """The closed months in their order, each folder held against the journal now."""
    if not access.reads_journal(viewer):
        return []
    city, facts = home(), periods.closings(_journal())
    found = closing.faults(city, [_closing(fact) for fact in facts])
    return [
        SealedMonth(
            _closing(fact).period,
            fact,
            _manifest(_closing(fact).period),
            tuple(fault for fault in found if fault.period == _closing(fact).period),
        )
        for fact in facts
    ]


def sealed_with(months: list[SealedMonth], head: str) -> SealedMonth | None:
    """The month whose manifest has the hash of a paper."""
    return next((month for month in months if month.sha256.startswith(head.lower())), None)


def preliminary(pen: Writing, about: About) -> Fact:
    """Let the departments look at a month's bills."""
    return periods.preliminary(pen, about)


def review(pen: Writing, about: About, seen: str) -> Fact:
    """Say that a month's lines, as published, are right.

    Args:
        pen: The journal, held for writing.
        about: Of which month, by whom and why.
        seen: Fingerprint of the lines the reader had before them.

    Raises:
        RefusedError: See :func:`journal.periods.review`; ``other_lines`` where what is
            published is no longer what the reader saw.
    """
    build = _published()
    fingerprint = build.fingerprints.get(about.period)
    _refuse_others(fingerprint, seen)
    kept_sha256 = reviewed.keep(home(), build, about.period)
    return periods.review(pen, about, fingerprint, build.build_id, kept_sha256)


def close(pen: Writing, about: About, seen: str) -> Fact:
    """Seal a month and close it: what the journal is told last is what counts.

    No run goes on meanwhile, so what is sealed is what is published.

    Raises:
        RefusedError: See :func:`journal.periods.check_close`; ``busy`` while a run goes on,
            ``other_lines`` where what is published is no longer what the reader saw.
    """
    with _no_run():
        build = _published()
        fingerprint = build.fingerprints.get(about.period)
        periods.check_close(pen, about, fingerprint, build.first)
        _refuse_others(fingerprint, seen)
        said = pen.facts(periods.KINDS)
        sha256 = closing.seal(home(), build, _order(about, said))
        sealing = Sealed(sha256, build.build_id, fingerprint or "")
        return periods.close(pen, about, sealing, build.first)


def _order(about: About, said: list[Fact]) -> closing.Order:
    own = [fact for fact in said if fact.subject == periods.subject_of(about.period)]
    reviewed = periods.last_of(own, periods.REVIEWED)
    before = periods.last_of(said, periods.CLOSED)
    return closing.Order(
        period=about.period,
        prepared_by=reviewed.who if reviewed else "",
        closed_by=about.by.who,
        decision=about.why,
        previous=before.body["manifest_sha256"] if before else closing.BEGINNING,
    )


def _published() -> closing.Published:
    found = closing.published(home())
    if found is None:
        raise RefusedError("not_calculated")
    return found


def _refuse_others(fingerprint: str | None, seen: str) -> None:
    if fingerprint != seen:
        raise RefusedError("other_lines")


@contextlib.contextmanager
def _no_run() -> Iterator[None]:
    try:
        with one_run(home()):
            yield
    except BusyError as error:
        raise RefusedError("busy", pid=error.pid) from None


def _journal() -> Journal:
    return Journal(journal_url(home()))


def _closing(fact: Fact) -> Closing:
    month = datetime.date.fromisoformat(f"{fact.subject.removeprefix('period:')}-01")
    return Closing(month, str(fact.body["manifest_sha256"]))


def _manifest(period: datetime.date) -> Mapping[str, Any]:
    try:
        return closing.read_manifest(home(), period)
    except (OSError, ValueError):
        return {}
