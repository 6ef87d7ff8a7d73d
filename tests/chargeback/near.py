"""Rows near those of a model's case folders: some changed, some gone, some told twice.

Rows drawn from nothing seldom meet in a join of six columns; those of a case do. So a case is
taken, perhaps with another beside it or with an echo (all of it once more for another department,
another service, a month later), and a few of its values are changed.
"""

import copy
import datetime
import json
import random
import zlib
from functools import cache, lru_cache

import duckdb
from sqlglot import exp

from tests.chargeback import ready
from tests.chargeback.tables import columns, read_by, said, same_name, spelled_names, tree

Rows = dict[str, list[dict[str, object]]]
FAR = "9999-12-31"
WHOLE = {"BIGINT", "INTEGER", "HUGEINT", "SMALLINT", "TINYINT", "UBIGINT"}
CHANGES = [1, 1, 2, 3, 5, 8]
#: A case of more rows than this is not echoed.
MANY = 200


def near(model: str, seed: int) -> Rows:
    """The rows a model reads, near those of its cases; the same seed gives the same."""
    dice = random.Random(zlib.crc32(f"near {model} {seed}".encode()))
    cases = given(model)
    rows = copy.deepcopy(cases[seed % len(cases)])
    if len(cases) > 1 and dice.random() < 0.2:
        rows = {table: rows[table] + copy.deepcopy(dice.choice(cases)[table]) for table in rows}
    if dice.random() < 0.5 and sum(map(len, rows.values())) <= MANY:
        echo(model, rows, dice)
    for _ in range(dice.choice(CHANGES)):
        change(model, rows, dice)
    for told in rows.values():
        for number, row in enumerate(told):
            if "source_line" in row:
                row["source_line"] = number + 2
    return rows


def more(model: str, seed: int) -> Rows:
    """Near rows with some of their own in tables that no case fills."""
    dice = random.Random(zlib.crc32(f"more {model} {seed}".encode()))
    rows = near(model, seed)
    for table, told in rows.items():
        if dice.random() < (0.2 if told else 0.8):
            told += [invented(model, rows, table, dice) for _ in range(dice.choice([1, 1, 2, 3]))]
            for number, row in enumerate(told):
                if "source_line" in row:
                    row["source_line"] = number + 2
    return rows


def invented(model: str, rows: Rows, table: str, dice: random.Random) -> dict[str, object]:
    """A row of values that stand in the other tables under the names it is joined by."""
    return {
        name: met(kind, beside(rows, name, kind), said(model).get(name, []), dice)
        for name, kind in columns(table).items()
    }


def beside(rows: Rows, name: str, kind: str) -> list[object]:
    """What stands in columns that are compared with this one."""
    leader = spelled_names().get(name, name)
    found = [
        row[key]
        for table, told in rows.items()
        for key, of in columns(table).items()
        if of == kind and (kind == "DATE" or spelled_names().get(key, key) == leader)
        for row in told
        if row[key] is not None
    ]
    return list(dict.fromkeys(map(str, found)) if kind == "VARCHAR" else dict.fromkeys(found))


def met(kind: str, beside: list[object], spoken: list[str], dice: random.Random) -> object:
    """One of the values that stand beside a column, now and then none."""
    if dice.random() < 0.1 or kind.endswith("[]"):
        return None
    if kind == "BOOLEAN":
        return dice.random() < 0.5
    if kind == "DATE":
        return a_day(dice.choice([*beside, FAR]), beside, dice)
    if kind in WHOLE:
        return dice.choice(
            [*beside[:20], *(int(text) for text in spoken if text.isdigit()), 1, 1000]
        )
    if kind == "VARCHAR":
        small = [str(value).lower() for value in beside[:20]]
        return dice.choice([*beside[:20], *small, *spoken, "other"])
    return None


@lru_cache(1)
def given(model: str) -> list[Rows]:
    """What each case folder of a model gives it, with what the models before it made of that."""
    return [rows_of(case.connection, model) for case in ready.cases(model)]


def rows_of(connection: duckdb.DuckDBPyConnection, model: str) -> Rows:
    found: Rows = {}
    for table in read_by(model):
        try:
            told = connection.execute(f"select to_json(t)::varchar from {table} as t").fetchall()
        except duckdb.CatalogException:
            told = []
        kinds = columns(table)
        parsed = [json.loads(text, parse_float=str) for (text,) in told]
        found[table] = [{name: row.get(name) for name in kinds} for row in parsed]
    return found


