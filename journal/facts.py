"""A fact: who said what about which subject, when it was written down, for when, and why.

Each fact carries the hash of the one before it, so that no word of an earlier one can be
changed without every later hash being wrong.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True)
class By:
    """Who says something, and in which role."""

    who: str
    role: str


@dataclass(frozen=True)
class NewFact:
    """A fact that is to be written.

    Args:
        by: Who says it.
        kind: What is said: ``price_list.decided``.
        subject: What it is said of: ``price_list:PL-2008-v1``.
        why: In the person's words.
        valid_from: For when; None where it is for no day.
        body: What is said, as whole numbers, texts, yes, no and nothing, in lists and by name.
    """

    by: By
    kind: str
    subject: str
    why: str
    valid_from: datetime.date | None = None
    body: Body = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """A fact as it stands; ``seq`` counts from 1 without a gap, ``recorded_at`` is UTC."""

    seq: int
    recorded_at: datetime.datetime
    who: str
    role: str
    kind: str
    subject: str
    valid_from: datetime.date | None
    why: str
    body: Body
    previous_hash: str
    hash: str


class ConflictError(Exception):
    """Somebody else has written about the subject since; ``changes`` says what, who and when."""

    def __init__(self, changes: Sequence[Fact]) -> None:
        self.changes = tuple(changes)
        told = (
            f"{c.kind} by {c.who} at {c.recorded_at:%Y-%m-%d %H:%M:%S} ({c.why})" for c in changes
        )
        super().__init__(f"{changes[0].subject} has changed: {'; '.join(told)}")


class RefusedError(Exception):
    """What cannot be said; ``rule`` names why, ``details`` what it speaks of."""

    def __init__(self, rule: str, **details: object) -> None:
        self.rule = rule
        self.details = details
        told = ", ".join(f"{name} {value}" for name, value in details.items())
        super().__init__(f"{rule}: {told}")


def row_of(
    new: NewFact, seq: int, recorded_at: datetime.datetime, previous_hash: str
) -> dict[str, Any]:
    """The row of a new fact, sealed with its hash.

    Raises:
        ValueError: A text is empty or holds what no database keeps.
        TypeError: The body holds a float, or what is no JSON.
    """
    row: dict[str, Any] = {
        "seq": seq,
        "recorded_at": moment_text(recorded_at),
        "who": _said("who", new.by.who),
        "role": _said("role", new.by.role),
        "kind": _said("kind", new.kind),
        "subject": _said("subject", new.subject),
        "valid_from": new.valid_from.isoformat() if new.valid_from else None,
        "why": _said("why", new.why),
        "body": canonical(new.body),
        "previous_hash": previous_hash,
    }
    return {**row, "hash": seal(row)}


def fact_of(row: Mapping[str, Any]) -> Fact:
    """A row of the table as a fact."""
    day = row["valid_from"]
    return Fact(
        **{
            **row,
            "recorded_at": datetime.datetime.fromisoformat(row["recorded_at"]),
            "valid_from": datetime.date.fromisoformat(day) if day else None,
            "body": json.loads(row["body"]),
        }
    )


SEALED = (
    "seq", "recorded_at", "who", "role", "kind", "subject", "valid_from", "why", "body",
    "previous_hash",
)  # fmt: skip


def seal(row: Mapping[str, Any]) -> str:
    """The hash of a row: of every column's text as it stands, and of the hash before it."""
    return hashlib.sha256(_json([row[column] for column in SEALED])).hexdigest()


def canonical(body: Body) -> str:
    """A body as text that is the same for the same content.

    Raises:
        TypeError: It holds a float: amounts are whole öre; or what is no JSON.
    """
    _check_whole(body)
    return _json(body).decode()


def moment_text(moment: datetime.datetime) -> str:
    """A moment as it is written, in UTC and always as long, so that text sorts as time."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def _json(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _check_whole(content: object) -> None:
    if isinstance(content, float):
        raise TypeError(f"expected whole numbers, found {content!r}")
    inner: Sequence[object] = ()
    if isinstance(content, Mapping):
        inner = [*content.keys(), *content.values()]
    elif isinstance(content, list | tuple):
        inner = content
    for part in inner:
        _check_whole(part)


def _said(name: str, text: str) -> str:
    if not text.strip() or "\x00" in text:
        raise ValueError(f"expected words for {name}, found {text!r}")
    text.encode()
    return text
