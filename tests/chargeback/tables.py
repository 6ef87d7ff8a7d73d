"""What the models read: tables with their columns, and what the queries say of them."""

from functools import cache

import duckdb
import sqlglot
from sqlglot import exp

from chargeback import runner
from tests.chargeback.staging import TABLES

PATHS = {f"{path.parent.name}.{path.stem}": path for path in sorted(runner.MODELS.rglob("*.sql"))}
COMPARES = (
    exp.EQ, exp.NEQ, exp.In, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Like, exp.ILike, exp.Contains,
)  # fmt: skip

SPELLS = (exp.Lower, exp.Upper)


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


def same_name(column: str) -> str:
    """The name that stands for all that a column is joined with."""
    return same_names().get(column, column)


@cache
def spelled_names() -> dict[str, str]:
    """As ``same_names``, also where the one is compared in small letters."""
    leader = dict(same_names())

    def of(name: str) -> str:
        while leader.get(name, name) != name:
            name = leader[name]
        return name

    for model in PATHS:
        for equal in tree(model).find_all(exp.EQ):
            sides = [
                side.this if isinstance(side, SPELLS) else side for side in equal.unnest_operands()
            ]
            if all(isinstance(side, exp.Column) for side in sides):
                one, other = sorted(of(side.name) for side in sides)
                leader[other] = one
    return {name: of(name) for name in leader}


@cache
def said(model: str) -> dict[str, list[str]]:
    """Texts and numbers a model compares a column with, by the column's name."""
    found: dict[str, list[str]] = {}
    for literal in tree(model).find_all(exp.Literal):
        compared = literal.find_ancestor(exp.Condition)
        if isinstance(compared, COMPARES):
            for column in compared.find_all(exp.Column):
                found.setdefault(column.name, []).append(literal.this.strip("%"))
    return found
