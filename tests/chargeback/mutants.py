"""Whether the suite would see a mistake in a model: every mutant against what stands about it.

A mutant meets the model's own case folders first. What they let through is built into small
cities, with all that rests on it: an audit that finds a row, a stop, or a figure the slow
reference engine does not give, catches it. The rest is asked of rows drawn by chance
(``drawn.py``). What nothing catches is a survivor and stands in survivors.csv with the reason.

``make mutants`` runs them all and prints the table; with ``--write`` it writes survivors.csv anew,
keeping the reasons that stand there.
"""

import argparse
import csv
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import duckdb

from chargeback import allocation, runner
from tests.chargeback import (
    drawn,
    mutation,
    test_cases,
    test_fees,
    test_properties,
    test_sources,
    use_cities,
)
from tests.chargeback import test_shared_costs as shared_costs
from tests.chargeback.busy_town import busy_town
from tests.chargeback.mutation import Mutant
from tests.chargeback.staging import instead, staged

SURVIVORS = Path(__file__).with_name("survivors.csv")
COLUMNS = ("model", "operator", "was", "becomes", "no", "reason")
#: A mutant may run in circles: longer than this no case takes.
SECONDS = 10
PATHS = {f"{path.parent.name}.{path.stem}": path for path in sorted(runner.MODELS.rglob("*.sql"))}
SEED = 1


class DifferentError(Exception):
    """The mutant gives other rows than what stands about the model."""


# --- the case folders -----------------------------------------------------------------------------


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
    connection = staged(test_cases.given_files(folder))
    models = test_cases.given_models(folder)
    for name, rows in models.items():
        instead(connection, name, rows)
    runner.run_to(connection, [model], models)
    return expected_of(folder, connection)


def kpi_case(folder: Path, _: str) -> Given:
    connection = duckdb.connect()
    for schema in ("staging", *runner.SCHEMAS):
        connection.execute(f"create schema {schema}")
    for path in folder.glob("*.*.csv"):
        connection.execute(
            f"create table {path.stem} as from read_csv($path, header = true)", {"path": str(path)}
        )
    return expected_of(folder, connection)


