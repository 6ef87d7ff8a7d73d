"""What each model makes of rows drawn by chance: a thumbprint of its rules, kept in drawn.csv.

The rows a model reads are drawn from few values, so that keys meet, days touch and names repeat;
what its query compares with is among them. An answer that hangs on the order of the rows given
is not kept. A changed thumbprint says that the model's meaning changed: cases say what it should
be, this says that nothing else came with it.

``python -m tests.chargeback.drawn`` writes drawn.csv anew; look at which models changed.
"""

import csv
import datetime
import json
import random
import sys
import threading
import zlib
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

from chargeback import allocation, runner
from tests.chargeback.staging import TABLES

KEPT = Path(__file__).with_name("drawn.csv")
WORLDS = 8
TRIED = 60
#: Of a hundred values so many are missing.
NOTHING = 0.03
#: A mistake may run in circles: longer than this no query takes.
SECONDS = 10
PATHS = {f"{path.parent.name}.{path.stem}": path for path in sorted(runner.MODELS.rglob("*.sql"))}
MONTHS = [datetime.date(2008, month, 1) for month in (1, 2, 3)]
DAY = datetime.timedelta(days=1)
DAYS = [*MONTHS, *(day - DAY for day in MONTHS[1:]), datetime.date(2008, 2, 11)]
FAR = datetime.date(9999, 12, 31)
SPANS = [(f"{kind}_from", f"{kind}_until") for kind in ("valid", "object", "held")]
LONG_AGO = datetime.date(2007, 10, 15)
WHOLE = [0, 1, 2, 3, 500, 1000, 1500]
MONEY = [0, 1, 100_00, 120_07, -50_00]
# How many names there are of a thing, and how many rows: few meet often, many part.
SIZES = [(1, 12), (2, 16), (3, 24), (2, 40)]


def text(model: str) -> str:
    return PATHS[model].read_text(encoding="utf-8")


@cache
def empty() -> duckdb.DuckDBPyConnection:
    """Every table there is, without a row: it says what the columns are."""
    connection = duckdb.connect()
    connection.execute(TABLES.read_text(encoding="utf-8"))
    runner.run(connection)
    return connection


@cache
def columns(table: str) -> dict[str, str]:
    found = empty().execute(f"select column_name, column_type from (describe {table})")
    return dict(found.fetchall())


@cache
def read_by(model: str) -> list[str]:
    return sorted(runner.tables_read(empty(), text(model)))


@cache
def tree(model: str) -> exp.Expression:
    return sqlglot.parse_one(text(model), read="duckdb")


@cache
def same_names() -> dict[str, str]:
    """Columns that some model joins by: they are drawn from the same values."""
    leader: dict[str, str] = {}

    def of(name: str) -> str:
        while leader.get(name, name) != name:
            name = leader[name]
        return name

    for model in PATHS:
        for equal in tree(model).find_all(exp.EQ):
            left, right = equal.this, equal.expression
            if isinstance(left, exp.Column) and isinstance(right, exp.Column):
                one, other = sorted((of(left.name), of(right.name)))
                leader[other] = one
    return {name: of(name) for name in leader}


@cache
def said(model: str) -> dict[str, list[str]]:
    """Texts and numbers a model compares a column with, by the column's name."""
    found: dict[str, list[str]] = {}
    for literal in tree(model).find_all(exp.Literal):
        compared = literal.find_ancestor(exp.EQ, exp.In, exp.NEQ, exp.Case, exp.Condition)
        if isinstance(compared, exp.EQ | exp.In | exp.NEQ):
            for column in compared.find_all(exp.Column):
                found.setdefault(column.name, []).append(literal.this)
    return found


@cache
def values(  # noqa: PLR0911 - a list of kinds
    model: str, column: str, kind: str, names: int
) -> list[object]:
    """What a column is drawn from."""
    told = sorted(set(said(model).get(column, [])))
    if kind == "DATE":
        if column in {"period", "next_period", "charge_period", "first_day"}:
            return MONTHS
        if "until" in column or "last" in column:
            return [*DAYS, FAR, FAR, FAR, FAR]
        return [*DAYS, *([LONG_AGO] * 4 if "from" in column or "first" in column else [])]
    if kind == "BOOLEAN":
        return [True, False]
    if kind.startswith("TIMESTAMP"):
        return [f"2008-02-{day:02} 08:30:00" for day in (1, 11, 29)]
    if kind in {"BIGINT", "INTEGER", "HUGEINT", "SMALLINT", "TINYINT", "UBIGINT"}:
        if column in {"days", "days_in_month"}:
            return [29, 31]
        own = [int(number) for number in told if number.isdigit()]
        near = [near for number in own for near in (number - 1, number, number + 1)]
        return [*near, *(MONEY if "ore" in column or "price" in column else WHOLE)]
    name = same_names().get(column, column)
    return [*told, *(f"{name} {letter}" for letter in ("a", "B", "1")[:names])]


