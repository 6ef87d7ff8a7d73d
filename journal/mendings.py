"""Mendings: what a spelling, an object or a code that names no payer means, from a day on.

A mending says what a source left unsaid: an *alias* which department a name means, an *owner*
which cost centre an object nobody pays for is, a *code* which cost centre is meant by one that
names none. It only fills what is empty, holds for its days, and is never changed: it is
withdrawn, and another one said. Two mendings of a subject never hold on the same day.

Two more say what a code string lacks, so that it can be booked: an *activity* that of a cost
centre without one, a *counterparty* that of a department without one.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

ALIAS = "mending.alias"
OWNER = "mending.owner"
CODE = "mending.code"
ACTIVITY = "mending.activity"
COUNTERPARTY = "mending.counterparty"
WITHDRAWN = "mending.withdrawn"
KINDS = (ALIAS, OWNER, CODE, ACTIVITY, COUNTERPARTY, WITHDRAWN)
#: What a code string can be said to have: the subject has it, and it is figures alone.
CODED = ("activity", "counterparty")
FIGURES = re.compile(r"[0-9]{1,8}")

#: What an owner can be said of. A print is its account's, a call its extension's.
OBJECTS = (
    "account", "workstation", "pupil", "extension", "server", "e_service", "connection",
    "licence", "storage", "ticket", "time_report", "employment",
)  # fmt: skip
#: Between the kind of an object and its id, in what names a mending.
APART = ":"

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Mending:
    """A mending as it stands.

    Attributes:
        seq: Number of the fact that said it: what a line cites.
        way: alias, owner, code, activity or counterparty.
        subject: The name in lower case, ``account:abc123``, the code, or of an activity the cost
            centre and of a counterparty the department that has it.
        target: The department of an alias, the activity or counterparty, else the cost centre.
        valid_from: First day it holds.
        valid_until: First day it holds no longer.
        withdrawn: The fact that took it back, None while it holds.
    """

    seq: int
    way: str
    subject: str
    target: str
    valid_from: datetime.date
    valid_until: datetime.date
    who: str
    role: str
    recorded_at: datetime.datetime
    why: str
    withdrawn: Fact | None = None

    @property
    def object_kind(self) -> str:
        """The kind of object an owner is said of; empty for the others."""
        return self.subject.partition(APART)[0] if self.way == "owner" else ""

    @property
    def object_id(self) -> str:
        """What is mended: the object's own id, the name, or the code."""
        return self.subject.partition(APART)[2] if self.way == "owner" else self.subject

    def overlaps(self, days: Days) -> bool:
        """Whether it holds on one of some days."""
        return self.valid_from < days[1] and days[0] < self.valid_until


@dataclass
class Mendings:
    """Every mending, withdrawn ones too, as the facts leave them."""

    all: dict[int, Mending] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def in_force(self, way: str | None = None) -> list[Mending]:
        """Those that are not withdrawn, in the order they were said."""
        return [
            one for one in self.all.values() if one.withdrawn is None and way in {None, one.way}
        ]

    def seen(self, way: str, subject: str) -> int:
        """Number of the last fact about a subject: what a change of it must have seen."""
        return self.last.get(subject_of(way, subject), 0)


@dataclass(frozen=True)
class NewMending:
    """What is to be said: see :class:`Mending`; without an end as long as the target exists."""

    way: str
    subject: str
    target: str
    valid_from: datetime.date
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class About:
    """Who speaks, why, and what had been said of the subject by then.

    Args:
        by: Who, in which role.
        why: In the person's words.
        expected: Number of the last fact of the subject the person had seen, 0 for none.
    """

    by: By
    why: str
    expected: int


@dataclass(frozen=True)
class City:
    """What a mending is held against.

    Args:
        first_day: First day of the first charged month.
        departments: Days on which each department exists.
        cost_centres: Days on which each cost centre is in force.
    """

    first_day: datetime.date
    departments: Mapping[str, Sequence[Days]]
    cost_centres: Mapping[str, Sequence[Days]]

    def places(self, way: str) -> Mapping[str, Sequence[Days]]:
        """What a mending of a way is held against."""
        return self.departments if way in {"alias", "counterparty"} else self.cost_centres


def subject_of(way: str, subject: str) -> str:
    """How facts name what is mended."""
    return f"mending{APART}{way}{APART}{subject}"


def mendings(journal: Journal, until: datetime.datetime | None = None) -> Mendings:
    """The mendings, as known now or at a moment."""
    return fold(journal.facts(KINDS, until))


