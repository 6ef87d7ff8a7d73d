"""From batches to the schema ``staging``: one table for each entity, and what was delivered."""

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl.batches import Batch, batches, deliveries, rejects_path, rows_path
from etl.contract import Contract, contracts
from etl.quoting import literal, literals, name

FILES = {
    "source_id": "VARCHAR",
    "entity": "VARCHAR",
    "file_name": "VARCHAR",
    "sha256": "VARCHAR",
    "snapshot_on": "DATE",
    "loaded_at": "TIMESTAMP",
    "rows_in": "BIGINT",
    "rows_accepted": "BIGINT",
    "rows_rejected": "BIGINT",
    "control_sum_ore": "BIGINT",
}
DELIVERIES = {
    "delivered_at": "TIMESTAMP",
    "file_name": "VARCHAR",
    "sha256": "VARCHAR",
    "outcome": "VARCHAR",
    "reason_sv": "VARCHAR",
    "reason_en": "VARCHAR",
}
REJECTS = {
    "file_name": "VARCHAR",
    "source_id": "VARCHAR",
    "line": "BIGINT",
    "column_name": "VARCHAR",
    "rule": "VARCHAR",
    "value": "VARCHAR",
    "reason_sv": "VARCHAR",
    "reason_en": "VARCHAR",
}


def stage(
    connection: duckdb.DuckDBPyConnection, home: Path, moment: datetime.datetime | None = None
) -> None:
    """Create the schema ``staging`` from the batches.

    Every contract's entity gets a table, empty with the right types when nothing is loaded;
    ``staging.files``, ``staging.rejects`` and ``staging.deliveries`` say where rows come from.
    Rows stand in the order of source, day and line, whatever order they were loaded in.
    With a moment they are those of the batches that were there then.
    """
    loaded = batches(home, moment)
    connection.execute("drop schema if exists staging cascade")
    connection.execute("create schema staging")
    _fill(connection, "files", FILES, [_values(batch, FILES) for batch in loaded])
    _fill(
        connection,
        "deliveries",
        DELIVERIES,
        [_values(entry, DELIVERIES) for entry in deliveries(home)],
    )
    _stage_rejects(connection, home, loaded)
    for contract in contracts().values():
        own = [batch for batch in loaded if batch.entity == contract.entity]
        _stage_entity(connection, home, contract, own)


def _stage_entity(
    connection: duckdb.DuckDBPyConnection, home: Path, contract: Contract, own: Sequence[Batch]
) -> None:
    """One entity's rows, all of them or for a register those that rule.

    Snapshots and events are views on the batches: copying a city's 3,5 million rows first costs
    more than the engine's two or three readings of Parquet.
    """
    table = f"staging.{name(contract.entity)}"
    if not own:
        _create(connection, contract.entity, {c.name: c.sql for c in contract.columns})
    elif contract.kind != "register":
        connection.execute(f"create view {table} as {_rows(contract, _paths(home, own))}")
    else:
        connection.execute(f"create table {table} as {_ruling(home, contract, own)}")


def _rows(contract: Contract, paths: Sequence[str]) -> str:
    columns = ", ".join(name(column.name) for column in contract.columns)
    return f"select {columns} from read_parquet([{literals(paths)}])"


def _ruling(home: Path, contract: Contract, own: Sequence[Batch]) -> str:
    """A register's rows: of each source's newest batch, or of the newest that names the key."""
    oldest_first = sorted(own, key=_age)
    if contract.newest_by:
        return _newest(home, contract, oldest_first[::-1])
    newest = {batch.source_id: batch for batch in oldest_first}
    return _rows(contract, _paths(home, list(newest.values())))


def _newest(home: Path, contract: Contract, newest_first: Sequence[Batch]) -> str:
    """For each key the rows of the newest file that names it."""
    columns = ", ".join(name(column.name) for column in contract.columns)
    key = ", ".join(name(column) for column in contract.newest_by)
    files = " union all ".join(
        f"select {age} as age, {columns} from read_parquet({literal(path)})"
        for age, path in enumerate(_paths(home, newest_first))
    )
    return f"""
        select {columns}
        from (select *, min(age) over (partition by {key}) as newest from ({files}))
        where age = newest
        order by {key}, source_line
    """


def _age(batch: Batch) -> tuple[str, str, str]:
    """The day a file states, then when it came, tell which is newer."""
    return str(batch.snapshot_on), batch.loaded_at.isoformat(), batch.file_name


def _stage_rejects(
    connection: duckdb.DuckDBPyConnection, home: Path, loaded: Sequence[Batch]
) -> None:
    table = _create(connection, "rejects", REJECTS)
    paths = [str(rejects_path(home, batch)) for batch in loaded if batch.rows_rejected]
    if paths:
        columns = ", ".join(map(name, REJECTS))
        connection.execute(
            f"insert into {table} select {columns} from read_parquet([{literals(paths)}])"
        )


def _paths(home: Path, kept: Sequence[Batch]) -> list[str]:
    return [str(rows_path(home, batch)) for batch in kept]


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> str:
    types = ", ".join(f"{name(column)} {sql}" for column, sql in columns.items())
    connection.execute(f"create table staging.{name(table)} ({types})")
    return f"staging.{name(table)}"


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: dict[str, str],
    rows: Sequence[list[object]],
) -> None:
    target = _create(connection, table, columns)
    if rows:
        marks = ", ".join("?" for _ in columns)
        connection.executemany(f"insert into {target} values ({marks})", rows)


def _values(entry: object, columns: dict[str, str]) -> list[object]:
    """A register entry's values in the order of the columns; times without their zone, UTC."""
    values = dataclasses.asdict(entry)  # type: ignore[call-overload]
    return [
        values[column].replace(tzinfo=None) if sql == "TIMESTAMP" else values[column]
        for column, sql in columns.items()
    ]
