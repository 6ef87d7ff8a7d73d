"""Whether the facts are those that were written: every hash is computed again."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from journal.facts import seal
from journal.schema import BEGINNING, facts
from journal.store import Journal

#: Fewer digits of a hash could be another's.
SHORTEST = 12


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Attributes:
        facts: How many facts stand, up to the first that does not.
        head: Hash of the last of them.
        broken: Number of the first fact that is not as it was written, or None.
    """

    facts: int
    head: str
    broken: int | None = None


def verify(journal: Journal) -> Verdict:
    """Compute every hash again, up to the first that is wrong.

    Facts taken away at the end leave a whole chain: hold it against a head on paper
    (:func:`place_of`).
    """
    last, head = 0, BEGINNING
    try:
        with journal.reading() as connection, closing(_rows(connection)) as rows:
            for row in rows:
                if not _follows(row, last, head):
                    return Verdict(last, head, last + 1)
                last, head = row["seq"], row["hash"]
            sound = _is_sound(connection)
    # What has become of the bytes, the database or the driver may be the first to say.
    except (DatabaseError, UnicodeDecodeError, ValueError):
        sound = False
    return Verdict(last, head, None if sound else last + 1)


def place_of(journal: Journal, head: str) -> int | None:
    """Number of the fact whose hash this is, however many were written since; None without.

    Args:
        journal: The journal.
        head: A hash from a paper; twelve digits of it are enough.
    """
    if len(head) < SHORTEST:
        return None
    with journal.reading() as connection, closing(_rows(connection)) as rows:
        return next((row["seq"] for row in rows if row["hash"].startswith(head.lower())), None)


def _rows(connection: Connection | None) -> Generator[Mapping[str, Any]]:
    if connection is None:
        return
    # SQLite hands out bytes that are no text: one by one, so that it is known whose they are.
    at_a_time = 1 if connection.dialect.name == "sqlite" else 1_000
    wanted = select(facts).order_by(facts.c.seq)
    with connection.execution_options(yield_per=at_a_time).execute(wanted) as found:
        yield from map(dict, found.mappings())


def _follows(row: Mapping[str, Any], last: int, head: str) -> bool:
    linked = row["seq"] == last + 1 and row["previous_hash"] == head
    return bool(linked and row["hash"] == seal(row))


def _is_sound(connection: Connection | None) -> bool:
    """Whether the file holds together: a damaged page can hide facts from a query."""
    if connection is None or connection.dialect.name != "sqlite":
        return True
    return connection.exec_driver_sql("pragma integrity_check").scalar() == "ok"
