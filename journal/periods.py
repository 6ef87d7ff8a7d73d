"""How far each month has come: open, calculated, preliminary, reviewed, closed, booked.

The first two are read from the published build, the rest from what people have said. Months
close in order, whoever closes is not who reviewed, and a review falls back when the month's
lines are no longer those that were reviewed. Reopening does not exist: what is found later
comes as corrections in the month after the last closed one. Docs/method.md, "Periods and
corrections".
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

PRELIMINARY = "period.preliminary"
REVIEWED = "period.reviewed"
CLOSED = "period.closed"
BOOKED = "period.booked"
KINDS = (PRELIMINARY, REVIEWED, CLOSED, BOOKED)

#: How far a month can come, in order.
STATES = ("open", "calculated", "preliminary", "reviewed", "closed", "booked")


@dataclass(frozen=True)
class PeriodState:
    """How far a month has come, and the last word of each kind that was said of it.

    Attributes:
        period: First day of the month.
        state: One of :data:`STATES`.
        facts: All that was said of the month, in order.
        fell_back: It was reviewed, and its lines have changed since.
    """

    period: datetime.date
    state: str
    facts: tuple[Fact, ...] = ()
    fell_back: bool = False

    @property
    def preliminary(self) -> Fact | None:
        """The last word that the departments may look at it."""
        return last_of(self.facts, PRELIMINARY)

    @property
    def reviewed(self) -> Fact | None:
        """The last review, whether its lines still stand or not."""
        return last_of(self.facts, REVIEWED)

    @property
    def closed(self) -> Fact | None:
        """The closing."""
        return last_of(self.facts, CLOSED)

    @property
    def booked(self) -> Fact | None:
        """The booking."""
        return last_of(self.facts, BOOKED)

    @property
    def prepared_by(self) -> str | None:
        """Who reviewed it last."""
        return self.reviewed.who if self.reviewed else None

    @property
    def closed_by(self) -> str | None:
        """Who closed it."""
        return self.closed.who if self.closed else None

    @property
    def manifest_sha256(self) -> str | None:
        """The sealed folder's manifest by its hash: the head of the chain at this month."""
        return self.closed.body["manifest_sha256"] if self.closed else None

    @property
    def decision(self) -> str | None:
        """By which decision it was closed."""
        return self.closed.body["decision"] if self.closed else None

    @property
    def seen(self) -> int:
        """Number of the last fact about it: what an act on it must have seen."""
        return self.facts[-1].seq if self.facts else 0


@dataclass(frozen=True)
class About:
    """Of which month somebody speaks.

    Args:
        by: Who, in which role.
        period: First day of the month.
        why: In the person's words.
        expected: Number of the last fact of the month the person had seen, 0 for none.
    """

    by: By
    period: datetime.date
    why: str
    expected: int


@dataclass(frozen=True)
class Sealed:
    """What is closed: the sealed folder's manifest, and the build it was sealed from.

    Args:
        manifest_sha256: Of manifest.json.
        build_id: The published build.
        fingerprint: Of the month's lines in that build.
    """

    manifest_sha256: str
    build_id: str
    fingerprint: str


def subject_of(period: datetime.date) -> str:
    """How facts name a month."""
    return f"period:{period:%Y-%m}"


def states(
    journal: Journal,
    months: Iterable[datetime.date],
    fingerprints: Mapping[datetime.date, str],
    moment: datetime.datetime | None = None,
) -> dict[datetime.date, PeriodState]:
    """How far each month has come.

    Args:
        journal: Where people have spoken.
        months: First days of the months asked for; those spoken of are told in any case.
        fingerprints: Of the months that the published build has lines for
            (control.period_sums).
        moment: As known then; now without.

    Returns:
        The months in order.
    """
    said = _by_month(journal.facts(KINDS, moment))
    return {
        month: state_of(month, said.get(month, ()), fingerprints.get(month))
        for month in sorted({*months, *said})
    }


def state_of(period: datetime.date, facts: Sequence[Fact], fingerprint: str | None) -> PeriodState:
    """How far one month has come.

    Args:
        period: First day of the month.
        facts: What was said of it, in order.
        fingerprint: Of its lines in the published build; None where it has none.
    """
    final = [kind for kind in (BOOKED, CLOSED) if last_of(facts, kind)]
    spoken = [fact for fact in facts if fact.kind in (PRELIMINARY, REVIEWED)]
    if final:
        return PeriodState(period, _word(final[0]), tuple(facts))
    if fingerprint is None:
        return PeriodState(period, "open", tuple(facts))
    if not spoken:
        return PeriodState(period, "calculated", tuple(facts))
    fell_back = spoken[-1].kind == REVIEWED and spoken[-1].body["fingerprint"] != fingerprint
    state = "calculated" if fell_back else _word(spoken[-1].kind)
    return PeriodState(period, state, tuple(facts), fell_back)


def closings(journal: Journal, moment: datetime.datetime | None = None) -> list[Fact]:
    """The closings in the order of their months, which is the order they were written in."""
    return journal.facts([CLOSED], moment)


def next_to_close(closed: Collection[datetime.date], first: datetime.date) -> datetime.date:
    """The month after the last closed one; the first month where none is closed.

    Args:
        closed: The closed months.
        first: The first month that the published build has lines for.
    """
    return month_after(max(closed)) if closed else first


