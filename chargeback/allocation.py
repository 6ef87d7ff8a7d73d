"""Shares out the cost of pools that serve each other, so that not one öre is lost or made.

Direct, step-down and reciprocal give the same kind of answer: for each pool of the ledger and
each target at the end of the way, whole öre. The targets are services, capacity that nobody
used and its owner keeps, and cost that no rule leads anywhere.
"""

import csv
import datetime
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import lcm
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb

from chargeback.money import largest_remainder

# In the header of a model whose rows are given to the methods here; the answer is the table.
MARK = "-- Made:   by chargeback/allocation.py"
TABLE = """
create or replace table charges.pool_shares (
    period date, method varchar, pool varchar, receiver_kind varchar, receiver_id varchar,
    part varchar, amount_ore bigint
);
"""
INSERT = """
insert into charges.pool_shares
from read_csv($path, header = false, auto_detect = false, delim = ',', quote = '"', columns = {
    'period': 'date', 'method': 'varchar', 'pool': 'varchar', 'receiver_kind': 'varchar',
    'receiver_id': 'varchar', 'part': 'varchar', 'amount_ore': 'bigint'
})
"""
# A closed month's pools are not shared out again.
SEALED = """
select period, method, pool, receiver_kind, receiver_id, part, amount_ore
from staging.sealed_pools
"""


class AllocationError(ValueError):
    """Pools serve only each other: their cost can never reach a service."""


class Target(NamedTuple):
    """Where cost goes.

    Attributes:
        kind: ``pool`` on the way; at its end ``service``, ``idle`` (kept by the capacity's
            owner) or ``unassigned`` (a pool nobody is served by).
        name: The pool's or the service's id; of ``idle`` and ``unassigned`` the pool it stays in.
        part: ``use``, or ``idle`` for what was there and not used.
    """

    kind: str
    name: str
    part: str


@dataclass(frozen=True)
class Pool:
    """A pool in one month.

    Attributes:
        name: Its id.
        cost_ore: What the ledger has in it; may be negative.
        step: Its place in step-down; ties by name.
        receivers: Weight, zero or more, of each pool and service served: (kind, id).
        capacity: What it can supply; above zero.
        used: What of it was used; more than the capacity makes the idle part negative.
        keeps_idle: The idle part stays with its owner; else the receivers bear it by weight.
    """

    name: str
    cost_ore: int
    step: int = 1
    receivers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    capacity: int = 1
    used: int = 1
    keeps_idle: bool = False

    @cached_property
    def ways(self) -> "list[tuple[int, Target, Target]]":
        """Each receiver's weight, the target of what is used, and that of what is idle.

        Another pool bears the idle part as it bears the used one: on its way both are cost.
        """
        return [
            (
                weight,
                Target(kind, name, "use"),
                Target(kind, name, "use" if kind == "pool" else "idle"),
            )
            for (kind, name), weight in self.receivers.items()
            if weight
        ]


Row = tuple[Any, ...]
Weights = Mapping[Target, int]
# For each pool of the ledger and target: öre.
Cells = dict[tuple[str, Target], int]


def direct(pools: Sequence[Pool]) -> Cells:
    """Each pool on the services alone, as if no pool served another.

    Source:
        docs/method.md, "Shared costs".
    """
    return {
        (pool.name, target): part
        for pool in pools
        for target, part in largest_remainder(pool.cost_ore, targets(pool, set())).items()
        if part
    }


def step_down(pools: Sequence[Pool]) -> Cells:
    """Pool after pool in order of step, each on services and the pools still to come.

    Every step shares out whole öre of each ledger pool by itself, so that a step's rounding
    never moves an öre from one ledger pool to another.

    Source:
        docs/method.md, "Shared costs".
    """
    held = {pool.name: {pool.name: pool.cost_ore} for pool in pools}
    to_come = {pool.name for pool in pools}
    cells: defaultdict[tuple[str, Target], int] = defaultdict(int)
    for pool in sorted(pools, key=lambda pool: (pool.step, pool.name)):
        to_come.remove(pool.name)
        weights = targets(pool, to_come)
        for ledger_pool, amount in held[pool.name].items():
            for target, part in largest_remainder(amount, weights).items():
                if target.kind == "pool":
                    receiver = held[target.name]
                    receiver[ledger_pool] = receiver.get(ledger_pool, 0) + part
                elif part:
                    cells[ledger_pool, target] += part
    return dict(cells)


def reciprocal(pools: Sequence[Pool]) -> Cells:
    """All pools at once, own use included: solved in fractions, rounded once at the end.

    Raises:
        AllocationError: Some pools serve only each other.

    Source:
        docs/method.md, "Shared costs".
    """
    names = {pool.name for pool in pools}
    weights = {pool.name: targets(pool, names) for pool in pools}
    passed = passed_on(pools, weights)
    return {
        (pool.name, target): part
        for pool in pools
        for target, part in largest_remainder(
            pool.cost_ore, at_the_end(passed[pool.name], weights)
        ).items()
        if part
    }


