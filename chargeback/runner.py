"""Builds every table of the calculation from the staged tables, and audits the result.

Models and audits are found by place: ``models/<schema>/<table>.sql`` is the
table of that name, ``audits/*.sql`` is a question that must have no answer.
The order is read out of the files themselves: a model comes after the tables
it reads, and a stop is asked as soon as the tables it reads exist.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from chargeback import allocation, kpis, lineage, other_rules
from chargeback.identifiers import with_names
from chargeback.standing import Standing

MODELS = Path(__file__).parent / "models"
AUDITS = Path(__file__).parent / "audits"
STOPS = AUDITS / "stops"
WARNINGS = AUDITS / "warnings"
SCHEMAS = ("quantities", "charges", "marts", "detail", "control", "kpis")
SHOWN_ROWS = 10
# In the header of a model that is read once and not worth writing.
NOT_KEPT = "-- Kept:   no"

Progress = Callable[[str], None]
# What each query reads: a text says the same each time, and parsing it takes longer than
# building a small table.
_READ: dict[str, frozenset[str]] = {}


@dataclass(frozen=True)
class Finding:
    """A row that an audit should not have found.

    Attributes:
        audit: Name of the audit's file without its ending.
        row: The audit's columns and their values.
    """

    audit: str
    row: dict[str, object]

    def __str__(self) -> str:
        """The finding as one line for a log or a terminal."""
        return f"{self.audit}: " + ", ".join(f"{name} {value}" for name, value in self.row.items())


class RunStoppedError(Exception):
    """The staged tables cannot be charged as they are; nothing is to be published.

    Attributes:
        findings: Every row that stopped the run, with names and dates.
    """

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        shown = [str(finding) for finding in findings[:SHOWN_ROWS]]
        if len(findings) > SHOWN_ROWS:
            shown.append(f"… and {len(findings) - SHOWN_ROWS} more")
        super().__init__("\n".join(shown))


def run(
    connection: duckdb.DuckDBPyConnection,
    progress: Progress = lambda _: None,
    standing: Standing | None = None,
) -> None:
    """Build the schemas of the calculation from the schema ``staging``.

    Args:
        connection: Holds ``staging`` as etl's contracts describe it.
        progress: Told the name of each table before it is built, or found to stand.
        standing: Knows which tables of the build before need not be made anew; None makes all.

    Raises:
        RunStoppedError: A snapshot is too old, or a quantity has no price.
    """
    create_schemas(connection)
    for path in ordered(connection, [*MODELS.rglob("*.sql"), *STOPS.glob("*.sql")]):
        progress(f"{path.parent.name}.{path.stem}")
        if path.parent == STOPS:
            stop_on_findings(connection, path)
        elif standing:
            build_upon(connection, path, standing)
        else:
            build(connection, path)
    kpis.gather(connection)
    write_lineage(connection)


def build_upon(connection: duckdb.DuckDBPyConnection, path: Path, standing: Standing) -> None:
    """Make a model's table unless the one that is there still stands."""
    name, reads = f"{path.parent.name}.{path.stem}", all_read(connection, path)
    if not standing.stands(name, reads):
        build(connection, path)
        standing.made(name, reads)


def all_read(connection: duckdb.DuckDBPyConnection, path: Path) -> frozenset[str]:
    """Every table a model is made from, also by the Python that makes it."""
    query = path.read_text(encoding="utf-8")
    read = tables_read(connection, query)
    if allocation.MARK in query:
        read |= tables_read(connection, allocation.SEALED)
    if other_rules.MARK in query:
        read = read.union(*(tables_read(connection, text) for text in other_rules.texts()))
    return read


def run_to(
    connection: duckdb.DuckDBPyConnection, wanted: Iterable[str], given: Collection[str] = ()
) -> None:
    """Build some tables and what they are made of, and nothing beside; no stop is asked.

    Args:
        connection: Holds ``staging``, and ``given``.
        wanted: Names of the tables, as schema.table.
        given: Tables that are there already.
    """
    create_schemas(connection)
    for path in behind(connection, wanted, given):
        build(connection, path)


