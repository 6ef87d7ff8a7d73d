"""The only door to numbers: the published build, opened locked, asked through the gate.

The file that CURRENT names is opened by its own name, read-only, with no way out of it.
A new build is noticed at the next request; a request under way stays with the one it
began with, and the last to leave closes it.
"""

import contextlib
import dataclasses
import datetime
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from flask import g, has_request_context

from chargeback import builds
from chargeback.home import home
from dashboard import access, gate
from dashboard.access import Viewer
from dashboard.answers import Answers, Question

log = logging.getLogger(__name__)

# Read-only is no sandbox: without these a query can read files, load code or fill the disk.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # Small queries of many readers: one thread each is twice as fast as sharing the cores.
    "threads": 1,
    "memory_limit": "1GB",
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
    "lock_configuration": "true",
}
# Sums of integers are HUGEINT and quotients DECIMAL; pandas would make floats of both.
# No page's question comes near: the slowest takes a tenth of a second.
LONGEST_SECONDS = 10.0
INEXACT = ("HUGEINT", "UHUGEINT", "DECIMAL")


class NoBuildError(Exception):
    """Nothing is published yet, or nothing that is whole."""


class TooSlowError(Exception):
    """A question took longer than any page may wait; it was broken off."""


class InexactColumnError(Exception):
    """A query returns a column that would turn from whole numbers into floats."""


@dataclasses.dataclass(frozen=True)
class Build:
    """Which build answers: shown on every page and printed on every bill."""

    build_id: str
    content_hash: str
    built_at: datetime.datetime
    duckdb_version: str
    first_period: datetime.date | None
    last_period: datetime.date | None


@dataclasses.dataclass(frozen=True)
class Stamp:
    """What a file system says of a file: whoever writes over it changes this."""

    inode: int
    size: int
    changed_ns: int


@dataclasses.dataclass(eq=False)
class Served:
    """An open build. It closes when the last request that holds it ends."""

    build: Build
    stamp: Stamp | None
    connection: duckdb.DuckDBPyConnection
    offered: gate.Catalogue
    queries: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    answers: Answers = dataclasses.field(default_factory=Answers)


class Shelf:
    """The build in service, and the ones found broken, of one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.served: Served | None = None
        self.refused: dict[str, Stamp | None] = {}
        self.parents: list[Served] = []

    def newest(self) -> Served:
        """The build CURRENT names, or the newest whole one when that is broken.

        Raises:
            NoBuildError: There is none.
        """
        served = self.served
        if served and self.is_right(served):
            return served
        with self.lock:
            if self.served is None or not self.is_right(self.served):
                self.served = self.first_whole(self.served)
            return self.served

    def begin_anew(self) -> None:
        """In a forked process: leave the parent's connection alone, neither used nor closed."""
        self.lock = threading.Lock()
        if self.served:
            self.parents.append(self.served)
        self.served = None

    def is_right(self, served: Served) -> bool:
        """Whether nothing has happened on disk since this build was opened."""
        build_id = served.build.build_id
        wanted = builds.current_id(home())
        if stamp(builds.build_path(home(), build_id)) != served.stamp:
            return False
        return build_id == wanted or (
            wanted is not None
            and wanted in self.refused
            and self.refused[wanted] == stamp(builds.build_path(home(), wanted))
        )

    def first_whole(self, before: Served | None) -> Served:
        """Open the current build, else the newest that is whole."""
        for build_id in candidates(home()):
            mark = stamp(builds.build_path(home(), build_id))
            if before and (build_id, mark) == (before.build.build_id, before.stamp):
                return before
            if build_id in self.refused and self.refused[build_id] == mark:
                continue
            try:
                return open_build(home(), build_id)
            except (duckdb.Error, OSError, ValueError) as error:
                log.critical("build %s is not served: %s", build_id, error)
                self.refused[build_id] = mark
        raise NoBuildError("nothing is published: python -m etl run")


shelf = Shelf()


def begin_anew() -> None:
    """What a forked process does first."""
    shelf.begin_anew()


os.register_at_fork(after_in_child=begin_anew)