METHODS: Mapping[str, Callable[[Sequence[Pool]], Cells]] = {
    "direct": direct,
    "step_down": step_down,
    "reciprocal": reciprocal,
}


def targets(pool: Pool, pools: AbstractSet[str]) -> Weights:
    """What a pool's cost goes to and by which whole weights.

    Args:
        pool: The pool; its capacity cuts the cost in a used and an idle part.
        pools: The pools that it may serve; weights of others fall on the receivers left.

    Returns:
        Weights that are above zero together, none of them zero.
    """
    served = [way for way in pool.ways if way[1].kind != "pool" or way[1].name in pools]
    if not served:
        return {Target("unassigned", pool.name, "use"): 1}
    idle = pool.capacity - pool.used
    if pool.keeps_idle:
        weights = {use: weight * pool.used for weight, use, _ in served}
        kept = sum(weight for weight, _, _ in served) * idle
        weights[Target("idle", pool.name, "idle")] = kept
    elif idle:
        weights = {use: weight * pool.used for weight, use, _ in served}
        for weight, _, unused in served:
            weights[unused] = weights.get(unused, 0) + weight * idle
    else:
        weights = {use: weight for weight, use, _ in served}
    return {target: weight for target, weight in weights.items() if weight}


def passed_on(
    pools: Sequence[Pool], weights: Mapping[str, Weights]
) -> dict[str, dict[str, Fraction]]:
    """How much of one öre in a pool passes through each pool, round by round without end.

    The sum of all rounds is the inverse of identity less what pools give to pools; found by
    elimination, each row divided by its pivot.
    """
    names = [pool.name for pool in pools]
    rows = []
    for place, name in enumerate(names):
        whole = sum(weights[name].values())
        given = [Fraction(weights[name].get(Target("pool", to, "use"), 0), whole) for to in names]
        identity = [Fraction(int(place == column)) for column in range(len(names))]
        rows.append([one - part for one, part in zip(identity, given, strict=True)] + identity)
    for column, name in enumerate(names):
        pivot = next((row for row in rows[column:] if row[column]), None)
        if pivot is None:
            raise AllocationError(f"pool {name} and those it serves serve only each other")
        rows.remove(pivot)
        divided = [value / pivot[column] if value else value for value in pivot]
        rows = [cleared(row, divided, column) for row in rows]
        rows.insert(column, divided)
    return {
        name: dict(zip(names, row[len(names) :], strict=True))
        for name, row in zip(names, rows, strict=True)
    }


def cleared(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    """A row less the multiple of the pivot's row that makes its column zero."""
    times = row[column]
    if not times:
        return row
    return [
        value - times * other if other else value for value, other in zip(row, pivot, strict=True)
    ]


def at_the_end(passed: Mapping[str, Fraction], weights: Mapping[str, Weights]) -> Weights:
    """What one öre comes to at each end of its ways, as whole weights."""
    wholes = {name: sum(weights[name].values()) for name, part in passed.items() if part}
    denominator = lcm(*(passed[name].denominator * whole for name, whole in wholes.items()))
    shares: defaultdict[Target, int] = defaultdict(int)
    for name, whole in wholes.items():
        times = passed[name] * denominator // whole
        for target, weight in weights[name].items():
            if target.kind != "pool":
                shares[target] += times * weight
    return {target: share for target, share in shares.items() if share}


def write(connection: duckdb.DuckDBPyConnection, query: str, sealed: str = "") -> None:
    """Make charges.pool_shares: every month's pools shared out by every method.

    Args:
        connection: Holds what the query reads, and schema charges.
        query: One row per period, pool and receiver, in order of period and pool: period,
            pool, step_order, cost_ore, capacity, used, keeps_idle, receiver_kind,
            receiver_id, weight. The last three are null for a pool that serves nobody.
        sealed: Rows of charges.pool_shares that stand as they are, as a query; none without.

    Raises:
        AllocationError: Some pools serve only each other.
    """
    connection.execute(TABLE)
    given = connection.execute(query).fetchall()
    # A file for all the rows: a statement for each would take longer than the sharing out.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv") as file:
        shares = csv.writer(file, lineterminator="\n")
        for period, rows in groupby(given, key=itemgetter(0)):
            shares.writerows(month(period, rows))
        file.flush()
        connection.execute(INSERT, {"path": file.name})
    if sealed:
        connection.sql(sealed).insert_into("charges.pool_shares")


def month(period: datetime.date, rows: Iterable[Row]) -> Iterator[Row]:
    """One month's pools by every method, as rows of charges.pool_shares."""
    pools = [pool_of(list(served)) for _, served in groupby(rows, key=itemgetter(1))]
    for method, shared_out in METHODS.items():
        for (ledger_pool, target), amount in shared_out(pools).items():
            yield (period, method, ledger_pool, *target, amount)


def pool_of(rows: Sequence[Row]) -> Pool:
    """A pool from its rows, one for each it serves."""
    _, name, step, cost_ore, capacity, used, keeps_idle, *_ = rows[0]
    receivers = {(row[7], row[8]): row[9] for row in rows if row[7] is not None}
    return Pool(name, cost_ore, step, receivers, capacity, used, keeps_idle)
