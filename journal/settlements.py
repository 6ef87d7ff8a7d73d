"""What is decided about a service's result of a year: carried into the next price, or paid back.

The result itself is worked out by every run and never balanced away. A decision is about the
result as it was seen, and a later one of the same service and year stands in its place.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

DECIDED = "settlement.decided"
KINDS = (DECIDED,)
#: Carried into next year's price, or paid back (charged, where it is short) by share of charges.
CARRY, PAY_BACK = "carry", "pay_back"


@dataclass(frozen=True)
class Settlement:
    """What is decided about a service and a year.

    Attributes:
        service_id: Whose result.
        year: Of which year.
        kind: ``carry`` or ``pay_back``.
        result_ore: Öre decided about: fees less self-cost, negative where it is short.
        quantity: 1/1 000 unit of the year, to tell it for one unit; 0 where it has none.
        decision: Who decided, and where it stands.
        seq: The fact, written down by ``who``, with ``why``, at ``when``.
    """

    service_id: str
    year: int
    kind: str
    result_ore: int
    quantity: int
    decision: str
    seq: int
    who: str
    why: str
    when: datetime.datetime

    @property
    def decided_on(self) -> datetime.date:
        """The day it was written down."""
        return self.when.date()


@dataclass(frozen=True)
class About:
    """Of which service and year somebody speaks.

    Attributes:
        by: Who, in which role.
        service_id: The service.
        year: The year.
        why: In the person's words.
        expected: Number of the last fact about settlements the person had seen, 0 for none.
    """

    by: By
    service_id: str
    year: int
    why: str
    expected: int


def subject_of(service_id: str, year: int) -> str:
    """How facts name a service's year."""
    return f"settlement:{service_id}:{year}"


def settlements(journal: Journal, until: datetime.datetime | None = None) -> list[Settlement]:
    """What is decided, as known now or at a moment, by year and service."""
    found = fold(journal.facts(KINDS, until))
    return sorted(found, key=lambda one: (one.year, one.service_id))


def fold(facts: Iterable[Fact]) -> list[Settlement]:
    """The decisions that stand after facts in the order they were written."""
    found: dict[str, Settlement] = {}
    for fact in facts:
        _kind, service_id, year = fact.subject.split(":")
        found[fact.subject] = Settlement(
            service_id=service_id,
            year=int(year),
            seq=fact.seq,
            who=fact.who,
            why=fact.why,
            when=fact.recorded_at,
            **fact.body,
        )
    return list(found.values())


def decide(  # noqa: PLR0913, PLR0917 - each is one word of the decision
    pen: Writing, about: About, kind: str, result_ore: int, quantity: int, decision: str
) -> Fact:
    """Write down what is decided about a service's result of a year.

    Raises:
        RefusedError: ``kind`` where it is neither carried nor paid back, ``nothing`` where there
            is no result, ``no_decision`` without words on who decided.
        ConflictError: Somebody else has decided about it since the person saw it.
    """
    pen.expect(subject_of(about.service_id, about.year), about.expected)
    if kind not in {CARRY, PAY_BACK}:
        raise RefusedError("kind", kind=kind)
    if result_ore == 0:
        raise RefusedError("nothing", service=about.service_id)
    if not decision.strip():
        raise RefusedError("no_decision", service=about.service_id)
    body = {
        "kind": kind,
        "result_ore": result_ore,
        "quantity": quantity,
        "decision": decision,
    }
    subject = subject_of(about.service_id, about.year)
    day = datetime.date(about.year, 12, 31)
    return pen.append(NewFact(about.by, DECIDED, subject, about.why, day, body))
