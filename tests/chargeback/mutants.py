"""Whether the suite would see a mistake in a model: every mutant against what stands about it.

A mutant meets the model's own case folders first. What they let through is asked of drawn rows
(``drawn.py``). The rest is built into small cities, with all that rests on it: an audit that finds
a row, a stop, or a figure the slow reference engine does not give, catches it. What nothing
catches is a survivor and stands in survivors.csv with the reason.

``make mutants`` runs them all and prints the table; with ``--write`` it writes survivors.csv anew,
keeping the reasons that stand there. ``--seek`` draws more rows for what is left, and keeps those
that tell a mistake from the model.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import duckdb

from chargeback import runner
from tests.chargeback import (
    drawn,
    mutation,
    test_fees,
    test_properties,
    test_sources,
    use_cities,
)
from tests.chargeback import test_shared_costs as shared_costs
from tests.chargeback.busy_town import busy_town
from tests.chargeback.mutation import Mutant
from tests.chargeback.ready import DifferentError, build, cases, undone
from tests.chargeback.staging import staged
from tests.chargeback.tables import PATHS, text

SURVIVORS = Path(__file__).with_name("survivors.csv")
COLUMNS = ("model", "operator", "was", "becomes", "no", "reason")
#: A reason that begins so proves that the mutant says the same as the model.
ALIKE = "alike: "
Name = tuple[str, str, str, str, int]
SEED = 1
#: After so many drawn worlds that catch nothing more no other is sought.
PATIENCE = 45


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


@dataclass
class Judgement:
    """What became of a model's mutants.

    Args:
        model: ``schema.table``.
        caught: Who caught each mutant, by name: ``case``, ``drawn``, ``city`` or ``nobody``;
            ``no query`` is none.
        worlds: Drawn worlds that caught one, where such were sought.
    """

    model: str
    caught: dict[Name, str]
    worlds: list[drawn.Kept]

    @property
    def left(self) -> list[Name]:
        return [name for name, who in self.caught.items() if who == "nobody"]


def judge(model: str, *, seeks: bool = False, listed: Collection[Name] = ()) -> Judgement:
    """Every mutant of a model with who caught it.

    Args:
        model: ``schema.table``.
        seeks: Try drawn worlds not kept as well.
        listed: Survivors we know of: the cities, which take long, are not asked of them again.
    """
    found = Judgement(model, {}, [])
    left = []
    for mutant in mutation.mutants(model, text(model)):
        found.caught[mutant.name] = by_cases(mutant)
        if found.caught[mutant.name] == "nobody":
            left.append(mutant)
    kept = [one.world for one in drawn.kept().get(model, [])]
    in_vain = 0
    for name in (*kept, *(drawn.names() if seeks else [])):
        if not left or in_vain == PATIENCE + len(kept):
            break
        world = drawn.drawn(model, name)
        seen = by_drawn(world, left) if world else []
        in_vain += 1
        if not seen or not world.is_steady(text(model)):
            continue
        in_vain = 0
        if seeks:
            found.worlds.append(drawn.now(world))
        found.caught |= {mutant.name: "drawn" for mutant in seen}
        left = [mutant for mutant in left if mutant not in seen]
    asked = [mutant for mutant in left if mutant.name not in listed]
    found.caught |= {mutant.name: by_cities(mutant) for mutant in asked}
    return found


def by_cases(mutant: Mutant) -> str:
    try:
        for case in cases(mutant.model):
            case.check(mutant)
    except duckdb.BinderException:
        return "no query"
    except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is seen
        return "case"
    return "nobody"


def by_drawn(world: drawn.Drawn, left: Iterable[Mutant]) -> list[Mutant]:
    """Those a world tells from the model."""
    right = world.thumbprint(text(world.model))

    def differs(mutant: Mutant) -> bool:
        try:
            return world.thumbprint(mutant.sql) != right
        except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is seen
            return True

    return [mutant for mutant in left if differs(mutant)]


def by_cities(mutant: Mutant) -> str:
    try:
        for world in worlds():
            world.check(mutant)
    except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is seen
        return "city"
    return "nobody"


def known() -> dict[Name, str]:
    """The survivors we know of, by name, with the reason why they are harmless."""
    with SURVIVORS.open(encoding="utf-8", newline="") as file:
        return {
            (row["model"], row["operator"], row["was"], row["becomes"], int(row["no"])): row[
                "reason"
            ]
            for row in csv.DictReader(file)
        }


def write(judged: Iterable[Judgement]) -> None:
    """Put the survivors of these models into the list, and the worlds found; the others' stand."""
    before = known() if SURVIVORS.exists() else {}
    asked = {one.model: one for one in judged}
    kept = {name: why for name, why in before.items() if name[0] not in asked and name[0] in PATHS}
    found = {name: before.get(name, "") for one in asked.values() for name in one.left}
    with SURVIVORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*name, reason) for name, reason in sorted({**kept, **found}.items()))
    more = {one.model: one.worlds for one in asked.values() if one.worlds}
    worlds = {**drawn.kept(), **more}
    drawn.write(world for model in worlds for world in worlds[model] if model in PATHS)


def main() -> int:
    """Run the mutants of these models, or of all, and print who caught how many."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("models", nargs="*", help="schema.table; all without")
    options.add_argument("--write", action="store_true", help="write survivors.csv anew")
    options.add_argument(
        "--seek", action="store_true", help="seek drawn worlds that catch more, and keep them"
    )
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    wanted = [name for name in PATHS if not given.models or name in given.models]
    total: Counter[str] = Counter()
    judged = []
    with ProcessPoolExecutor(given.processes) as pool:
        for one in pool.map(partial(judge, seeks=given.seek), wanted):
            by = Counter(one.caught.values())
            total += by
            judged.append(one)
            sys.stdout.write(f"{one.model}: {dict(by)}\n")
            sys.stdout.flush()
    if given.write:
        write(judged)
    del total["no query"]
    reasons = known()
    left = [reasons.get(name, "") for one in judged for name in one.left]
    alike = sum(reason.startswith(ALIKE) for reason in left)
    sys.stdout.write(f"{dict(total)}\n")
    sys.stdout.write(f"of all: {share(total.total() - len(left), total.total())}\n")
    other = total.total() - alike
    sys.stdout.write(f"of those not proved alike: {share(total.total() - len(left), other)}\n")
    return 0


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} caught, {part / whole:.1%}"


if __name__ == "__main__":
    sys.exit(main())