def fold(facts: Iterable[Fact]) -> Mendings:
    """The mendings that facts leave, taken in the order they were written."""
    found = Mendings()
    for fact in facts:
        if fact.kind == WITHDRAWN:
            seq = fact.body["mending"]
            found.all[seq] = replace(found.all[seq], withdrawn=fact)
        else:
            found.all[fact.seq] = _mending(fact)
        found.last[fact.subject] = fact.seq
    return found


def _mending(fact: Fact) -> Mending:
    _mending_word, way, subject = fact.subject.split(APART, 2)
    return Mending(
        fact.seq,
        way,
        subject,
        fact.body["target"],
        datetime.date.fromisoformat(fact.body["valid_from"]),
        datetime.date.fromisoformat(fact.body["valid_until"]),
        fact.who,
        fact.role,
        fact.recorded_at,
        fact.why,
    )


def mend(pen: Writing, about: About, new: NewMending, city: City) -> Fact:
    """Say what a spelling, an object or a code means.

    Args:
        pen: The journal, held for writing.
        about: Who says it, why, and what had been said before.
        new: What is said.
        city: The city's days, departments and cost centres.

    Raises:
        RefusedError: ``days`` where none is left; ``before`` where it begins before the first
            charged month; ``unknown`` where there is no such department or cost centre, or no
            such kind of object; ``not_in_force`` where it does not exist on all the days;
            ``names_one`` where a code names a cost centre on one of them; ``figures`` where an
            activity or a counterparty is anything else; ``overlap`` where another mending of
            the subject holds on one of them.
        ConflictError: Somebody else has spoken of the subject since.
    """
    pen.expect(subject_of(new.way, new.subject), about.expected)
    _check_named(new, city)
    days = _days(new, city)
    _check_days(new, days, city)
    for other in fold(pen.facts(KINDS)).in_force(new.way):
        if other.subject == new.subject and other.overlaps(days):
            raise RefusedError("overlap", mending=other.seq)
    body = {
        "target": new.target,
        "valid_from": days[0].isoformat(),
        "valid_until": days[1].isoformat(),
    }
    subject = subject_of(new.way, new.subject)
    said = NewFact(about.by, f"mending.{new.way}", subject, about.why, new.valid_from, body)
    return pen.append(said, about.expected)


def withdraw(pen: Writing, about: About, seq: int) -> Fact:
    """Take a mending back: the next run knows nothing of it, what was known before stays known.

    Raises:
        RefusedError: ``unknown``: there is no such mending, or it is withdrawn.
        ConflictError: Somebody else has spoken of its subject since.
    """
    mending = fold(pen.facts(KINDS)).all.get(seq)
    if mending is None:
        raise RefusedError("unknown", mending=seq)
    subject = subject_of(mending.way, mending.subject)
    pen.expect(subject, about.expected)
    if mending.withdrawn is not None:
        raise RefusedError("unknown", mending=seq)
    said = NewFact(
        about.by, WITHDRAWN, subject, about.why, mending.valid_from, {"mending": mending.seq}
    )
    return pen.append(said, about.expected)


def _check_named(new: NewMending, city: City) -> None:
    if new.way == "owner" and new.subject.partition(APART)[0] not in OBJECTS:
        raise RefusedError("unknown", object=new.subject)
    if _placed(new) not in city.places(new.way):
        raise RefusedError("unknown", target=_placed(new))
    if new.way in CODED and not FIGURES.fullmatch(new.target):
        raise RefusedError("figures", target=new.target)


def _placed(new: NewMending) -> str:
    """The department or cost centre that must be there: what is meant, or what has the code."""
    return new.subject if new.way in CODED else new.target


def _days(new: NewMending, city: City) -> Days:
    """The days it is to hold: without an end as long as the target exists from the first."""
    if new.valid_until is not None:
        return new.valid_from, new.valid_until
    reached = _reached(city.places(new.way)[_placed(new)], new.valid_from)
    if reached == new.valid_from:
        raise RefusedError("not_in_force", target=_placed(new))
    return new.valid_from, reached


def _check_days(new: NewMending, days: Days, city: City) -> None:
    first, until = days
    if not first < until:
        raise RefusedError("days", first=first, until=until)
    if first < city.first_day:
        raise RefusedError("before", first=city.first_day)
    if _reached(city.places(new.way)[_placed(new)], first) < until:
        raise RefusedError("not_in_force", target=_placed(new))
    own = city.cost_centres.get(new.subject, ()) if new.way == "code" else ()
    if any(starts < until and first < ends for starts, ends in own):
        raise RefusedError("names_one", code=new.subject)


def _reached(stretches: Sequence[Days], first: datetime.date) -> datetime.date:
    """The first day from one on that lies in none of the stretches."""
    reached = first
    for starts, ends in sorted(stretches):
        if starts <= reached < ends:
            reached = ends
    return reached