def expected_of(folder: Path, connection: duckdb.DuckDBPyConnection) -> Given:
    # One thread: which of several equal rows comes first is then the same every time.
    connection.execute("set threads = 1")
    with (folder / "expect.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    name = f"{folder.parent.name}/{folder.name}"
    return Given(name, connection, header, test_cases.as_text(expected))


# --- small cities ---------------------------------------------------------------------------------


@dataclass
class World:
    """A small city built whole, with what the slow reference says of it.

    Args:
        name: What it is.
        connection: Everything built.
        order: The models it holds, each after those it reads.
        known: Questions whose answers the reference engine has confirmed, by table.
        audits: Files that must find nothing.
    """

    name: str
    connection: duckdb.DuckDBPyConnection
    order: list[Path]
    known: dict[str, str]
    audits: list[Path]

    def __post_init__(self) -> None:
        self.connection.execute("set threads = 1")
        read = runner.tables_read
        self.reads = {
            path: read(self.connection, path.read_text(encoding="utf-8"))
            for path in (*self.order, *self.audits)
        }
        self.answers = {table: self.answer(table) for table in self.known}
        self.silent = {path: findings(self.connection, path) for path in self.audits}

    def answer(self, table: str) -> list[tuple[object, ...]]:
        return sorted(self.connection.execute(self.known[table]).fetchall(), key=str)

    def check(self, mutant: Mutant) -> None:
        """Build the mutant and all that rests on it.

        Raises:
            DifferentError: An audit or the reference sees it.
            duckdb.Error: It cannot be built.
        """
        path = PATHS[mutant.model]
        if path not in self.reads:
            return
        with undone(self.connection):
            before = fingerprint(self.connection, mutant.model)
            build(self.connection, mutant)
            if fingerprint(self.connection, mutant.model) != before:
                self.follow(mutant.model)

    def follow(self, model: str) -> None:
        changed = {model}
        for path in self.order:
            name = f"{path.parent.name}.{path.stem}"
            if name == model or not self.reads[path] & changed:
                continue
            if path.parent == runner.STOPS:
                runner.stop_on_findings(self.connection, path)
                continue
            before = fingerprint(self.connection, name)
            runner.build(self.connection, path)
            if fingerprint(self.connection, name) != before:
                changed.add(name)
        for table in self.known.keys() & changed:
            if self.answer(table) != self.answers[table]:
                raise DifferentError(f"{self.name}: {table}")
        for path in self.audits:
            if self.reads[path] & changed and findings(self.connection, path) != self.silent[path]:
                raise DifferentError(f"{self.name}: {path.stem}")


def findings(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    return sorted(map(str, runner.ask(connection, path)))


def fingerprint(connection: duckdb.DuckDBPyConnection, table: str) -> object:
    """Columns and rows of a table in whatever order."""
    return connection.execute(
        f"select count(*), sum(hash(row(*columns(*)))::hugeint), (select list(row(column_name, "
        f"column_type)) from (describe {table})) from {table}"
    ).fetchall()


@cache
def worlds() -> list[World]:
    """Cities with what has been checked against the slow reference in them."""
    found = [
        whole("busy town", staged(busy_town())),
        whole("shared costs", staged(shared_tables())),
    ]
    shared, days, drawn = test_properties.pack(SEED, 72)
    tables = test_properties.tables(shared, days, drawn)
    found.append(whole("drawn cities", staged(tables), {"charges.lines": test_properties.LINES}))
    tables = test_sources.tables(*test_sources.pack(SEED, 40))
    wanted = ("charges.usage_months", "control.equations")
    connection = test_sources.built(tables, *wanted)
    known = {"charges.usage_months": test_sources.COUNTED, "control.equations": test_sources.SIDES}
    order = runner.behind(connection, wanted)
    found.append(World("drawn sources", connection, order, known, []))
    return [*found, fees()]


def shared_tables() -> dict[str, list[dict[str, object]]]:
    return shared_costs.town(
        accounts=shared_costs.accounts(shared_costs.FEBRUARY),
        workstations=shared_costs.workstations(14, shared_costs.FEBRUARY),
        ledger_rows=shared_costs.ledger(),
        ledger_mapping=shared_costs.mapping(),
        pool_rules=shared_costs.rules(),
    )


def whole(name, connection, known=None) -> World:
    """A city built as a run builds it."""
    runner.run(connection)
    paths = [*runner.MODELS.rglob("*.sql"), *runner.STOPS.glob("*.sql")]
    order = runner.ordered(connection, paths)
    return World(name, connection, order, known or {}, sorted(runner.AUDITS.glob("*.sql")))


def fees() -> World:
    """Cities of drawn use: their fees are those of the reference, owners are given."""
    connection = test_fees.built(use_cities.pack(SEED, 60))
    order = runner.behind(connection, test_fees.WANTED, [test_fees.UNITS])
    audits = [runner.AUDITS / f"{name}.sql" for name in test_fees.AUDITS]
    return World("drawn fees", connection, order, {"marts.bill_lines": test_fees.LINES}, audits)


# --- a run ----------------------------------------------------------------------------------------


def judged(mutant: Mutant) -> str:
    """Who caught a mutant: ``case``, ``city``, ``drawn`` or ``nobody``; ``no query`` is none."""
    ready = cases(mutant.model)
    try:
        for case in ready:
            case.check(mutant)
    except duckdb.BinderException:
        return "no query"
    except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is seen
        return "case"
    try:
        for world in worlds():
            world.check(mutant)
    except Exception:  # noqa: BLE001 - as above
        return "city"
    for world in drawn.drawn(mutant.model):
        try:
            if world.thumbprint(mutant.sql) != world.thumbprint(drawn.text(mutant.model)):
                return "drawn"
        except Exception:  # noqa: BLE001 - as above
            return "drawn"
    return "nobody"


def all_of(model: str) -> list[tuple[Mutant, str]]:
    """Every mutant of a model with who caught it."""
    text = PATHS[model].read_text(encoding="utf-8")
    return [(mutant, judged(mutant)) for mutant in mutation.mutants(model, text)]


def known() -> dict[tuple[str, str, str, str, int], str]:
    """The survivors we know of, by name, with the reason why they are harmless."""
    with SURVIVORS.open(encoding="utf-8", newline="") as file:
        return {
            (row["model"], row["operator"], row["was"], row["becomes"], int(row["no"])): row[
                "reason"
            ]
            for row in csv.DictReader(file)
        }


def write(left: Iterable[Mutant], asked: Iterable[str]) -> None:
    """Put the survivors of these models into the list; the others' stand."""
    before, asked = known() if SURVIVORS.exists() else {}, set(asked)
    kept = {name: reason for name, reason in before.items() if name[0] not in asked}
    found = {mutant.name: before.get(mutant.name, "") for mutant in left}
    with SURVIVORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*name, reason) for name, reason in sorted({**kept, **found}.items()))


def main() -> int:
    """Run the mutants of these models, or of all, and print who caught how many."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("models", nargs="*", help="schema.table; all without")
    options.add_argument("--write", action="store_true", help="write survivors.csv anew")
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    wanted = [name for name in PATHS if not given.models or name in given.models]
    total, left = Counter(), []
    with ProcessPoolExecutor(given.processes) as pool:
        for model, found in zip(wanted, pool.map(all_of, wanted), strict=True):
            by = Counter(who for _, who in found)
            total += by
            left += [mutant for mutant, who in found if who == "nobody"]
            sys.stdout.write(f"{model}: {dict(by)}\n")
    if given.write:
        write(left, wanted)
    del total["no query"]
    caught = total.total() - total["nobody"]
    share = f"{caught} of {total.total()} caught, {caught / total.total():.1%}"
    sys.stdout.write(f"{dict(total)}: {share}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
