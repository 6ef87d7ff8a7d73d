"""From batches and the journal to the schema ``staging``: a table for each entity."""

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl import prices
from etl.batches import Batch, batches, deliveries, rejects_path
from etl.contract import Contract, contracts
from etl.quoting import literals, name
from etl.ruling import rows, ruling

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
    """Create the schema ``staging`` from the batches, and prices from the journal.

    Every contract's entity gets a table, empty with the right types when nothing is loaded;
    ``staging.files``, ``staging.rejects`` and ``staging.deliveries`` say where rows come from.
    Rows stand in the order of source, day and line, whatever order they were loaded in.
    With a moment they are those of the batches and the prices that were there then.
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
        if contract.entity in prices.ENTITIES:
            columns = {column.name: column.sql for column in contract.columns}
            _fill(connection, contract.entity, columns, prices.staged(home, contract, moment))
            continue
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
        connection.execute(f"create view {table} as {rows(home, contract, own)}")
    else:
        connection.execute(f"create table {table} as {ruling(home, contract, own)}")


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
