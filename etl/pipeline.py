"""From batches and the journal to the schema ``staging``: a table for each entity."""

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path

import duckdb

from chargeback import closing, standing
from chargeback.home import journal_url
from etl import mendings, prices, settlements
from etl.batches import Batch, batches, deliveries, rejects_path
from etl.contract import Contract, contracts
from etl.quoting import literals, name
from etl.ruling import rows, ruling
from journal import periods
from journal.facts import Fact
from journal.schema import BEGINNING
from journal.store import Journal

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
HEAD = {"seq": "BIGINT", "hash": "VARCHAR"}
BEFORE_ALL = datetime.datetime.min.replace(tzinfo=datetime.UTC)
#: What decides: whoever stages an entity from the journal.
DECIDED = (prices, mendings, settlements)
SEALED = {
    "sealed_lines": closing.LINES,
    "sealed_objects": closing.OBJECTS,
    "sealed_pools": closing.POOLS,
}


@dataclasses.dataclass(frozen=True)
class Known:
    """What a build is made from.

    Attributes:
        loaded: The batches.
        last: The last fact of the journal that it obeys, None where nothing was decided.
    """

    loaded: Sequence[Batch]
    last: Fact | None

    @property
    def until(self) -> datetime.datetime:
        """When that fact was written down: what is decided while a build is made waits."""
        return self.last.recorded_at if self.last else BEFORE_ALL


def known(home: Path, moment: datetime.datetime | None = None) -> Known:
    """What is there now, or was there at a moment."""
    return Known(batches(home, moment), Journal(journal_url(home)).last(moment))


def closed_months(home: Path, until: datetime.datetime | None = None) -> list[closing.Closing]:
    """The closed months in order, as known now or at a moment."""
    facts = periods.closings(Journal(journal_url(home)), until)
    return [closing.Closing(*_closing(fact)) for fact in facts]


def _closing(fact: Fact) -> tuple[datetime.date, str]:
    period = fact.valid_from or datetime.date.min
    return period, fact.body["manifest_sha256"]


def stage(
    connection: duckdb.DuckDBPyConnection, home: Path, moment: datetime.datetime | None = None
) -> None:
    """Create the schema ``staging`` from what is there now, or was there at a moment."""
    stage_known(connection, home, known(home, moment))


def stage_known(connection: duckdb.DuckDBPyConnection, home: Path, made_from: Known) -> None:
    """Create the schema ``staging`` from the batches, the journal and the sealed months.

    Every contract's entity gets a table, empty with the right types when nothing is loaded;
    ``staging.files``, ``staging.rejects`` and ``staging.deliveries`` say where rows come from.
    Rows stand in the order of source, day and line, whatever order they were loaded in.

    Raises:
        chargeback.closing.SealError: A sealed month is not as it was sealed.
    """
    loaded, until = made_from.loaded, made_from.until
    closed = closed_months(home, until)
    closing.check(home, closed)
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
    last = made_from.last
    head: list[object] = [last.seq, last.hash] if last else [0, BEGINNING]
    _fill(connection, "journal_head", HEAD, [head])
    for contract in contracts().values():
        decided = next((part for part in DECIDED if contract.entity in part.ENTITIES), None)
        if decided:
            columns = {column.name: column.sql for column in contract.columns}
            _fill(connection, contract.entity, columns, decided.staged(home, contract, until))
            continue
        if contract.entity in SEALED:
            _stage_sealed(connection, home, contract, closed)
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
        query = rows(home, contract, own)
        connection.execute(f"create view {table} as {query}")
        taken_in = repr([(batch.sha256, batch.loaded_at) for batch in own])
        parts = {"rows": query, "taken in": taken_in}
        standing.say_what_of(connection, f"staging.{contract.entity}", parts)
    else:
        connection.execute(f"create table {table} as {ruling(home, contract, own)}")


def _stage_sealed(
    connection: duckdb.DuckDBPyConnection,
    home: Path,
    contract: Contract,
    closed: Sequence[closing.Closing],
) -> None:
    """The lines of the closed months, their pools, or a view of the objects behind them.

    A month sealed by an earlier version has no pools.
    """
    file_name = SEALED[contract.entity]
    files = [closing.folder(home, month.period) / file_name for month in closed]
    paths = [str(path) for path in files if path.exists()]
    if not paths:
        _create(connection, contract.entity, {c.name: c.sql for c in contract.columns})
        return
    kind = "view" if contract.entity == "sealed_objects" else "table"
    columns = ", ".join(name(column.name) for column in contract.columns)
    query = f"select {columns} from read_parquet([{literals(paths)}])"
    connection.execute(f"create {kind} staging.{name(contract.entity)} as {query}")
    if kind == "view":
        parts = {"rows": query, "seals": repr([month.manifest_sha256 for month in closed])}
        standing.say_what_of(connection, f"staging.{contract.entity}", parts)


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