def create_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas that models write to."""
    for schema in SCHEMAS:
        connection.execute(with_names("create schema if not exists {schema}", schema=schema))


def behind(
    connection: duckdb.DuckDBPyConnection, wanted: Iterable[str], given: Collection[str] = ()
) -> list[Path]:
    """The models some tables are made of and their own, in the order they are built.

    What is given, and what only that is made of, is left out.
    """
    files = {f"{path.parent.name}.{path.stem}": path for path in MODELS.rglob("*.sql")}
    needed: set[str] = set()
    waiting = set(wanted)
    while waiting:
        name = waiting.pop()
        needed.add(name)
        read = tables_read(connection, files[name].read_text(encoding="utf-8"))
        waiting |= (read & files.keys()) - needed - set(given)
    return ordered(connection, [files[name] for name in needed])


def write_lineage(connection: duckdb.DuckDBPyConnection) -> None:
    """Tell for each model which tables it reads."""
    texts = {
        f"{path.parent.name}.{path.stem}": path.read_text(encoding="utf-8")
        for path in MODELS.rglob("*.sql")
    }
    lineage.write(connection, texts, lambda sql: tables_read(connection, sql))


def audit(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Ask every audit; a sound build answers with no finding at all."""
    return [row for path in sorted(AUDITS.glob("*.sql")) for row in ask(connection, path)]


def warnings(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """What a reader should know of a build that stands, such as a carried snapshot."""
    return [row for path in sorted(WARNINGS.glob("*.sql")) for row in ask(connection, path)]


def build(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the one table that a model file describes; a view where its header keeps no rows.

    A model whose header says so gives its rows to :mod:`chargeback.allocation`, or is asked by
    :mod:`chargeback.other_rules`, which make the table.
    """
    query = path.read_text(encoding="utf-8")
    if allocation.MARK in query:
        allocation.write(connection, query, allocation.SEALED)
        return
    if other_rules.MARK in query:
        other_rules.write(connection, query)
        return
    kind = "view" if NOT_KEPT in query else "table"
    name = f"{path.parent.name}.{path.stem}"
    connection.execute(
        with_names("create or replace {kind} {name} as\n", kind=kind, name=name) + query
    )


def stop_on_findings(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise when the file's question has an answer."""
    findings = ask(connection, path)
    if findings:
        raise RunStoppedError(findings)


def ask(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Finding]:
    """The rows of one audit, each with its column names."""
    result = connection.execute(path.read_text(encoding="utf-8"))
    names = [column[0] for column in result.description]
    return [Finding(path.stem, dict(zip(names, row, strict=True))) for row in result.fetchall()]


def ordered(connection: duckdb.DuckDBPyConnection, paths: list[Path]) -> list[Path]:
    """The files so that each comes after the tables it reads; ties in order of name.

    Raises:
        graphlib.CycleError: Two models read each other.
    """
    makers = {f"{path.parent.name}.{path.stem}": path for path in paths}
    graph: TopologicalSorter[Path] = TopologicalSorter()
    for path in sorted(paths):
        read = tables_read(connection, path.read_text(encoding="utf-8"))
        graph.add(path, *(makers[name] for name in sorted(read) if name in makers))
    return list(graph.static_order())


def tables_read(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    """Names of the tables a query reads, as schema.table; nothing is bound or run.

    Raises:
        ValueError: DuckDB's parser does not understand the query.
    """
    if sql not in _READ:
        answer = connection.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()
        tree = json.loads(answer[0]) if answer else {"error": True}
        if tree["error"]:
            raise ValueError(f"cannot parse: {tree.get('error_message')}")
        _READ[sql] = frozenset(
            f"{node['schema_name']}.{node['table_name']}" for node in base_tables(tree)
        )
    return _READ[sql]


def base_tables(node: object) -> Iterator[dict[str, str]]:
    """Every reference to a table with a schema, anywhere in a parsed query."""
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            yield node
        for part in node.values():
            yield from base_tables(part)
    elif isinstance(node, list):
        for part in node:
            yield from base_tables(part)