def rows(
    model: str, table: str, dice: random.Random, names: int, count: int
) -> list[dict[str, object]]:
    """So many rows of a table."""
    drawn = []
    kinds = columns(table)
    for number in range(count):
        row: dict[str, object] = {}
        for column, kind in kinds.items():
            is_missing = dice.random() < NOTHING or kind.endswith("[]")
            of = values(model, column, kind, names)
            row[column] = None if is_missing else dice.choice(of)
        if "source_line" in row:
            # No two rows stand in one place, so that the place can settle a tie.
            row["source_line"] = number + 2
        in_order(row)
        drawn.append(row)
    return drawn


def in_order(row: dict[str, object]) -> None:
    """Spans mostly begin before they end; a month's days are its own."""
    for start, end in SPANS:
        if row.get(start) and row.get(end) and row[start] > row[end]:
            row[start], row[end] = row[end], row[start]
    month = row.get("period")
    if month and "next_period" in row:
        after = (month + 32 * DAY).replace(day=1)
        row |= {"next_period": after, "last_day": after - DAY}
    if month and "days_in_month" in row:
        row["days_in_month"] = ((month + 32 * DAY).replace(day=1) - month).days


class Drawn:
    """A database with the drawn rows of what a model reads."""

    def __init__(self, model: str, seed: int) -> None:
        self.model = model
        self.connection = duckdb.connect()
        self.connection.execute("set threads = 1")
        for schema in ("staging", *runner.SCHEMAS):
            self.connection.execute(f"create schema {schema}")
        dice = random.Random(zlib.crc32(f"{model} {seed}".encode()))
        size = SIZES[seed % len(SIZES)]
        self.tables = {table: rows(model, table, dice, *size) for table in read_by(model)}
        for table in self.tables:
            kinds = columns(table)
            # A view's columns are those of the table it would be.
            listed = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
            self.connection.execute(f"create table {table} ({listed})")
        self.fill(self.tables)

    def fill(self, tables: dict[str, list[dict[str, object]]]) -> None:
        for table, drawn in tables.items():
            self.connection.execute(f"delete from {table}")
            kinds = columns(table)
            known = [{k: v for k, v in row.items() if k in kinds} for row in drawn]
            self.connection.execute(
                f"insert into {table} by name "
                "select unnest(from_json($rows::json, $shape), max_depth := 2)",
                {"rows": json.dumps(known, default=str), "shape": json.dumps([kinds])},
            )

    def thumbprint(self, sql: str) -> str:
        """The rows a query makes of them, in whatever order, as one number; or that it fails."""
        timer = threading.Timer(SECONDS, self.connection.interrupt)
        timer.start()
        self.connection.execute("begin")
        try:
            if allocation.MARK in text(self.model):
                allocation.write(self.connection, sql)
                sql = f"from {self.model}"
            found = self.connection.execute(
                "select count(*), sum(md5_number_lower(content::varchar)::hugeint) "
                f"from (select row(*columns(*)) as content from ({sql}))"
            ).fetchone()
        finally:
            timer.cancel()
            self.connection.execute("rollback")
        return f"{found[0]}:{found[1]}"

    def is_steady(self, sql: str) -> bool:
        """Whether the same rows in another order give the same, and there are any."""
        whole = self.thumbprint(sql)
        if whole.startswith("0:"):
            return False
        self.fill({table: drawn[::-1] for table, drawn in self.tables.items()})
        back = self.thumbprint(sql)
        self.fill(self.tables)
        return whole == back


@lru_cache(1)  # a database takes its memory: one model's at a time
def drawn(model: str) -> list[Drawn]:
    """The first worlds of a model whose answer stands whatever order their rows come in."""
    found: list[Drawn] = []
    for seed in range(TRIED):
        try:
            world = Drawn(model, seed)
            if world.is_steady(text(model)):
                found.append(world)
        except (duckdb.Error, ArithmeticError, TypeError, ValueError, LookupError):
            continue  # drawn rows may be such as no city has
        if len(found) == WORLDS:
            break
    return found


def thumbprints(model: str, sql: str) -> list[str]:
    """What a query makes of each of the model's worlds."""
    return [world.thumbprint(sql) for world in drawn(model)]


def main() -> int:
    """Write every model's thumbprints anew."""
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "thumbprints"])
        for model in PATHS:
            found = thumbprints(model, text(model))
            writer.writerow([model, " ".join(found)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
