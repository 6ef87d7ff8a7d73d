"""Where the facts are: read as they were known at a moment, and written one after the other.

SQLite by default, PostgreSQL by URL. One writer at a time: whoever writes holds the journal
from the first look to the last word, so that what a decision rests on is still so when it is
written. Readers wait for nobody.
"""

import contextlib
import datetime
import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    Select,
    create_engine,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.engine import make_url

from journal.facts import ConflictError, Fact, NewFact, fact_of, moment_text, row_of
from journal.schema import BEGINNING, create, facts

#: Seconds a writer waits for another one, in SQLite as in PostgreSQL below.
PATIENCE = 30
TICK = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Journal:
    """A journal by its URL: ``sqlite:////…/journal.sqlite``, ``postgresql+psycopg://…``."""

    url: str

    def facts(
        self, kinds: Collection[str] = (), until: datetime.datetime | None = None
    ) -> list[Fact]:
        """The facts in the order they were written.

        Args:
            kinds: Only of these kinds; all without.
            until: Only those written down by then. Later facts never change this answer.
        """
        with self.reading() as connection:
            return _read(connection, kinds, until) if connection else []

    def last(self, until: datetime.datetime | None = None) -> Fact | None:
        """The last fact, or the last that was written down by a moment; None without any."""
        highest = select(func.max(facts.c.seq))
        if until:
            highest = highest.where(facts.c.recorded_at <= moment_text(until))
        wanted = select(facts).where(facts.c.seq == highest.scalar_subquery())
        with self.reading() as connection:
            found = _facts(connection, wanted) if connection else []
        return found[0] if found else None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A connection to read by, None where nothing has been written yet."""
        if not self._may_be_there():
            yield None
            return
        with _engine(self.url).connect() as connection:
            yield connection if inspect(connection).has_table(facts.name) else None

    @contextlib.contextmanager
    def writing(self, now: datetime.datetime) -> Iterator["Writing"]:
        """Hold the journal for writing; all that is written in it stands, or nothing.

        Args:
            now: The clock's time. Facts written together have one time, later than any before
                them, so that what was known at a moment stays what it was.
        """
        path = self._path()
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(self.url).execution_options(writes=True)
        with engine.begin() as connection:
            if not inspect(connection).has_table(facts.name):
                create(connection)
            yield Writing(connection, now)

    def append(self, new: NewFact, now: datetime.datetime, expected: int | None = None) -> Fact:
        """Write one fact; see :meth:`Writing.append`."""
        with self.writing(now) as pen:
            return pen.append(new, expected)

    def _path(self) -> Path | None:
        url = make_url(self.url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    def _may_be_there(self) -> bool:
        path = self._path()
        return path is None or path.exists()


class Writing:
    """A journal held for writing."""

    def __init__(self, connection: Connection, now: datetime.datetime) -> None:
        self._connection = connection
        last = connection.execute(select(facts).order_by(facts.c.seq.desc()).limit(1)).first()
        self._seq = last.seq if last else 0
        self._hash = last.hash if last else BEGINNING
        self.moment = now.astimezone(datetime.UTC)
        if last:
            self.moment = max(self.moment, datetime.datetime.fromisoformat(last.recorded_at) + TICK)

    def facts(self, kinds: Collection[str] = ()) -> list[Fact]:
        """The facts so far, with those written here."""
        return _read(self._connection, kinds, None)

    def append(self, new: NewFact, expected: int | None = None) -> Fact:
        """Write a fact after the others.

        Args:
            new: What is said.
            expected: Number of the last fact of the subject that whoever says it had seen,
                0 for none; None where it does not matter what was said before.

        Raises:
            ConflictError: Somebody else has written about the subject since.
        """
        if expected is not None:
            self.expect(new.subject, expected)
        row = row_of(new, self._seq + 1, self.moment, self._hash)
        self._connection.execute(facts.insert(), row)
        self._seq, self._hash = row["seq"], row["hash"]
        return fact_of(row)

    def expect(self, subject: str, expected: int) -> None:
        """Make sure that nothing was written about a subject after the fact of that number.

        Raises:
            ConflictError: Something was, and this is what.
        """
        newer = facts.c.subject == subject, facts.c.seq > expected
        changes = _facts(self._connection, select(facts).where(*newer))
        if changes:
            raise ConflictError(changes)


def _read(
    connection: Connection, kinds: Collection[str], until: datetime.datetime | None
) -> list[Fact]:
    wanted = select(facts)
    if kinds:
        wanted = wanted.where(facts.c.kind.in_(kinds))
    if until:
        wanted = wanted.where(facts.c.recorded_at <= moment_text(until))
    return _facts(connection, wanted)


def _facts(connection: Connection, wanted: Select[Any]) -> list[Fact]:
    rows: Sequence[Any] = connection.execute(wanted.order_by(facts.c.seq)).mappings().all()
    return [fact_of(row) for row in rows]


@functools.cache
def _engine(url: str) -> Engine:
    """The engine of a URL; it keeps no connection, so a fork or a restored file shares none."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    # Transactions begin where we say so, not where the driver guesses.
    connection.isolation_level = None
    connection.execute("pragma journal_mode = wal")
    # What is said is on disk before it counts.
    connection.execute("pragma synchronous = full")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("set local lock_timeout = '30s'")
        # The writers' own lock: any number that nobody else in that database uses.
        connection.exec_driver_sql("select pg_advisory_xact_lock(5706917)")
