"""From a finished build to the one file that readers open.

The published schemas are copied to a new file in a fixed order, the file is closed,
opened again and compared with what went in; only then does CURRENT move. Whatever is
killed, at whatever moment, CURRENT names a whole build.
"""

import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from chargeback import builds
from chargeback.identifiers import with_names
from etl import clock
from etl.content import content_hash, fingerprints, table_hashes
from etl.faults import reached
from etl.spill import put_aside

KEPT = 3
STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".publishing-"
ORDERED_BY_MODELS = {"detail"}


class PublishError(Exception):
    """The new file is not what went into it; the build that was served is served on."""


def publish(build: Path, home: Path, now: Callable[[], datetime.datetime] = clock.now) -> Path:
    """Make a build the one that is served.

    Args:
        build: DuckDB file with the schemas marts, detail and control (others are left behind).
        home: Folder of the city.
        now: The clock; gives the build's time.

    Returns:
        The published file, ``warehouse/<utc>-<hash>.duckdb``.

    Raises:
        PublishError: The file read back differs from the build; nothing has changed for readers.
        OSError: The disk is full or fails; nothing has changed for readers.
    """
    folder = builds.warehouse(home)
    folder.mkdir(parents=True, exist_ok=True)
    remove_unfinished(folder)
    scratch = folder / f"{UNFINISHED}{os.getpid()}.duckdb"
    try:
        manifest = write(build, scratch, home, now())
        reached("written")
        make_last(scratch)
        target = builds.build_path(home, manifest.build_id)
        scratch.replace(target)
        builds.sync_folder(folder)
        reached("renamed")
        builds.write_manifest(home, manifest)
        reached("manifest")
        builds.write_whole(folder / builds.CURRENT, manifest.build_id + "\n")
        reached("pointed")
    finally:
        remove_unfinished(folder)
    remove_old(home)
    return target


def write(build: Path, scratch: Path, home: Path, moment: datetime.datetime) -> builds.Manifest:
    """Copy the published schemas to a new file and prove that it holds them."""
    expected = read_back(build)
    with quiet(scratch) as connection:
        hashes = copy_published(connection, build, list(expected))
        reached("copied")
        content = content_hash(hashes)
        build_id = free_id(home, moment, content)
        write_build_row(connection, build_id, content, moment)
        connection.execute("checkpoint")
    reached("checkpointed")
    verify(scratch, expected)
    reached("verified")
    return builds.Manifest(
        build_id, content, scratch.stat().st_size, builds.sha256_of(scratch), hashes
    )


def quiet(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a file; on a terminal DuckDB would draw its own bars through ours."""
    connection = duckdb.connect(path, read_only=read_only)
    # Where DuckDB puts aside by itself; what is published is copied and hashed at a time.
    put_aside(connection, path.with_name(f"{path.name}.tmp"), at_once=2)
    connection.execute("set enable_progress_bar = false")
    return connection


def read_back(path: Path) -> dict[str, object]:
    """What a closed file holds, read as a reader would."""
    with quiet(path, read_only=True) as connection:
        return fingerprints(connection)


def copy_published(
    connection: duckdb.DuckDBPyConnection, build: Path, tables: Iterable[str]
) -> dict[str, str]:
    """Copy every published table: small ones in the order of their columns, details as built.

    Returns the hash of each table of the build, worked out beside the copying, which has work
    for one processor; that the copies hold the same is proved afterwards.

    The order puts a month's or a department's rows side by side, where a reader finds them
    without reading the others'. A line's id is a hash: ordering by it would scatter them.
    The models of the details put their millions of rows in such an order themselves.
    """
    connection.execute("attach $path as source (read_only)", {"path": str(build)})
    with ThreadPoolExecutor(1) as beside:
        hashes = beside.submit(hashes_of_source, connection.cursor())
        copy_tables(connection, tables)
    connection.execute("detach source")
    return hashes.result()


def hashes_of_source(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The hash of each table of the attached build."""
    with cursor:
        cursor.execute("use source")
        return table_hashes(cursor)


def copy_tables(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Copy tables of the attached build, one after the other."""
    for name in tables:
        schema = name.split(".")[0]
        connection.execute(with_names("create schema if not exists {schema}", schema=schema))
        copied = "create table {table} as from source.{table}"
        if schema not in ORDERED_BY_MODELS:
            copied += " order by columns(lambda name: name <> 'line_id')"
        connection.execute(with_names(copied, table=name))


def free_id(home: Path, moment: datetime.datetime, content: str) -> str:
    """The build's name: its time, which is no other's, as the newest is found by it.

    Where one was published in the same second it is the next that is free.
    """
    taken = {build_id.partition("-")[0] for build_id in builds.build_ids(home)}
    while f"{moment:{STAMP}}" in taken:
        moment += datetime.timedelta(seconds=1)
    return f"{moment:{STAMP}}-{content[:12]}"


def published_at(build_id: str) -> datetime.datetime:
    """When a build was published, by its name."""
    stamp = build_id.partition("-")[0]
    return datetime.datetime.strptime(stamp, STAMP).replace(tzinfo=datetime.UTC)


def write_build_row(
    connection: duckdb.DuckDBPyConnection,
    build_id: str,
    content: str,
    moment: datetime.datetime,
) -> None:
    """Let the file say itself which build it is."""
    connection.execute("create schema if not exists control")
    connection.execute(
        """
        create table control.build as
        select
            $build_id as build_id,
            $content as content_hash,
            $moment::timestamp as built_at,
            library_version as duckdb_version,
            (select min(period) from marts.periods) as first_period,
            (select max(period) from marts.periods) as last_period
        from pragma_version()
        """,
        {"build_id": build_id, "content": content, "moment": moment.replace(tzinfo=None)},
    )


def verify(scratch: Path, expected: Mapping[str, object]) -> None:
    """Open the closed file as a reader would and compare every table with the build's."""
    if scratch.with_name(scratch.name + ".wal").exists():
        raise PublishError(f"{scratch.name} was closed with changes still beside it")
    try:
        found = read_back(scratch)
    except duckdb.Error as error:
        raise PublishError(f"the new file cannot be read: {error}") from error
    wrong = [
        name
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]
    if wrong:
        raise PublishError(f"the new file differs from the build in {', '.join(wrong)}")


def make_last(path: Path) -> None:
    """Have the disk confirm a file's bytes."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed run left; one run at a time, so it is nobody's."""
    renamed_only = [
        path for path in folder.glob("[!.]*.duckdb") if not path.with_suffix(".json").exists()
    ]
    half_written = folder.glob(".*.new")
    for path in [*folder.glob(UNFINISHED + "*"), *half_written, *renamed_only]:
        path.unlink(missing_ok=True)


def remove_old(home: Path) -> None:
    """Keep the build in use and the three before it.

    Who still reads a removed file keeps it until it is closed.
    """
    in_use = builds.current_id(home)
    older = [build_id for build_id in builds.build_ids(home) if build_id != in_use]
    for build_id in older[KEPT:]:
        builds.manifest_path(home, build_id).unlink(missing_ok=True)
        builds.build_path(home, build_id).unlink(missing_ok=True)
