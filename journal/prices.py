"""Price lists and their prices: drafted, proposed, decided and ended, and every word kept.

A list is a draft until it is proposed, and proposed until it is decided or given back. Prices
are put into a draft only. A decided price is never changed: it is ended, or superseded where it
was wrong. Two prices of a service never hold on the same day.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from journal.facts import By, Fact, NewFact
from journal.store import Journal, Writing

LIST_LOADED = "price_list.loaded"
PRICE_LOADED = "price.loaded"
DRAFTED = "price_list.drafted"
SET = "price.set"
REMOVED = "price.removed"
PROPOSED = "price_list.proposed"
GIVEN_BACK = "price_list.given_back"
DECIDED = "price_list.decided"
ENDED = "price_list.ended"
PRICE_ENDED = "price.ended"
SUPERSEDED = "price.superseded"
KINDS = (
    LIST_LOADED, PRICE_LOADED, DRAFTED, SET, REMOVED, PROPOSED, GIVEN_BACK, DECIDED, ENDED,
    PRICE_ENDED, SUPERSEDED,
)  # fmt: skip

#: In which state of the list what may be said.
ALLOWED: Mapping[str, frozenset[str]] = {
    DRAFTED: frozenset({"none", "draft"}),
    SET: frozenset({"draft"}),
    REMOVED: frozenset({"draft"}),
    PROPOSED: frozenset({"draft"}),
    GIVEN_BACK: frozenset({"proposed"}),
    DECIDED: frozenset({"proposed"}),
    ENDED: frozenset({"decided"}),
    PRICE_ENDED: frozenset({"decided", "ended"}),
    SUPERSEDED: frozenset({"decided", "ended"}),
}
#: What rules: such lists' prices are charged.
IN_FORCE = frozenset({"decided", "ended"})
#: Where a price stands that came from no file: its line is the number of the fact.
WRITTEN_HERE = "journal"
OPEN = datetime.date(9999, 12, 31)

Key = tuple[str, str, datetime.date]
Row = Mapping[str, Any]


class RefusedError(Exception):
    """What cannot be said about prices; ``rule`` names why, ``details`` what it speaks of."""

    def __init__(self, rule: str, **details: object) -> None:
        self.rule = rule
        self.details = details
        told = ", ".join(f"{name} {value}" for name, value in details.items())
        super().__init__(f"{rule}: {told}")


@dataclass(frozen=True)
class Price:
    """A price: öre a year or a piece, or 1/10 000 kr where metered; never both.

    ``valid_until`` is the first day it holds no longer. ``seq`` is the fact that said it last.
    """

    price_list_id: str
    service_id: str
    price_ore: int | None
    price_e4: int | None
    unit: str
    valid_from: datetime.date
    valid_until: datetime.date
    source_file: str
    source_line: int
    seq: int
    ended_by: str | None = None
    basis: str | None = None
    known_from: datetime.date | None = None
    decision: str | None = None

    @property
    def key(self) -> Key:
        """What names it."""
        return self.price_list_id, self.service_id, self.valid_from

    def overlaps(self, other: "Price") -> bool:
        """Whether both hold on some day."""
        return (
            self.service_id == other.service_id
            and self.valid_from < other.valid_until
            and other.valid_from < self.valid_until
        )


@dataclass(frozen=True)
class PriceList:
    """A price list; ``state`` is draft, proposed, decided or ended, ``seq`` its last fact."""

    price_list_id: str
    state: str
    valid_from: datetime.date
    valid_until: datetime.date
    source_file: str
    source_line: int
    seq: int
    decided_on: datetime.date | None = None
    decision: str | None = None
    prepared_by_body: str | None = None
    note_sv: str | None = None
    basis: str | None = None


@dataclass
class Book:
    """Every list and price as the facts leave them."""

    lists: dict[str, PriceList] = field(default_factory=dict)
    prices: dict[Key, Price] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def state(self, price_list_id: str) -> str:
        """The state of a list; ``none`` where there is no such list.

        Prices loaded from a file that names a list nobody has told of are in force all the
        same: the file held decided prices.
        """
        if price_list_id in self.lists:
            return self.lists[price_list_id].state
        return "decided" if any(key[0] == price_list_id for key in self.prices) else "none"

    def prices_of(self, price_list_id: str) -> list[Price]:
        """The prices of a list, by service and day."""
        found = (price for key, price in self.prices.items() if key[0] == price_list_id)
        return sorted(found, key=lambda price: price.key)

    def in_force(self) -> list[Price]:
        """The prices of decided lists, in the order they were first said."""
        return [
            price for price in self.prices.values() if self.state(price.price_list_id) in IN_FORCE
        ]

    def seen(self, price_list_id: str) -> int:
        """Number of the last fact about a list: what a change of it must have seen."""
        return self.last.get(subject_of(price_list_id), 0)


def subject_of(price_list_id: str) -> str:
    """How facts name a list."""
    return f"price_list:{price_list_id}"


def book(journal: Journal, until: datetime.datetime | None = None) -> Book:
    """The lists and prices, as known now or at a moment."""
    return fold(journal.facts(KINDS, until))


def fold(facts: Iterable[Fact]) -> Book:
    """The lists and prices that facts leave, taken in the order they were written."""
    found = Book()
    for fact in facts:
        FOLDS[fact.kind](found, fact)
        found.last[fact.subject] = fact.seq
    return found


def _list_id(fact: Fact) -> str:
    return fact.subject.removeprefix("price_list:")


def _day(body: Mapping[str, Any], name: str) -> datetime.date:
    return datetime.date.fromisoformat(body[name])


def _list_loaded(found: Book, fact: Fact) -> None:
    days = {name: _day(fact.body, name) for name in ("decided_on", "valid_from", "valid_until")}
    found.lists[_list_id(fact)] = PriceList(
        **{**fact.body, **days}, price_list_id=_list_id(fact), state="decided", seq=fact.seq
    )


def _price_loaded(found: Book, fact: Fact) -> None:
    days = {name: _day(fact.body, name) for name in ("valid_from", "valid_until")}
    price = Price(**{**fact.body, **days}, price_list_id=_list_id(fact), seq=fact.seq)
    found.prices[price.key] = price


def _drafted(found: Book, fact: Fact) -> None:
    found.lists[_list_id(fact)] = PriceList(
        _list_id(fact),
        "draft",
        _day(fact.body, "valid_from"),
        _day(fact.body, "valid_until"),
        WRITTEN_HERE,
        fact.seq,
        fact.seq,
        note_sv=fact.why,
    )


def _set(found: Book, fact: Fact) -> None:
    days = {name: _day(fact.body, name) for name in ("valid_from", "valid_until")}
    written: Row = {"source_file": WRITTEN_HERE, "source_line": fact.seq, "seq": fact.seq}
    price = Price(**{**fact.body, **days}, price_list_id=_list_id(fact), **written)
    found.prices[price.key] = price


def _removed(found: Book, fact: Fact) -> None:
    del found.prices[_key(fact)]


def _key(fact: Fact) -> Key:
    return _list_id(fact), fact.body["service_id"], _day(fact.body, "valid_from")


def _moved(state: str) -> Any:  # noqa: ANN401 - a fold, as the table below wants it
    def fold_one(found: Book, fact: Fact) -> None:
        found.lists[_list_id(fact)] = dataclasses.replace(
            found.lists[_list_id(fact)], state=state, seq=fact.seq
        )

    return fold_one


def _decided(found: Book, fact: Fact) -> None:
    """A new price ends the one that runs when it begins."""
    list_id = _list_id(fact)
    found.lists[list_id] = dataclasses.replace(
        found.lists[list_id],
        state="decided",
        seq=fact.seq,
        decided_on=_day(fact.body, "decided_on"),
        decision=fact.body["decision"],
    )
    for price in found.prices_of(list_id):
        for running in _running(found, price):
            found.prices[running.key] = dataclasses.replace(
                running, valid_until=price.valid_from, ended_by=list_id
            )


def _ended(found: Book, fact: Fact) -> None:
    last = _day(fact.body, "valid_until")
    list_id = _list_id(fact)
    found.lists[list_id] = dataclasses.replace(
        found.lists[list_id], state="ended", valid_until=last, seq=fact.seq
    )
    for price in found.prices_of(list_id):
        if price.valid_from >= last:
            del found.prices[price.key]
        elif last < price.valid_until:
            found.prices[price.key] = dataclasses.replace(price, valid_until=last)


def _price_ended(found: Book, fact: Fact) -> None:
    key = _key(fact)
    found.prices[key] = dataclasses.replace(
        found.prices[key], valid_until=_day(fact.body, "valid_until"), seq=fact.seq
    )


def _superseded(found: Book, fact: Fact) -> None:
    key = _key(fact)
    found.prices[key] = dataclasses.replace(
        found.prices[key],
        price_ore=fact.body["price_ore"],
        price_e4=fact.body["price_e4"],
        known_from=_day(fact.body, "known_from"),
        decision=fact.body["decision"],
        source_file=WRITTEN_HERE,
        source_line=fact.seq,
        seq=fact.seq,
    )


FOLDS = {
    LIST_LOADED: _list_loaded,
    PRICE_LOADED: _price_loaded,
    DRAFTED: _drafted,
    SET: _set,
    REMOVED: _removed,
    PROPOSED: _moved("proposed"),
    GIVEN_BACK: _moved("draft"),
    DECIDED: _decided,
    ENDED: _ended,
    PRICE_ENDED: _price_ended,
    SUPERSEDED: _superseded,
}


# --- what may be said -------------------------------------------------------------------------


def load_lists(pen: Writing, by: By, rows: Iterable[Row]) -> None:
    """Take over decided lists from files; each row names its file and line."""
    for row in rows:
        pen.append(_of_row(LIST_LOADED, by, row))


def load_prices(pen: Writing, by: By, rows: Iterable[Row]) -> None:
    """Take over decided prices from files; each row names its file and line.

    Raises:
        RefusedError: Two prices of a service hold on the same day.
    """
    for row in rows:
        pen.append(_of_row(PRICE_LOADED, by, row))
    _refuse_overlaps(fold(pen.facts(KINDS)).in_force())


def _of_row(kind: str, by: By, row: Row) -> NewFact:
    body = {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in row.items()
        if name != "price_list_id"
    }
    source = row["source_file"]
    why = f"läst ur {source} / read from {source}"
    return NewFact(by, kind, subject_of(row["price_list_id"]), why, row["valid_from"], body)


def _refuse_overlaps(prices: Iterable[Price]) -> None:
    in_order = sorted(prices, key=lambda price: (price.service_id, price.valid_from))
    for earlier, later in itertools.pairwise(in_order):
        if earlier.overlaps(later):
            raise RefusedError(
                "overlap",
                service=later.service_id,
                day=max(earlier.valid_from, later.valid_from),
                lists=f"{earlier.price_list_id}, {later.price_list_id}",
            )


def _running(found: Book, price: Price) -> list[Price]:
    """The prices in force that run when a price begins, and would go on beside it."""
    return [
        other
        for other in found.in_force()
        if other.key != price.key and other.overlaps(price) and other.valid_from < price.valid_from
    ]
