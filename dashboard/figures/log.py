"""What was decided, delivered and published as one log, newest first, and what a filter leaves."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.record import Fact, Published
from dashboard.rows import Row

Part = Literal["decisions", "loads", "builds"]
PARTS: tuple[Part, ...] = ("decisions", "loads", "builds")
PROGRAM = "program"


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Args:
        at: When it was written down, UTC.
        part: Whether a person decided, a file came or a build was published.
        key: Unique in the log.
        kind: ``price_list.decided``, ``delivery.loaded``, ``build.published``.
        who: The person, or the program.
        role: Theirs.
        subject: What it is about: ``price_list:PL-2008-v1``, ``file:…``, ``build:…``.
        said: What it was made of, of which the words tell.
        valid_from: For when.
    """

    at: datetime.datetime
    part: Part
    key: str
    kind: str
    who: str
    role: str
    subject: str
    said: Fact | Row | Published
    valid_from: datetime.date | None = None

    @property
    def fact(self) -> Fact | None:
        """The fact of a decision."""
        return self.said if isinstance(self.said, Fact) else None


@dataclass(frozen=True)
class Filter:
    """What of the log is asked for; what is empty leaves everything.

    Args:
        parts: Of the log.
        kind: Of the entries.
        who: The person.
        subject: Whole, or what stands before its colon.
        first: First day it was written down, UTC.
        last: Last day.
    """

    parts: Sequence[Part] = PARTS
    kind: str = ""
    who: str = ""
    subject: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None

    def lets_through(self, entry: Entry) -> bool:
        """Whether an entry is asked for."""
        day = entry.at.date()
        return (
            entry.part in self.parts
            and self.kind in {"", entry.kind}
            and self.who in {"", entry.who}
            and self.subject in {"", entry.subject, prefix(entry.subject)}
            and not (self.first and day < self.first)
            and not (self.last and day > self.last)
        )


def prefix(subject: str) -> str:
    """What kind of thing a subject is: ``price_list``."""
    return subject.partition(":")[0]


def log(
    facts: Sequence[Fact], deliveries: Sequence[Row], published: Sequence[Published]
) -> list[Entry]:
    """Everything together, newest first; of one moment the later fact first."""
    entries = [
        *(_decided(fact) for fact in facts),
        *(_delivered(row) for row in deliveries),
        *(_published(build) for build in published),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _decided(fact: Fact) -> Entry:
    return Entry(
        fact.recorded_at,
        "decisions",
        str(fact.seq),
        fact.kind,
        fact.who,
        fact.role,
        fact.subject,
        fact,
        fact.valid_from,
    )


def _delivered(row: Row) -> Entry:
    at = _moment(row["delivered_at"])
    key = f"{row['file_name']} {row['outcome']} {at:%Y%m%dT%H%M%S}"
    kind, subject = f"delivery.{row['outcome']}", f"file:{row['file_name']}"
    return Entry(at, "loads", key, kind, PROGRAM, PROGRAM, subject, row)


def _published(build: Published) -> Entry:
    build_id = build.manifest.build_id
    kind, subject = "build.published", f"build:{build_id}"
    return Entry(build.at, "builds", build_id, kind, PROGRAM, PROGRAM, subject, build)


def _moment(at: datetime.date) -> datetime.datetime:
    """A moment of the warehouse, which has UTC and does not say so; midnight comes as a day."""
    moment = datetime.datetime(at.year, at.month, at.day)  # noqa: DTZ001 - given its zone below
    moment = at if isinstance(at, datetime.datetime) else moment
    return moment.replace(tzinfo=datetime.UTC)
