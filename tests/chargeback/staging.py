"""Staged tables made by hand, so that the calculation is tested without any source file."""

import csv
import datetime
import functools
import json
from collections import defaultdict
from pathlib import Path

import duckdb

from chargeback import runner

TABLES = Path(__file__).with_name("staging.sql")
OPEN = "9999-12-31"
SOURCES = {
    "accounts": "ad_users",
    "workstations": "sccm_datorer",
    "employments": "hr_anstallningar",
    "pupils": "elevregister",
    "agreements": "tjansteavtal",
    "ledger_rows": "huvudbok_it",
    "internal_ledger_rows": "huvudbok_internt",
    "organisation_units": "hr_organisation",
    "extensions": "anknytningar",
    "servers": "servrar",
    "e_services": "etjanster",
    "connections": "natanslutningar",
    "licences": "licenser",
    "storage_volumes": "lagring",
    "calls": "samtal",
    "prints": "utskrifter",
    "tickets": "arenden",
    "time_reports": "tidrapport",
}
# The day of use in a row of usage: its file holds the whole month.
USED_ON = {
    "calls": "called_on",
    "prints": "printed_on",
    "tickets": "created_on",
    "time_reports": "worked_on",
}
# Sources that a test names by the name of the file, beside the entity's own above.
BEFORE = ("edirectory_export", "landesk")
# What a column holds when a test does not care.
ASSUMED = {
    "valid_from": "1996-01-01",
    "valid_until": OPEN,
    "enrolled_until": OPEN,
    "user_account_control": 512,
    "principal": "Malmö",
    "is_protected": False,
    "is_default": False,
    "is_supplier": False,
    "fixed_ore": 0,
    "fee_kind": "yearly",
    "status": "Aktiv",
    "copies": 1,
    "is_colour": False,
    "is_reopened": False,
    "is_billable": True,
}

Row = dict[str, object]


def staged(tables: dict[str, list[Row]]) -> duckdb.DuckDBPyConnection:
    """A database whose schema staging holds these rows and nothing else.

    Columns left out hold ``ASSUMED`` or nothing; rows get the file and line they would have
    come from, and ``files`` gets the files unless the test gives its own.
    """
    connection = duckdb.connect()
    connection.execute(TABLES.read_text(encoding="utf-8"))
    filled = {name: with_places(name, rows) for name, rows in tables.items()}
    if "files" not in filled:
        filled["files"] = files_of(filled)
    for name, rows in filled.items():
        insert(connection, name, rows)
    return connection


def with_places(name: str, rows: list[Row]) -> list[Row]:
    """The rows with a source file and a line number each, where they have none."""
    next_line: defaultdict[str, int] = defaultdict(lambda: 2)
    placed = []
    for row in rows:
        day = str(row.get("snapshot_on") or row.get("period") or "")
        day = day or str(row.get(USED_ON.get(name, ""), ""))[:7]
        file = str(row.get("source_file") or f"{SOURCES.get(name, name)}{day and '_' + day}.csv")
        placed.append({"source_line": next_line[file], **row, "source_file": file})
        next_line[file] += 1
    return placed


def files_of(tables: dict[str, list[Row]]) -> list[Row]:
    """The register of the files these rows came from, as the intake would have counted them."""
    files: dict[str, Row] = {}
    for name, rows in tables.items():
        for row in rows:
            entry = files.setdefault(
                str(row["source_file"]),
                {
                    "source_id": source_of(name, str(row["source_file"])),
                    "entity": name,
                    "file_name": row["source_file"],
                    "snapshot_on": row.get("snapshot_on") or month_end_of(name, row),
                    "rows_in": 0,
                    "rows_accepted": 0,
                    "rows_rejected": 0,
                    "control_sum_ore": 0 if name == "ledger_rows" else None,
                },
            )
            entry["rows_in"] += 1
            entry["rows_accepted"] += 1
            if name == "ledger_rows":
                entry["control_sum_ore"] += int(row["amount_ore"])
    return list(files.values())


def source_of(name: str, file: str) -> str:
    """The source a file is of: by its own name, else the one its entity usually has."""
    named = (source for source in BEFORE if file.startswith(source))
    return next(named, SOURCES.get(name, f"reference_{name}"))


def month_end_of(name: str, row: Row) -> str | None:
    """The last day of the month a row of usage was used in; None for any other row."""
    used_on = str(row.get(USED_ON.get(name, ""), ""))
    return str(month_ends(used_on[:7], 1)[0]) if used_on else None


@functools.cache
def shapes() -> dict[str, str]:
    """The columns of every table the models make, as a ``create table`` lists them."""
    connection = staged({})
    runner.run(connection)
    found = connection.execute("""
        select table_schema || '.' || table_name, column_name, data_type
        from information_schema.columns order by table_name, ordinal_position
    """).fetchall()
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for name, column, kind in found:
        columns[name].append(f'"{column}" {kind}')
    return {name: ", ".join(parts) for name, parts in columns.items()}


def instead(connection: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    """Give a table of the calculation these rows, in place of those its model would make."""
    schema, table = name.split(".")
    connection.execute(f"create schema if not exists {schema}")
    connection.execute(f"create table {name} ({shapes()[name]})")
    insert(connection, table, with_places(table, rows), schema)


def insert(
    connection: duckdb.DuckDBPyConnection, name: str, rows: list[Row], schema: str = "staging"
) -> None:
    """Put the rows into one staged table, typed by it; an unknown column is a mistake."""
    columns = dict(
        connection.execute(
            "select column_name, data_type from information_schema.columns "
            "where table_schema = $schema and table_name = $name",
            {"schema": schema, "name": name},
        ).fetchall()
    )
    unknown = {column for row in rows for column in row} - set(columns)
    assert columns, f"no table {schema}.{name}"
    assert unknown <= {"source_file", "source_line"}, f"{schema}.{name} has no {unknown}"
    assumed = {key: value for key, value in ASSUMED.items() if key in columns}
    full = [{**assumed, **{k: v for k, v in row.items() if k in columns}} for row in rows]
    connection.execute(
        f"insert into {schema}.{name} by name "
        "select unnest(from_json($rows::json, $shape), max_depth := 2)",
        {"rows": json.dumps(full, default=str), "shape": json.dumps([columns])},
    )


def read_csv(path: Path) -> list[Row]:
    """The rows of a CSV in a case folder; an empty cell is nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: value for key, value in row.items() if value != ""}
            for row in csv.DictReader(file)
        ]


def month_ends(first: str, count: int) -> list[datetime.date]:
    """The last days of ``count`` months from that of ``first`` (2007-01)."""
    year, month = map(int, first.split("-"))
    days = []
    for number in range(month, month + count):
        start = datetime.date(year + number // 12, number % 12 + 1, 1)
        days.append(start - datetime.timedelta(days=1))
    return days
