"""The calculation on rows of any size, beside one join and one sum on the same rows.

Two ways in: ``uses`` are rows that are counted and owned already (the way of usage files),
``snapshots`` are the directory, inventory and employments as staged, from which the
calculation first has to find out what is counted, for which days, and who pays.

Each is run in a process of its own, ``python -m bench.engine``, with the same settings.
"""

import argparse
import dataclasses
import json
import time
from pathlib import Path

import duckdb

from bench import child, rows
from bench.table import Row
from chargeback import runner
from chargeback.identifiers import with_names
from etl import pipeline
from etl.quoting import literal

THREADS = 2
# DuckDB counts its buffers; with what lies beside them the process stays below 1 GB.
MEMORY_LIMIT = "700MB"
KINDS = ("uses", "snapshots")
AIM_RATIO = 1.2
SEED = 1
SOURCES = {
    "accounts": "ad_users",
    "workstations": "sccm_datorer",
    "employments": "hr_anstallningar",
}
LINES = "marts.bill_lines"


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a child process tells.

    Attributes:
        seconds: The calculation alone, without the start of Python and the reference tables.
        cpu_seconds: Work of all threads in that time; the same on a busy machine.
        made: Rows of the result.
        slowest: Names and CPU seconds of the tables, dearest first.
    """

    seconds: float
    cpu_seconds: float
    made: int
    slowest: tuple[tuple[str, float], ...] = ()


def measured(kind: str, size: int, folder: Path) -> list[Row]:
    """Write the rows, price them our way and the raw way, each in a new process."""
    arguments = ["bench.engine", kind, str(folder)]
    child.run(["etl", "load"], {"NYTTJA_HOME": str(folder / "home")})
    child.run([*arguments, "write", "--rows", str(size)])
    raw_run = child.run([*arguments, "raw"])
    our_run = child.run([*arguments, "product"])
    raw, ours = answer(raw_run.output), answer(our_run.output)
    dearest = ", ".join(f"{name} {seconds:.1f}" for name, seconds in ours.slowest[:3])
    what = {"uses": "counted use → cube → lines", "snapshots": "snapshots → cube → lines"}[kind]
    return [
        Row(
            "engine",
            f"{size / 1e6:.4g} M rows, {what}: {ours.made} lines; "
            f"CPU {ours.cpu_seconds:.2f} s ({dearest}) to {raw.cpu_seconds:.2f} s",
            f"{ours.seconds:.2f} s",
            f"≤{AIM_RATIO}×, ≤1000 MB",
            f"{raw.seconds:.2f} s",
            ours.seconds / raw.seconds,
            our_run.peak_bytes,
        )
    ]


def raw_of_city(home: Path) -> Answer:
    """The raw reference on the snapshots of a city that has been loaded, as they are staged."""
    return answer(child.run(["bench.engine", "snapshots", str(home.parent), "staged"]).output)


def answer(output: str) -> Answer:
    """What a child wrote as its last line."""
    told = json.loads(output.splitlines()[-1])
    return Answer(**told | {"slowest": tuple(map(tuple, told["slowest"]))})


def opened(folder: Path, name: str) -> duckdb.DuckDBPyConnection:
    """A database file with the reference tables staged, under the settings of every run."""
    path = folder / f"{name}.duckdb"
    path.unlink(missing_ok=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(folder / "spill"),
        "python_enable_replacements": "false",
    }
    connection = duckdb.connect(path, config=settings)
    pipeline.stage(connection, folder / "home")
    # One directory and one inventory all along: nothing is set aside for another that rules.
    connection.execute("delete from staging.source_availability")
    connection.execute(
        """
        insert into staging.organisation_units by name
        select
            org_code, name_sv as org_name, cost_centre_id, valid_from, valid_until,
            date '2007-01-31' as snapshot_on, 'bench' as source_file, 1 as source_line
        from staging.cost_centres
        """
    )
    return connection


def offer(connection: duckdb.DuckDBPyConnection, kind: str, folder: Path) -> None:
    """Put the written rows where the calculation reads them, as views on Parquet."""
    connection.execute("create schema if not exists quantities")
    if kind == "uses":
        view(connection, "quantities.owned_uses", folder / "uses_*.parquet")
        note_files(connection, "accounts", "quantities.owned_uses", "counted_on")
        return
    for entity in SOURCES:
        connection.execute(with_names("drop table {name}", name=f"staging.{entity}"))
        view(connection, f"staging.{entity}", folder / f"{entity}_*.parquet")
        note_files(connection, entity, f"staging.{entity}", "snapshot_on")


def view(connection: duckdb.DuckDBPyConnection, name: str, files: Path) -> None:
    """A table of the calculation that is rows on disk."""
    statement = with_names("create view {name} as select * from read_parquet(", name=name)
    connection.execute(f"{statement}{literal(str(files))})")


def note_files(connection: duckdb.DuckDBPyConnection, entity: str, table: str, day: str) -> None:
    """Enter the files of an entity in the register, as intake would have."""
    statement = with_names(
        """
        insert into staging.files by name
        select
            $source_id as source_id, $entity as entity, source_file as file_name,
            max({day}) as snapshot_on, count(*) as rows_in, count(*) as rows_accepted,
            0 as rows_rejected
        from {table}
        where {day} is not null
        group by source_file
        """,
        table=table,
        day=day,
    )
    connection.execute(statement, {"entity": entity, "source_id": SOURCES[entity]})


def calculate(connection: duckdb.DuckDBPyConnection, kind: str) -> Answer:
    """The product's own model files, from what is given to the lines of the bills."""
    runner.create_schemas(connection)
    paths = runner.behind(connection, [LINES], {"quantities.owned_uses"} if kind == "uses" else ())
    took: dict[str, float] = {}
    begun, worked = time.perf_counter(), time.process_time()
    for path in paths:
        before = time.process_time()
        runner.build(connection, path)
        took[path.stem] = time.process_time() - before
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - worked
    dearest = sorted(took.items(), key=lambda item: -item[1])
    return Answer(seconds, cpu_seconds, count(connection, LINES), tuple(dearest))


def join_and_sum(connection: duckdb.DuckDBPyConnection, kind: str) -> Answer:
    """The raw reference: one query, its result kept as a table."""
    query = (rows.HERE / f"raw_{kind}.sql").read_text(encoding="utf-8")
    begun, worked = time.perf_counter(), time.process_time()
    connection.execute(f"create table staging.raw as {query}")
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - worked
    return Answer(seconds, cpu_seconds, count(connection, "staging.raw"))


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table of ours."""
    question = with_names("select count(*) from {table}", table=table)
    return int(connection.execute(question).fetchall()[0][0])


def main() -> None:
    """One step in a process of its own; the last line of output is the answer as JSON.

    The step ``staged`` is the raw reference on what lies staged in the folder's home.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=main.__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("step", choices=("write", "raw", "product", "staged"))
    parser.add_argument("--rows", type=int, default=0)
    wanted = parser.parse_args()
    with opened(wanted.folder, f"{wanted.kind}-{wanted.step}") as connection:
        if wanted.step == "write":
            writer = rows.write_uses if wanted.kind == "uses" else rows.write_snapshots
            writer(connection, wanted.folder, wanted.rows, SEED)
            return
        if wanted.step != "staged":
            offer(connection, wanted.kind, wanted.folder)
        work = calculate if wanted.step == "product" else join_and_sum
        print(json.dumps(dataclasses.asdict(work(connection, wanted.kind))))


if __name__ == "__main__":
    main()