def select(viewer: Viewer, query: str, **parameters: object) -> pd.DataFrame:
    """Ask the published build; the answer holds only rows the viewer may see.

    Args:
        viewer: Who asks, from the server's session.
        query: One SELECT on bare table names, values as ``$name``.
        parameters: The values: text, whole numbers, days.

    Returns:
        A frame of the caller's own; bigint columns are int64 (Int64 where some are null),
        dates datetime64.

    Raises:
        RefusedQueryError: The query names what is not there for this viewer, or is no SELECT.
        InexactColumnError: A sum was not cast back to bigint.
        NoBuildError: Nothing is published.
        TooSlowError: The answer took longer than :data:`LONGEST_SECONDS`.
    """
    if access.DEPARTMENTS in parameters:
        raise gate.RefusedQueryError(f"${access.DEPARTMENTS} is the gate's own")
    served = in_service()
    question = Question.of(viewer, query, parameters)
    known = served.answers.find(question)
    if known is not None:
        return known
    with served.connection.cursor() as cursor:
        statement = guarded(served, cursor, viewer, query)
        with broken_off(cursor):
            asked = cursor.execute(statement, bound(viewer, statement, parameters))
            refuse_inexact(asked.description or [])
            answer = asked.df()
    served.answers.keep(question, answer)
    return answer


@contextlib.contextmanager
def broken_off(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Break a question off that holds a worker too long.

    Raises:
        TooSlowError: It was broken off.
    """
    clock = threading.Timer(LONGEST_SECONDS, cursor.interrupt)
    clock.daemon = True
    clock.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise TooSlowError(f"no answer within {LONGEST_SECONDS} seconds") from error
    finally:
        clock.cancel()


def build() -> Build:
    """The build that answers this request.

    Raises:
        NoBuildError: Nothing is published.
    """
    return in_service().build


def in_service() -> Served:
    """The build of this request: the newest when it began, the same until it ends."""
    if not has_request_context():
        return shelf.newest()
    if "served" not in g:
        g.served = shelf.newest()
    served: Served = g.served
    return served


def guarded(served: Served, cursor: duckdb.DuckDBPyConnection, viewer: Viewer, query: str) -> str:
    """The query as the gate lets it through; parsed once per role, as rights go by role."""
    key = (viewer.role, query)
    if key not in served.queries:
        rights = access.rights(viewer, served.offered.tables)
        served.queries[key] = gate.guarded(cursor, query, served.offered, rights)
    return served.queries[key]


def bound(viewer: Viewer, statement: str, parameters: dict[str, object]) -> dict[str, object]:
    """The values of a statement, with the viewer's departments where the gate asks for them."""
    if f"${access.DEPARTMENTS}" not in statement:
        return parameters
    return {**parameters, access.DEPARTMENTS: sorted(viewer.department_ids)}


def refuse_inexact(columns: list[tuple[Any, ...]]) -> None:
    """Money stays whole: a column pandas would turn into floats is our mistake, told at once."""
    wrong = [name for name, kind, *_ in columns if str(kind).startswith(INEXACT)]
    if wrong:
        raise InexactColumnError(f"cast to bigint: {', '.join(wrong)}")


def candidates(city: Path) -> list[str]:
    """Builds in the order they are tried: the current one, then the others, newest first."""
    current = builds.current_id(city)
    if current is None:
        return []
    return [current, *(name for name in builds.build_ids(city) if name != current)]


def open_build(city: Path, build_id: str) -> Served:
    """Open a build after comparing it with its manifest.

    Raises:
        ValueError: The file is not what was published.
        OSError: It cannot be read.
        duckdb.Error: It is not a whole DuckDB file.
    """
    path = builds.build_path(city, build_id)
    mark = stamp(path)
    manifest = builds.read_manifest(city, build_id)
    compare(path, manifest)
    connection = duckdb.connect(path, read_only=True, config=LOCKED)
    build = described(connection)
    # A whole build under another one's name is still the wrong one.
    if {build_id} != {manifest.build_id, build.build_id}:
        connection.close()
        raise ValueError(f"the file is build {build.build_id}")
    return Served(build, mark, connection, gate.catalogue(connection))


def compare(path: Path, manifest: builds.Manifest) -> None:
    """Refuse a file that is not, to the byte, the one that was published."""
    if path.with_name(path.name + ".wal").exists():
        raise ValueError("changes lie beside the file (.wal)")
    if path.stat().st_size != manifest.size or builds.sha256_of(path) != manifest.sha256:
        raise ValueError("the file differs from its manifest")


def stamp(path: Path) -> Stamp | None:
    """What the file system says of a file now; None when it is gone or has a .wal beside it."""
    try:
        found = path.stat()
    except OSError:
        return None
    if path.with_name(path.name + ".wal").exists():
        return None
    # The time of change of the file itself: a copy may set the other one back.
    return Stamp(found.st_ino, found.st_size, found.st_ctime_ns)


def described(connection: duckdb.DuckDBPyConnection) -> Build:
    """What an open build says of itself."""
    rows = connection.execute(
        """
        select build_id, content_hash, built_at, duckdb_version, first_period, last_period
        from control.build
        """
    ).fetchall()
    return Build(*rows[0])
