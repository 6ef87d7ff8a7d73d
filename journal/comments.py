"""What departments ask about their bills, and what they are answered: one thread for each bill.

A thread waits for an answer when its last word is the department's. Nothing is taken back.
"""

import datetime
from dataclasses import dataclass

from journal.facts import By, Fact, NewFact
from journal.store import Journal, Writing

MADE = "comment.made"
#: The role whose word waits for an answer.
ASKS = "department"


@dataclass(frozen=True)
class Bill:
    """Whose bill of which month (its first day) is spoken of."""

    period: datetime.date
    department_id: str


@dataclass(frozen=True)
class Comment:
    """One word in a thread; ``line_id`` is the line it is about, empty for the whole bill."""

    seq: int
    when: datetime.datetime
    who: str
    role: str
    bill: Bill
    text: str
    line_id: str = ""


def subject_of(bill: Bill) -> str:
    """How facts name a bill."""
    return f"bill:{bill.period:%Y-%m}:{bill.department_id}"


def comment(pen: Writing, by: By, bill: Bill, text: str, line_id: str = "") -> Fact:
    """Add a word to a bill's thread; two at once are both kept, in the order they came."""
    body = {"department_id": bill.department_id, "line_id": line_id}
    return pen.append(NewFact(by, MADE, subject_of(bill), text, bill.period, body))


def threads(journal: Journal) -> dict[Bill, list[Comment]]:
    """Every thread, its words in order."""
    found: dict[Bill, list[Comment]] = {}
    for fact in journal.facts([MADE]):
        one = _comment(fact)
        found.setdefault(one.bill, []).append(one)
    return found


def waiting(journal: Journal) -> dict[Bill, Comment]:
    """The bills whose department waits for an answer, each with what it said last."""
    return {
        bill: thread[-1] for bill, thread in threads(journal).items() if thread[-1].role == ASKS
    }


def _comment(fact: Fact) -> Comment:
    if fact.valid_from is None:
        raise ValueError(f"fact {fact.seq} is of no month")
    bill = Bill(fact.valid_from, fact.body["department_id"])
    return Comment(
        fact.seq, fact.recorded_at, fact.who, fact.role, bill, fact.why, fact.body["line_id"]
    )
