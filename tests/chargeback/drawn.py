"""What each model makes of drawn rows: thumbprints of its rules, kept in drawn.csv.

The rows a model reads are drawn from few values, so that keys meet, days touch and names repeat
(``chance``), or are those of its cases with some changed (``near``, near.py; ``more``: with rows
in tables that no case fills). Kept are worlds that tell a mistake from the model (mutants.py finds
them). An answer that hangs on the order of the rows given is not kept. A changed thumbprint says
that the model's meaning changed: cases say what it should be, this says that nothing else came
with it. Where the rows given changed, with a case or a model before, it is to be written anew.

``python -m tests.chargeback.drawn`` writes drawn.csv anew; look at which models changed.
"""

import csv
import datetime
import json
import random
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from chargeback import allocation, runner
from tests.chargeback.near import Rows, more, near
from tests.chargeback.tables import PATHS, columns, read_by, said, same_name, text

KEPT = Path(__file__).with_name("drawn.csv")
#: Of each kind so many are tried before a mistake is called unseen.
SOUGHT = 60
#: A model keeps at least so many, if so many stand.
LEAST = 3
#: Of a hundred values so many are missing.
NOTHING = 0.03
#: A mistake may run in circles: longer than this no query takes.
SECONDS = 10
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
    name = same_name(column)
    return [*told, *(f"{name} {letter}" for letter in ("a", "B", "1")[:names])]


def by_chance(model: str, seed: int) -> Rows:
    """The rows a model reads, drawn by chance; the same seed gives the same."""
    dice = random.Random(zlib.crc32(f"{model} {seed}".encode()))
    size = SIZES[seed % len(SIZES)]
    return {table: rows(model, table, dice, *size) for table in read_by(model)}


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


@lru_cache(1)  # a database takes its memory: one model's at a time
def empty_of(model: str) -> duckdb.DuckDBPyConnection:
    """A database with what a model reads, without a row."""
    connection = duckdb.connect()
    # One thread: which of several equal rows comes first is then the same every time.
    connection.execute("set threads = 1")
    for schema in ("staging", *runner.SCHEMAS):
        connection.execute(f"create schema {schema}")
    for table in read_by(model):
        # A view's columns are those of the table it would be.
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns(table).items())
        connection.execute(f"create table {table} ({listed})")
    return connection


class Drawn:
    """A model's database filled with drawn rows, until another is.

    Args:
        model: ``schema.table``.
        name: ``chance``, ``near`` or ``more`` and a number: how the rows are found.
    """

    def __init__(self, model: str, name: str) -> None:
        self.model, self.name = model, name
        self.connection = empty_of(model)
        kind, seed = name.split()
        self.tables = HOW[kind](model, int(seed))
        self.fill(self.tables)

    @property
    def given(self) -> str:
        """The rows given, as one number: they change with the cases and the models before."""
        return str(zlib.crc32(json.dumps(self.tables, default=str).encode()))

    def fill(self, tables: Rows) -> None:
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
        """The rows a query makes of them, in whatever order, as one number."""
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
        """Whether the same rows in another order give the same."""
        whole = self.thumbprint(sql)
        self.fill({table: drawn[::-1] for table, drawn in self.tables.items()})
        back = self.thumbprint(sql)
        self.fill(self.tables)
        return whole == back


HOW = {"near": near, "more": more, "chance": by_chance}
FAILS = (duckdb.Error, ArithmeticError, TypeError, ValueError, LookupError)


class Kept(NamedTuple):
    """A world kept in drawn.csv.

    Attributes:
        model: ``schema.table``.
        world: How its rows are found.
        given: The rows given, as one number.
        made: What the model made of them, as one.
    """

    model: str
    world: str
    given: str
    made: str


def drawn(model: str, name: str) -> Drawn | None:
    """A world of a model; None if its rows are such as no city has."""
    try:
        world = Drawn(model, name)
        world.thumbprint(text(model))
    except FAILS:
        return None
    return world


def names(count: int = SOUGHT) -> Iterator[str]:
    """Worlds to try, in turn."""
    for number in range(count):
        yield from (f"{kind} {number}" for kind in HOW)


def kept() -> dict[str, list[Kept]]:
    """The worlds kept, by model."""
    found: dict[str, list[Kept]] = {}
    with KEPT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["model"], []).append(Kept(**row))
    return found


def now(world: Drawn) -> Kept:
    """A world with what its model makes of it today."""
    return Kept(world.model, world.name, world.given, world.thumbprint(text(world.model)))


def write(worlds: Iterable[Kept]) -> None:
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Kept._fields)
        writer.writerows(sorted(set(worlds)))


def again(model: str) -> list[Kept]:
    """The worlds of a model anew: those kept that still stand, and some if they are few."""
    found: list[Kept] = []
    before = [one.world for one in kept().get(model, [])]
    for name in (*before, *names(LEAST * 3)):
        if len(found) >= max(LEAST, len(before)):
            break
        world = None if name in {one.world for one in found} else drawn(model, name)
        if world and world.is_steady(text(model)):
            found.append(now(world))
    return found


def main() -> int:
    """Write the thumbprints of these models, or of all, anew."""
    wanted = sys.argv[1:] or list(PATHS)
    before = {model: worlds for model, worlds in kept().items() if model in PATHS}
    with ProcessPoolExecutor(2) as pool:
        after = dict(zip(wanted, pool.map(again, wanted), strict=True))
    write(one for worlds in {**before, **after}.values() for one in worlds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
