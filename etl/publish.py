"""From a finished build to the one file that readers open.

The published schemas are copied to a new file in a fixed order, the file is closed,
opened again and compared with what went in; only then does CURRENT move. Whatever is
killed, at whatever moment, CURRENT names a whole build.
"""

import datetime
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from chargeback import builds
from chargeback.identifiers import with_names
from etl import clock
from etl.faults import reached

PUBLISHED = ("marts", "detail", "control")
# Facts about a delivery or a run, not about the city: the same inputs give other values.
NOT_CONTENT = {"control.build", "control.deliveries"}
KEPT = 3
UNFINISHED = ".publishing-"


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
    with duckdb.connect(scratch) as connection:
        connection.execute("set enable_progress_bar = false")
        copy_published(connection, build)
        reached("copied")
        hashes = table_hashes(connection)
        content = content_hash(hashes)
        build_id = free_id(home, moment, content)
        write_build_row(connection, build_id, content, moment)
        connection.execute("checkpoint")
    reached("checkpointed")
    verify(scratch, hashes)
    reached("verified")
    return builds.Manifest(
        build_id, content, scratch.stat().st_size, builds.sha256_of(scratch), hashes
    )


def copy_published(connection: duckdb.DuckDBPyConnection, build: Path) -> None:
    """Copy every published table, rows in the order of their columns.

    The order makes two builds of the same inputs the same, and puts a department's rows
    side by side, where a reader finds them without reading the others'.
    """
    connection.execute("attach $path as source (read_only)", {"path": str(build)})
    for name in published_tables(connection, "source"):
        connection.execute(
            with_names("create schema if not exists {schema}", schema=name.split(".")[0])
        )
        connection.execute(
            with_names("create table {table} as from source.{table} order by all", table=name)
        )
    connection.execute("detach source")


def published_tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """Names ``schema.table`` of what is published, sorted; control.build is not copied but made."""
    rows = connection.execute(
        """
        select schema_name || '.' || table_name
        from duckdb_tables()
        where database_name = $database
          and schema_name = any($schemas)
          and schema_name || '.' || table_name <> 'control.build'
        order by schema_name, table_name
        """,
        {"database": database, "schemas": list(PUBLISHED)},
    ).fetchall()
    return [name for (name,) in rows]


def table_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A hash of the rows of every table that is content; the same for the same rows.

    Half of each row's md5 is added up in 128-bit integers, so the hash depends neither on
    threads nor on the order in which rows were written.
    """
    return {
        name: rows_hash(connection, name)
        for name in published_tables(connection, current_database(connection))
        if name not in NOT_CONTENT
    }


def rows_hash(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Hash of the columns and rows of one table; when a file was loaded is left out."""
    columns = connection.execute(
        with_names("select column_name, column_type from (describe {table})", table=table)
    ).fetchall()
    sums = connection.execute(
        with_names(
            """
            select count(*), sum(md5_number_lower(content::varchar)::hugeint)
            from (
                select row(*columns(lambda name: name <> 'loaded_at')) as content
                from {table}
            )
            """,
            table=table,
        )
    ).fetchall()
    return hashlib.sha256(repr((columns, sums)).encode()).hexdigest()


def content_hash(hashes: dict[str, str]) -> str:
    """One hash over all tables: two builds with the same say the same in every row."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def current_database(connection: duckdb.DuckDBPyConnection) -> str:
    """Name DuckDB gives the file that is open."""
    rows: list[tuple[str]] = connection.execute("select current_database()").fetchall()
    return rows[0][0]


def free_id(home: Path, moment: datetime.datetime, content: str) -> str:
    """The build's name; where it is taken (the same content, this second) a second later."""
    while True:
        build_id = f"{moment:%Y%m%dT%H%M%SZ}-{content[:12]}"
        if not builds.build_path(home, build_id).exists():
            return build_id
        moment += datetime.timedelta(seconds=1)


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


def verify(scratch: Path, expected: dict[str, str]) -> None:
    """Open the closed file as a reader would and compare every table with what went in."""
    if scratch.with_name(scratch.name + ".wal").exists():
        raise PublishError(f"{scratch.name} was closed with changes still beside it")
    try:
        with duckdb.connect(scratch, read_only=True) as connection:
            connection.execute("set enable_progress_bar = false")
            found = table_hashes(connection)
    except duckdb.Error as error:
        raise PublishError(f"the new file cannot be read: {error}") from error
    if found != expected:
        wrong = sorted({name for name, _ in found.items() ^ expected.items()})
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
    for path in [*folder.glob(UNFINISHED + "*"), *renamed_only]:
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