def month_after(period: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (period + datetime.timedelta(days=31)).replace(day=1)


def last_of(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The last fact of a kind."""
    return next((fact for fact in reversed(facts) if fact.kind == kind), None)


# --- what may be said -------------------------------------------------------------------------


def preliminary(pen: Writing, about: About) -> Fact:
    """Let the departments look at their bills and question them.

    Raises:
        RefusedError: ``closed``.
        ConflictError: Something was said of the month since the person saw it.
    """
    _refuse_closed(_open(pen, about))
    return _say(pen, about, PRELIMINARY, {})


def review(
    pen: Writing, about: About, fingerprint: str | None, build_id: str, kept_sha256: str = ""
) -> Fact:
    """Say that a month's lines are right: whoever says so has prepared it.

    Args:
        pen: The journal, held for writing.
        about: Of which month, by whom and why.
        fingerprint: Of the month's lines in the published build; None where it has none.
        build_id: That build.
        kept_sha256: Of the file that keeps what the lines charge, to tell differences from.

    Raises:
        RefusedError: ``closed``, or ``not_calculated``.
        ConflictError: Something was said of the month since the person saw it.
    """
    _refuse_closed(_open(pen, about))
    if not fingerprint:
        raise RefusedError("not_calculated", period=_month(about.period))
    body = {"fingerprint": fingerprint, "build_id": build_id}
    if kept_sha256:
        body["kept_sha256"] = kept_sha256
    return _say(pen, about, REVIEWED, body)


def check_close(pen: Writing, about: About, fingerprint: str | None, first: datetime.date) -> None:
    """Whether a month may be closed by this person now: asked before anything is sealed.

    Args:
        pen: The journal, held for writing.
        about: Of which month, by whom, by which decision.
        fingerprint: Of the month's lines in the published build; None where it has none.
        first: The first month that the published build has lines for.

    Raises:
        RefusedError: ``closed``, ``not_calculated``, ``not_reviewed``, ``fallen_back`` (its
            lines are no longer those reviewed), ``same_person``, ``not_in_order``.
        ConflictError: Something was said of the month since the person saw it.
    """
    facts = _open(pen, about)
    _refuse_closed(facts)
    month = _month(about.period)
    if not fingerprint:
        raise RefusedError("not_calculated", period=month)
    found = state_of(about.period, facts, fingerprint)
    if found.fell_back:
        raise RefusedError("fallen_back", period=month, prepared_by=found.prepared_by)
    if found.state != "reviewed" or not found.reviewed:
        raise RefusedError("not_reviewed", period=month, state=found.state)
    if _same(found.reviewed.who, about.by.who):
        raise RefusedError("same_person", period=month, who=about.by.who)
    closed = _by_month(pen.facts([CLOSED]))
    wanted = next_to_close(closed.keys(), first)
    if about.period != wanted:
        raise RefusedError("not_in_order", period=month, next=_month(wanted))


def close(pen: Writing, about: About, sealed: Sealed, first: datetime.date) -> Fact:
    """Close a month for good. ``about.why`` is the decision it is closed by.

    Raises:
        RefusedError: See :func:`check_close`.
        ConflictError: Something was said of the month since the person saw it.
    """
    check_close(pen, about, sealed.fingerprint, first)
    body = {
        "manifest_sha256": sealed.manifest_sha256,
        "build_id": sealed.build_id,
        "fingerprint": sealed.fingerprint,
        "decision": about.why,
    }
    return _say(pen, about, CLOSED, body)


def book(pen: Writing, about: About, vouchers: Sequence[str], sha256: str) -> Fact:
    """Say that a closed month is booked.

    Args:
        pen: The journal, held for writing.
        about: Of which month, by whom and why.
        vouchers: Numbers of the vouchers in the booking file.
        sha256: Of the booking file.

    Raises:
        RefusedError: ``not_closed``, or ``booked`` before.
        ConflictError: Something was said of the month since the person saw it.
    """
    facts = _open(pen, about)
    if not last_of(facts, CLOSED):
        raise RefusedError("not_closed", period=_month(about.period))
    if last_of(facts, BOOKED):
        raise RefusedError("booked", period=_month(about.period))
    return _say(pen, about, BOOKED, {"vouchers": list(vouchers), "sha256": sha256})


def _open(pen: Writing, about: About) -> tuple[Fact, ...]:
    """What was said of the month, provided that the person had seen it all."""
    pen.expect(subject_of(about.period), about.expected)
    return _by_month(pen.facts(KINDS)).get(about.period, ())


def _say(pen: Writing, about: About, kind: str, body: Mapping[str, object]) -> Fact:
    subject = subject_of(about.period)
    return pen.append(NewFact(about.by, kind, subject, about.why, about.period, body))


def _refuse_closed(facts: Sequence[Fact]) -> None:
    closed = last_of(facts, CLOSED)
    if closed:
        raise RefusedError("closed", period=closed.subject, by=closed.who)


def _by_month(facts: Iterable[Fact]) -> dict[datetime.date, tuple[Fact, ...]]:
    said: dict[datetime.date, list[Fact]] = {}
    for fact in facts:
        month = datetime.date.fromisoformat(f"{fact.subject.removeprefix('period:')}-01")
        said.setdefault(month, []).append(fact)
    return {month: tuple(found) for month, found in said.items()}


def _same(who: str, other: str) -> bool:
    """Whether two names are one person's, however they were typed."""
    return "".join(who.split()).casefold() == "".join(other.split()).casefold()


def _word(kind: str) -> str:
    return kind.removeprefix("period.")


def _month(period: datetime.date) -> str:
    return f"{period:%Y-%m}"
