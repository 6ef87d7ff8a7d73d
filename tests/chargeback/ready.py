"""Case folders made ready for many queries: all is built but the model they are about."""

import csv
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from chargeback import allocation, runner
from tests.chargeback import test_cases
from tests.chargeback.mutation import Mutant
from tests.chargeback.staging import instead, staged
from tests.chargeback.tables import PATHS

#: A mutant may run in circles: longer than this no case takes.
SECONDS = 10


class DifferentError(Exception):
    """The mutant gives other rows than what stands about the model."""


@dataclass
class Given:
    """A case folder made ready: all but the model itself is built."""

    name: str
    connection: duckdb.DuckDBPyConnection
    header: list[str]
    expected: list[tuple[str, ...]]

    def check(self, mutant: Mutant) -> None:
        """Ask the mutant in the model's place.

        Raises:
            DifferentError: Its rows are not the expected ones.
            duckdb.Error: It cannot be run on what is given.
        """
        columns = ", ".join(self.header)
        with undone(self.connection):
            build(self.connection, mutant)
            found = self.connection.execute(f"select {columns} from {mutant.model}").fetchall()
        if test_cases.as_text(found) != self.expected:
            raise DifferentError(self.name)


class undone:  # noqa: N801 - read as a word
    """What is done in it is undone, and whatever takes too long is broken off."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.timer = threading.Timer(SECONDS, self.connection.interrupt)
        self.timer.start()
        self.connection.execute("begin")

    def __exit__(self, *_) -> None:
        self.timer.cancel()
        self.connection.execute("rollback")


def build(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    """Put the mutant where its model stands."""
    if allocation.MARK in PATHS[mutant.model].read_text(encoding="utf-8"):
        allocation.write(connection, mutant.sql)
        return
    kind = "view" if runner.NOT_KEPT in PATHS[mutant.model].read_text(encoding="utf-8") else "table"
    connection.execute(f"create or replace {kind} {mutant.model} as\n" + mutant.sql)


@lru_cache(1)  # a database takes its memory: one model's at a time
def cases(model: str) -> list[Given]:
    """The case folders of a model, made ready."""
    folders = [path.parent for path in sorted((test_cases.FOLDER / model).glob("*/expect.csv"))]
    ready = kpi_case if model.startswith("kpis.") else model_case
    return [ready(folder, model) for folder in folders]


def model_case(folder: Path, model: str) -> Given:
    connection = in_order(staged(test_cases.given_files(folder)))
    models = test_cases.given_models(folder)
    for name, rows in models.items():
        instead(connection, name, rows)
    runner.run_to(connection, [model], models)
    return expected_of(folder, connection)


def kpi_case(folder: Path, _: str) -> Given:
    connection = in_order(duckdb.connect())
    for schema in ("staging", *runner.SCHEMAS):
        connection.execute(f"create schema {schema}")
    for path in folder.glob("*.*.csv"):
        connection.execute(
            f"create table {path.stem} as from read_csv($path, header = true)", {"path": str(path)}
        )
    return expected_of(folder, connection)


def in_order(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """One thread from the start: which of several equal rows comes first is always the same."""
    connection.execute("set threads = 1")
    return connection


def expected_of(folder: Path, connection: duckdb.DuckDBPyConnection) -> Given:
    with (folder / "expect.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    name = f"{folder.parent.name}/{folder.name}"
    return Given(name, connection, header, test_cases.as_text(expected))
