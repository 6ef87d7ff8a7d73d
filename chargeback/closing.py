"""Sealed months: what a closed month was charged, from which files, and who answers for it.

``periods/2008-03/`` holds the month's lines, their objects and where the cost of its pools went
as Parquet, the files they were made from as ``inputs.csv``, and ``manifest.json``: the sha256 of
each of them, of the models and of the manifest before it. A folder counts once the journal has its
manifest's sha256; until then it is unfinished, and the next closing makes it anew. The same month
sealed again from the same inputs gives the same bytes. Docs/method.md, "Periods and corrections".
"""

import csv
import datetime
import functools
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from chargeback import builds, runner
from chargeback.period import next_period

LINES, OBJECTS, POOLS = "lines.parquet", "objects.parquet", "pools.parquet"
INPUTS, MANIFEST = "inputs.csv", "manifest.json"
SEALED_FILES = (INPUTS, LINES, OBJECTS, POOLS)
#: What the first manifest follows.
BEGINNING = "0" * 64
#: Changes when the files of a sealed folder mean something else.
FORMAT = 1
INPUT_COLUMNS = ("sha256", "source_id", "entity", "file_name", "snapshot_on", "rows_accepted")

Reached = Callable[[str], None]


class SealError(Exception):
    """A sealed folder is not what the journal says was sealed."""


@dataclass(frozen=True)
class Published:
    """The build that is served, as a closing reads it.

    Attributes:
        build_id: Its name.
        path: The file.
        fingerprints: Of the lines of each of its months (control.period_sums).
    """

    build_id: str
    path: Path
    fingerprints: Mapping[datetime.date, str]

    @property
    def first(self) -> datetime.date:
        """Its first month."""
        return min(self.fingerprints, default=datetime.date.min)


@dataclass(frozen=True)
class Order:
    """What is to be sealed, and who answers for it.

    Args:
        period: First day of the month.
        prepared_by: Who reviewed it.
        closed_by: Who closes it.
        decision: By which decision.
        previous: sha256 of the manifest before, :data:`BEGINNING` for the first.
    """

    period: datetime.date
    prepared_by: str
    closed_by: str
    decision: str
    previous: str = BEGINNING


@dataclass(frozen=True)
class Closing:
    """A month the journal says is closed, and the sha256 of its manifest."""

    period: datetime.date
    manifest_sha256: str


@dataclass(frozen=True)
class Fault:
    """What is not as it was sealed: a month, the name of a file in its folder, and how."""

    period: datetime.date
    file_name: str
    said: str

    def __str__(self) -> str:
        """The fault in one line."""
        return f"{self.period:%Y-%m}/{self.file_name}: {self.said}"


def periods_folder(home: Path) -> Path:
    """Where sealed months lie."""
    return home / "periods"


def folder(home: Path, period: datetime.date) -> Path:
    """The sealed folder of a month."""
    return periods_folder(home) / f"{period:%Y-%m}"


def published(home: Path) -> Published | None:
    """The build that is served; None before the first one."""
    build_id = builds.current_id(home)
    return opened(build_id, builds.build_path(home, build_id)) if build_id else None


def opened(build_id: str, path: Path) -> Published:
    """A build by its file."""
    with _reading(path) as connection:
        sums = connection.execute("select period, fingerprint from control.period_sums").fetchall()
    return Published(build_id, path, dict(sums))


