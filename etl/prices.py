"""Price lists, prices, tiers and agreed prices: taken over from files, staged from the journal.

The city's first files go through intake like any other; what it accepts is written into the
journal once, with file and line. From then on the journal is the one home of prices, and a
later file changes nothing.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from chargeback.home import journal_url
from etl.batches import Batch, batches
from etl.contract import Contract, contracts
from etl.ruling import ruling
from journal import prices
from journal.facts import By
from journal.store import Journal, Writing

LOADER = By("etl load", "program")
Loads = Callable[[Writing, By, Iterable[prices.Row]], None]
#: How an entity's rows become facts, and of which kind they are.
ENTITIES: Mapping[str, tuple[str, Loads]] = {
    "price_lists": (prices.LIST_LOADED, prices.load_lists),
    "prices": (prices.PRICE_LOADED, prices.load_prices),
    "price_tiers": (prices.TIER_LOADED, prices.load_tiers),
    "agreement_prices": (prices.AGREED_LOADED, prices.load_agreed),
}


def at_home(home: Path) -> frozenset[str]:
    """The entities the journal has taken over."""
    kinds = {kind for kind, _ in ENTITIES.values()}
    found = {fact.kind for fact in Journal(journal_url(home)).facts(kinds)}
    return frozenset(entity for entity, (kind, _) in ENTITIES.items() if kind in found)


def take_over(home: Path, now: datetime.datetime) -> None:
    """Write what files have delivered into the journal, unless it has taken them over before.

    Raises:
        RefusedError: Two files have prices of a service that hold on the same day; nothing is
            taken over.
    """
    delivered: dict[str, list[Batch]] = {}
    for batch in batches(home):
        if batch.entity in ENTITIES:
            delivered.setdefault(batch.entity, []).append(batch)
    wanted = {entity: _rows(home, delivered[entity]) for entity in delivered.keys() - at_home(home)}
    if any(wanted.values()):
        with Journal(journal_url(home)).writing(now) as pen:
            for entity, (_, take) in ENTITIES.items():
                take(pen, LOADER, wanted.get(entity, []))


def _rows(home: Path, own: list[Batch]) -> list[dict[str, Any]]:
    contract = contracts()[own[0].entity]
    with duckdb.connect() as connection:
        found = connection.execute(ruling(home, contract, own))
        names = [column.name for column in contract.columns]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def staged(home: Path, contract: Contract, moment: datetime.datetime | None) -> list[list[object]]:
    """The rows of decided price lists, of their prices or tiers, or agreed, from the journal.

    Args:
        home: Folder of the city.
        contract: Of one of :data:`ENTITIES`; its columns say what a row holds.
        moment: As they were known then; None for now.
    """
    book = prices.book(Journal(journal_url(home)), moment)
    decided = [found for found in book.lists.values() if found.state in prices.IN_FORCE]
    rows: dict[str, Sequence[object]] = {
        "price_lists": decided,
        "prices": book.in_force(),
        "price_tiers": book.tiers_in_force(),
        "agreement_prices": book.agreed,
    }
    return [
        [getattr(found, column.name) for column in contract.columns]
        for found in rows[contract.entity]
    ]