@cache
def used(model: str) -> set[str]:
    """Columns a model names."""
    return {column.name for column in tree(model).find_all(exp.Column)}


def echo(model: str, rows: Rows, dice: random.Random) -> None:
    """Tell all of it once more under another name, or a month later."""
    names = sorted(used(model) & {name for table in rows for name in columns(table)})
    if not names:
        return
    name = dice.choice(names)
    leader = same_name(name)
    kind = next(columns(table)[name] for table in rows if name in columns(table))
    days = dice.choice([1, 31, 31, 366])
    for table, told in rows.items():
        kinds = {key: of for key, of in columns(table).items() if of == kind}
        moved = [key for key in kinds if kind == "DATE" or same_name(key) == leader]
        if moved:
            told += [
                row | {key: another(row[key], kind, days) for key in moved}
                for row in copy.deepcopy(told)
            ]


def another(value: object, kind: str, days: int) -> object:
    """A value of the same kind that is not there yet."""
    if value is None:
        return None
    if kind == "DATE":
        return later(str(value), days)
    if kind == "VARCHAR":
        return f"{value} 2"
    return value + 1 if kind in WHOLE else value


def later(day: str, days: int) -> str:
    """So many days later; the first of a month stays one, a month's last day as well."""
    if day == FAR:
        return day
    found = datetime.date.fromisoformat(day)
    if abs(days) < 28:
        return str(found + datetime.timedelta(days=days))
    ends = (found + datetime.timedelta(days=1)).day == 1
    first = (found.replace(day=1) + datetime.timedelta(days=days)).replace(day=1)
    if found.day == 1:
        return str(first)
    if ends:
        after = (first + datetime.timedelta(days=32)).replace(day=1)
        return str(after - datetime.timedelta(days=1))
    return str(first.replace(day=min(found.day, 28)))


def change(model: str, rows: Rows, dice: random.Random) -> None:
    """Change one value, or take a row away, or tell it twice with a difference."""
    full = [table for table, told in rows.items() if told]
    if not full:
        return
    table = dice.choice(full)
    told = rows[table]
    at = dice.randrange(len(told))
    chance = dice.random()
    if chance < 0.12:
        del told[at]
        return
    if chance < 0.4:
        told.append(copy.deepcopy(told[at]))
        at = len(told) - 1
        if dice.random() < 0.15:
            return
    names = sorted(used(model) & columns(table).keys()) or sorted(columns(table))
    name = dice.choice(names)
    kind = columns(table)[name]
    beside = [
        row[key]
        for other, rows_told in rows.items()
        for key, of in columns(other).items()
        if of == kind and (same_name(key) == same_name(name) or kind == "DATE")
        for row in rows_told
    ]
    spoken = said(model).get(name, [])
    told[at][name] = changed(kind, told[at][name], beside, spoken, dice)


def changed(
    kind: str, value: object, beside: list[object], spoken: list[str], dice: random.Random
) -> object:
    """Another value in a column: one that stands beside it, one close by, or none."""
    if dice.random() < 0.06:
        return None
    if kind == "BOOLEAN":
        return not value
    if kind == "DATE":
        return a_day(value, beside, dice)
    if kind in WHOLE:
        near = [int(text) for text in spoken if text.isdigit()]
        near = [number + step for number in near for step in (-1, 0, 1)]
        own = [value - 1, value + 1, -value, 2 * value] if isinstance(value, int) else []
        return dice.choice([*beside[:40], *near, *near, *own, *own, 0, 1])
    if kind == "VARCHAR":
        more = [f"{value} 2", f"{value}".upper(), *(f"{value}{text}" for text in spoken)]
        return dice.choice([*beside[:40], *spoken, *spoken, *more])
    return dice.choice(beside or [value])


def a_day(value: object, beside: list[object], dice: random.Random) -> object:
    """A day beside another, or in the next month."""
    days = sorted({str(day) for day in beside if day}) or [FAR]
    if value is None or dice.random() < 0.5:
        value = dice.choice(days)
    return later(str(value), dice.choice([0, 0, 1, -1, 1, -1, 31, -29, 3, -3]))