def seal(home: Path, build: Published, order: Order, reached: Reached = lambda _: None) -> str:
    """Write the sealed folder of a month from the build that is served.

    The folder is whole or not there. One that is there already was never closed, since a
    closed month is not sealed twice, and is replaced.

    Args:
        home: Folder of the city.
        build: The published build, of which the month was reviewed.
        order: What is sealed, and who answers for it.
        reached: Told each named step.

    Returns:
        sha256 of the manifest: what the journal is told.
    """
    target = folder(home, order.period)
    scratch = target.with_name(f".{target.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    write(build, order, scratch)
    reached("sealed")
    if target.exists():
        shutil.rmtree(target)
    scratch.replace(target)
    builds.sync_folder(target.parent)
    reached("seal in place")
    return builds.sha256_of(target / MANIFEST)


def write(build: Published, order: Order, into: Path) -> None:
    """Write the files of a sealed folder; the manifest last."""
    into.mkdir(parents=True)
    with _reading(build.path) as connection:
        _export(connection, order.period, into)
        (into / INPUTS).write_text(_inputs(connection), encoding="utf-8", newline="")
        manifest = _manifest(connection, build, order, into)
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (into / MANIFEST).write_text(text, encoding="utf-8", newline="")
    for path in into.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    builds.sync_folder(into)


def read_manifest(home: Path, period: datetime.date) -> dict[str, Any]:
    """The manifest of a sealed month.

    Raises:
        OSError: There is none.
        ValueError: It is no JSON.
    """
    found: dict[str, Any] = json.loads((folder(home, period) / MANIFEST).read_bytes())
    return found


def faults(home: Path, closings: Iterable[Closing]) -> list[Fault]:
    """Hold every sealed folder against the journal: a changed byte anywhere is found.

    Args:
        home: Folder of the city.
        closings: What the journal says is closed, in order.
    """
    found: list[Fault] = []
    previous = BEGINNING
    for closing in closings:
        found += _faults_of(home, closing, previous)
        previous = closing.manifest_sha256
    return found


def check(home: Path, closings: Iterable[Closing]) -> None:
    """Refuse to build on sealed folders that are not as they were sealed.

    Raises:
        SealError: What is wrong, folder by folder.
    """
    found = faults(home, closings)
    if found:
        raise SealError("; ".join(map(str, found)))


def _faults_of(home: Path, closing: Closing, previous: str) -> list[Fault]:
    place = folder(home, closing.period)
    if not (place / MANIFEST).is_file():
        return [Fault(closing.period, MANIFEST, "is not there")]
    if builds.sha256_of(place / MANIFEST) != closing.manifest_sha256:
        return [Fault(closing.period, MANIFEST, "is not the one that was closed")]
    manifest = read_manifest(home, closing.period)
    wrong = [
        Fault(closing.period, name, "is not as it was sealed" if there else "is not there")
        for name, sha256 in manifest["files"].items()
        if not (there := (place / name).is_file()) or builds.sha256_of(place / name) != sha256
    ]
    wrong += [
        Fault(closing.period, path.name, "was not sealed")
        for path in sorted(place.iterdir())
        if path.name != MANIFEST and path.name not in manifest["files"]
    ]
    if manifest["previous"] != previous:
        wrong.append(Fault(closing.period, MANIFEST, "does not follow the month before"))
    return wrong


# --- what is written --------------------------------------------------------------------------


def _reading(path: Path) -> duckdb.DuckDBPyConnection:
    """The build beside a database of our own, which it is copied from."""
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute("set timezone = 'UTC'")
    # One writer: the bytes of a file must not depend on how many the machine has.
    connection.execute("set threads = 1")
    connection.execute("attach $path as build (read_only)", {"path": str(path)})
    connection.execute("use build")
    return connection


LINES_OF = """
    copy (
        select *
        from marts.bill_lines
        where period = $period
        order by
            department_id, cost_centre_id, service_id, charge_period, price_ore desc,
            agreement_id, line_id
    ) to $path (format parquet, compression zstd)
"""
OBJECTS_OF = """
    copy (
        select
            $period::date as period,
            * replace (
                greatest(valid_from, $period::date) as valid_from,
                least(valid_until, $next_period::date) as valid_until
            )
        from detail.objects
        where valid_from < $next_period::date and valid_until > $period::date
        order by
            cost_centre_id, service_id, department_id, agreement_id, valid_from, object_id,
            source_file, source_line, valid_until
    ) to $path (format parquet, compression zstd)
"""
POOLS_OF = """
    copy (
        select *
        from control.pool_shares
        where period = $period
        order by method, pool, receiver_kind, receiver_id, part
    ) to $path (format parquet, compression zstd)
"""
INPUTS_OF = """
    select sha256, source_id, entity, file_name, snapshot_on::varchar, rows_accepted
    from control.files
    order by source_id, snapshot_on nulls first, file_name, sha256
"""
SUMS_OF = """
    select
        count(*) as lines,
        count(*) filter (is_correction) as corrections,
        coalesce(sum(amount_ore), 0)::bigint as amount_ore,
        coalesce(sum(amount_ore) filter (is_correction), 0)::bigint as correction_ore
    from marts.bill_lines
    where period = $period
"""


def _export(connection: duckdb.DuckDBPyConnection, period: datetime.date, into: Path) -> None:
    """The month's lines, the objects of its days, and its pools."""
    connection.execute(LINES_OF, {"period": period, "path": str(into / LINES)})
    connection.execute(
        OBJECTS_OF,
        {"period": period, "next_period": next_period(period), "path": str(into / OBJECTS)},
    )
    connection.execute(POOLS_OF, {"period": period, "path": str(into / POOLS)})


def _inputs(connection: duckdb.DuckDBPyConnection) -> str:
    """The files that the build was made from, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(INPUT_COLUMNS)
    writer.writerows(connection.execute(INPUTS_OF).fetchall())
    return text.getvalue()


def _manifest(
    connection: duckdb.DuckDBPyConnection, build: Published, order: Order, into: Path
) -> dict[str, object]:
    """What the folder holds, what it was made from, and who answers for it."""
    sums = _one(connection, SUMS_OF, {"period": order.period})
    journal = _one(connection, "select seq, hash from control.journal_head", {})
    counted = _one(connection, "select count(*) from read_parquet($path)", _at(into / OBJECTS))
    return {
        "format": FORMAT,
        "period": f"{order.period:%Y-%m}",
        "previous": order.previous,
        "files": {name: builds.sha256_of(into / name) for name in SEALED_FILES},
        "models": models_sha256(),
        "rows": {"lines": sums[0], "corrections": sums[1], "objects": counted[0]},
        "amount_ore": sums[2],
        "correction_ore": sums[3],
        "fingerprint": build.fingerprints[order.period],
        "prepared_by": order.prepared_by,
        "closed_by": order.closed_by,
        "decision": order.decision,
        "journal": {"seq": journal[0], "hash": journal[1]},
        "build_id": build.build_id,
        "duckdb": duckdb.__version__,
    }


@functools.cache
def models_sha256() -> str:
    """One hash over every SQL file of the calculation, by its place."""
    digest = hashlib.sha256()
    for path in sorted(runner.MODELS.rglob("*.sql")):
        place = path.relative_to(runner.MODELS).as_posix()
        digest.update(f"{place} {builds.sha256_of(path)}\n".encode())
    return digest.hexdigest()


def _one(
    connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]
) -> Sequence[Any]:
    rows = connection.execute(query, values).fetchall()
    return rows[0]


def _at(path: Path) -> dict[str, str]:
    return {"path": str(path)}
