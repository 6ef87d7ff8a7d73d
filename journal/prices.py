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

from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

LIST_LOADED = "price_list.loaded"
PRICE_LOADED = "price.loaded"
TIER_LOADED = "price_tier.loaded"
AGREED_LOADED = "agreement_price.loaded"
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
    LIST_LOADED, PRICE_LOADED, TIER_LOADED, AGREED_LOADED, DRAFTED, SET, REMOVED, PROPOSED,
    GIVEN_BACK, DECIDED, ENDED, PRICE_ENDED, SUPERSEDED,
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
#: Amounts below it are taken: 12 digits, as intake takes them.
LARGEST = 10**12

Key = tuple[str, str, datetime.date]
Row = Mapping[str, Any]


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
    ends_running: bool = False

    @property
    def key(self) -> Key:
        """What names it."""
        return self.price_list_id, self.service_id, self.valid_from

    def overlaps(self, other: "Price | Tier") -> bool:
        """Whether both hold on some day."""
        return _hold_together(self, other)


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


@dataclass(frozen=True)
class Tier:
    """A step of a price that depends on how much a department uses in a month.

    Attributes:
        tier_kind: graduated, volume, package or flat.
        from_quantity: Where it begins, whole units.
        package_size: Units in a package; None unless priced by the package.
    """

    price_list_id: str
    service_id: str
    tier_kind: str
    from_quantity: int
    package_size: int | None
    price_ore: int | None
    price_e4: int | None
    valid_from: datetime.date
    valid_until: datetime.date
    source_file: str
    source_line: int
    seq: int

    @property
    def steps(self) -> tuple[str, str, str, datetime.date, datetime.date]:
        """What the steps of one price have in common."""
        kept = self.price_list_id, self.service_id, self.tier_kind
        return *kept, self.valid_from, self.valid_until

    def overlaps(self, other: "Price | Tier") -> bool:
        """Whether both hold on some day, and are not steps of one price."""
        is_own = isinstance(other, Tier) and self.steps == other.steps
        return not is_own and _hold_together(self, other)


@dataclass(frozen=True)
class AgreedPrice:
    """A price agreed with one department, which goes before the list's."""

    agreement_id: str
    service_id: str
    price_ore: int | None
    price_e4: int | None
    valid_from: datetime.date
    valid_until: datetime.date
    decision: str | None
    source_file: str
    source_line: int
    seq: int


@dataclass
class Book:
    """Every list, price, tier and agreed price as the facts leave them."""

    lists: dict[str, PriceList] = field(default_factory=dict)
    prices: dict[Key, Price] = field(default_factory=dict)
    tiers: list[Tier] = field(default_factory=list)
    agreed: list[AgreedPrice] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def state(self, price_list_id: str) -> str:
        """The state of a list; ``none`` where there is no such list.

        Prices loaded from a file that names a list nobody has told of are in force all the
        same: the file held decided prices.
        """
        if price_list_id in self.lists:
            return self.lists[price_list_id].state
        named = {*(key[0] for key in self.prices), *(tier.price_list_id for tier in self.tiers)}
        return "decided" if price_list_id in named else "none"

    def prices_of(self, price_list_id: str) -> list[Price]:
        """The prices of a list, by service and day."""
        found = (price for key, price in self.prices.items() if key[0] == price_list_id)
        return sorted(found, key=lambda price: price.key)

    def in_force(self) -> list[Price]:
        """The prices of decided lists, in the order they were first said."""
        return [
            price for price in self.prices.values() if self.state(price.price_list_id) in IN_FORCE
        ]

    def tiers_of(self, price_list_id: str) -> list[Tier]:
        """The tiers of a list, by service, day and quantity."""
        found = (tier for tier in self.tiers if tier.price_list_id == price_list_id)
        return sorted(found, key=lambda one: (one.service_id, one.valid_from, one.from_quantity))

    def tiers_in_force(self) -> list[Tier]:
        """The tiers of decided lists, in the order they were first said."""
        return [tier for tier in self.tiers if self.state(tier.price_list_id) in IN_FORCE]

    def seen(self, price_list_id: str) -> int:
        """Number of the last fact about a list: what a change of it must have seen."""
        return self.last.get(subject_of(price_list_id), 0)


def _hold_together(one: Price | Tier, other: Price | Tier) -> bool:
    return (
        one.service_id == other.service_id
        and one.valid_from < other.valid_until
        and other.valid_from < one.valid_until
    )


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


def _tier_loaded(found: Book, fact: Fact) -> None:
    days = {name: _day(fact.body, name) for name in ("valid_from", "valid_until")}
    found.tiers.append(Tier(**{**fact.body, **days}, price_list_id=_list_id(fact), seq=fact.seq))


def _agreed_loaded(found: Book, fact: Fact) -> None:
    days = {name: _day(fact.body, name) for name in ("valid_from", "valid_until")}
    found.agreed.append(AgreedPrice(**{**fact.body, **days}, seq=fact.seq))


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
        found.tiers = [_until(tier, price) for tier in found.tiers]


def _until(tier: Tier, price: Price) -> Tier:
    """A tier as a price of its service leaves it: ended where it runs when the price begins."""
    if (
        tier.service_id == price.service_id
        and tier.valid_from < price.valid_from < tier.valid_until
    ):
        return dataclasses.replace(tier, valid_until=price.valid_from)
    return tier


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
    found.tiers = [
        dataclasses.replace(tier, valid_until=min(last, tier.valid_until))
        if tier.price_list_id == list_id
        else tier
        for tier in found.tiers
        if tier.price_list_id != list_id or tier.valid_from < last
    ]


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
    TIER_LOADED: _tier_loaded,
    AGREED_LOADED: _agreed_loaded,
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


def _running(found: Book, price: Price) -> list[Price]:
    """The prices in force that run when a price begins, and would go on beside it."""
    return [
        other
        for other in found.in_force()
        if _is_beside(other, price) and other.valid_from < price.valid_from
    ]


def _is_beside(other: Price | Tier, price: Price) -> bool:
    """Whether it is of another list and holds on a day of a price."""
    return other.price_list_id != price.price_list_id and other.overlaps(price)


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
    _check_loaded(pen)


def load_tiers(pen: Writing, by: By, rows: Iterable[Row]) -> None:
    """Take over the tiers of decided prices from files; each row names its file and line.

    Raises:
        RefusedError: They hold on a day of another price of their service.
    """
    for row in rows:
        pen.append(_of_row(TIER_LOADED, by, row))
    _check_loaded(pen)


def _check_loaded(pen: Writing) -> None:
    """Two prices of a service never hold on one day; the steps of one are one."""
    found = fold(pen.facts(KINDS))
    priced_by_steps = {tier.steps: tier for tier in found.tiers_in_force()}
    _refuse_overlaps([*found.in_force(), *priced_by_steps.values()])


def load_agreed(pen: Writing, by: By, rows: Iterable[Row]) -> None:
    """Take over prices agreed with one department; each row names its file and line."""
    for row in rows:
        said = _of_row(AGREED_LOADED, by, {"price_list_id": "", **row})
        subject = f"agreement:{row['agreement_id']}"
        pen.append(dataclasses.replace(said, subject=subject))


def _of_row(kind: str, by: By, row: Row) -> NewFact:
    body = {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in row.items()
        if name != "price_list_id"
    }
    source = row["source_file"]
    why = f"läst ur {source} / read from {source}"
    return NewFact(by, kind, subject_of(row["price_list_id"]), why, row["valid_from"], body)


def _refuse_overlaps(prices: Iterable[Price | Tier]) -> None:
    in_order = sorted(prices, key=lambda price: (price.service_id, price.valid_from))
    for earlier, later in itertools.pairwise(in_order):
        if earlier.overlaps(later):
            raise RefusedError(
                "overlap",
                service=later.service_id,
                day=max(earlier.valid_from, later.valid_from),
                lists=f"{earlier.price_list_id}, {later.price_list_id}",
            )


@dataclass(frozen=True)
class About:
    """Of which list somebody speaks.

    Args:
        by: Who, in which role.
        price_list_id: The list.
        why: In the person's words.
        expected: Number of the last fact of the list the person had seen, 0 for none.
    """

    by: By
    price_list_id: str
    why: str
    expected: int


@dataclass(frozen=True)
class NewPrice:
    """A price to be put into a draft: öre, or 1/10 000 kr where metered.

    ``ends_running`` says that it is meant to end the price in force when it begins.
    """

    service_id: str
    price_ore: int | None
    price_e4: int | None
    unit: str
    valid_from: datetime.date
    valid_until: datetime.date
    ends_running: bool = False


def draft(
    pen: Writing, about: About, valid_from: datetime.date, valid_until: datetime.date
) -> Fact:
    """Begin a list, or change the days of a draft."""
    found = _open(pen, about, DRAFTED)
    if not valid_from < valid_until:
        raise RefusedError("days", first=valid_from, until=valid_until)
    for price in found.prices_of(about.price_list_id):
        if price.valid_from < valid_from or price.valid_until > valid_until:
            raise RefusedError("outside", service=price.service_id)
    return _say(pen, about, DRAFTED, valid_from, _days(valid_from, valid_until))


def set_price(pen: Writing, about: About, new: NewPrice, charged_until: datetime.date) -> Fact:
    """Put a price into a draft, or another in the place of one that begins the same day.

    Args:
        pen: The journal, held for writing.
        about: Of which draft, by whom and why.
        new: The price.
        charged_until: First day nothing has been charged for yet.

    Raises:
        RefusedError: It is not whole, lies outside the list's days, or holds on a day of
            another price; ``used`` where it would end one before its used days are over,
            ``month`` where it would end tiers inside a month.
        ConflictError: The list has changed since the person saw it.
    """
    found = _open(pen, about, SET)
    _check_amount(new.price_ore, new.price_e4)
    whole = found.lists[about.price_list_id]
    if not whole.valid_from <= new.valid_from < new.valid_until <= whole.valid_until:
        raise RefusedError("outside", service=new.service_id)
    _check_beside(found, _as_price(about.price_list_id, new), charged_until)
    body = {
        **_days(new.valid_from, new.valid_until),
        "service_id": new.service_id,
        "price_ore": new.price_ore,
        "price_e4": new.price_e4,
        "unit": new.unit,
        "ends_running": new.ends_running,
    }
    return _say(pen, about, SET, new.valid_from, body)


def remove_price(pen: Writing, about: About, service_id: str, valid_from: datetime.date) -> Fact:
    """Take a price out of a draft."""
    found = _open(pen, about, REMOVED)
    price = _price(found, about, service_id, valid_from)
    return _say(pen, about, REMOVED, valid_from, _named(price))


def propose(pen: Writing, about: About) -> Fact:
    """Put a draft before those who decide."""
    found = _open(pen, about, PROPOSED)
    if not found.prices_of(about.price_list_id):
        raise RefusedError("empty", list=about.price_list_id)
    return _say(pen, about, PROPOSED, found.lists[about.price_list_id].valid_from, {})


def give_back(pen: Writing, about: About) -> Fact:
    """Make a proposal a draft again."""
    found = _open(pen, about, GIVEN_BACK)
    return _say(pen, about, GIVEN_BACK, found.lists[about.price_list_id].valid_from, {})


def decide(
    pen: Writing,
    about: About,
    decided_on: datetime.date,
    decision: str,
    charged_until: datetime.date,
) -> Fact:
    """Write down that a proposal was decided; from then on its prices are charged.

    Raises:
        RefusedError: Another list decided since has a price for one of its days.
        ConflictError: The list has changed since the person saw it.
    """
    found = _open(pen, about, DECIDED)
    if not decision.strip():
        raise RefusedError("no_decision", list=about.price_list_id)
    for price in found.prices_of(about.price_list_id):
        _check_beside(found, price, charged_until)
    body = {"decided_on": decided_on.isoformat(), "decision": decision.strip()}
    return _say(pen, about, DECIDED, found.lists[about.price_list_id].valid_from, body)


def end_list(
    pen: Writing, about: About, until: datetime.date, charged_until: datetime.date
) -> Fact:
    """End a decided list and its prices on a day; what was charged stays as it is.

    Raises:
        RefusedError: ``used``: it was charged by after that; ``month``: its tiers end with one.
    """
    found = _open(pen, about, ENDED)
    if about.price_list_id not in found.lists:
        raise RefusedError("unknown", list=about.price_list_id)
    for one in _all_of(found, about.price_list_id):
        if until < one.valid_until:
            _check_cut(one, until, charged_until)
    return _say(pen, about, ENDED, until, {"valid_until": until.isoformat()})


def end_price(
    pen: Writing,
    about: About,
    price: tuple[str, datetime.date],
    until: datetime.date,
    charged_until: datetime.date,
) -> Fact:
    """End one price of a decided list on a day, not before what was charged by it.

    Args:
        pen: The journal, held for writing.
        about: Of which list, by whom and why.
        price: Its service and its first day.
        until: First day it holds no longer.
        charged_until: First day nothing has been charged for yet.
    """
    found = _open(pen, about, PRICE_ENDED)
    running = _price(found, about, *price)
    if not running.valid_from < until < running.valid_until:
        raise RefusedError("days", first=running.valid_from, until=until)
    _check_unused_from(running, until, charged_until)
    body = {**_named(running), "valid_until": until.isoformat()}
    return _say(pen, about, PRICE_ENDED, until, body)


def supersede(
    pen: Writing,
    about: About,
    right: NewPrice,
    known_from: datetime.date,
    decision: str,
) -> Fact:
    """Let the right price stand where a wrong one was decided, by a decision of its own.

    Args:
        pen: The journal, held for writing.
        about: Of which list, by whom and why.
        right: The right amount for the price of that service and first day.
        known_from: The day it was known that the price was wrong.
        decision: Who decided that, and where it stands.
    """
    found = _open(pen, about, SUPERSEDED)
    wrong = _price(found, about, right.service_id, right.valid_from)
    _check_amount(right.price_ore, right.price_e4)
    same_kind = (right.price_ore is None) == (wrong.price_ore is None)
    if not same_kind or (right.price_ore, right.price_e4) == (wrong.price_ore, wrong.price_e4):
        raise RefusedError("same", service=wrong.service_id)
    if not decision.strip():
        raise RefusedError("no_decision", list=about.price_list_id)
    body = {
        **_named(wrong),
        "price_ore": right.price_ore,
        "price_e4": right.price_e4,
        "known_from": known_from.isoformat(),
        "decision": decision.strip(),
    }
    return _say(pen, about, SUPERSEDED, wrong.valid_from, body)


def _open(pen: Writing, about: About, kind: str) -> Book:
    """The book as it stands, provided that the list may be spoken of so."""
    pen.expect(subject_of(about.price_list_id), about.expected)
    found = fold(pen.facts(KINDS))
    state = found.state(about.price_list_id)
    if state not in ALLOWED[kind]:
        raise RefusedError("state", list=about.price_list_id, state=state)
    return found


def _say(
    pen: Writing, about: About, kind: str, valid_from: datetime.date, body: Mapping[str, Any]
) -> Fact:
    subject = subject_of(about.price_list_id)
    return pen.append(NewFact(about.by, kind, subject, about.why, valid_from, body))


def _days(valid_from: datetime.date, valid_until: datetime.date) -> dict[str, str]:
    return {"valid_from": valid_from.isoformat(), "valid_until": valid_until.isoformat()}


def _named(price: Price) -> dict[str, str]:
    return {"service_id": price.service_id, "valid_from": price.valid_from.isoformat()}


def _price(found: Book, about: About, service_id: str, valid_from: datetime.date) -> Price:
    try:
        return found.prices[about.price_list_id, service_id, valid_from]
    except KeyError:
        raise RefusedError("unknown", list=about.price_list_id, service=service_id) from None


def _as_price(price_list_id: str, new: NewPrice) -> Price:
    return Price(
        price_list_id=price_list_id,
        source_file=WRITTEN_HERE,
        source_line=0,
        seq=0,
        **dataclasses.asdict(new),
    )


def _check_amount(price_ore: int | None, price_e4: int | None) -> None:
    """One whole amount, not below nothing and below 10 milliard kronor."""
    given = [amount for amount in (price_ore, price_e4) if amount is not None]
    whole = [amount for amount in given if type(amount) is int and 0 <= amount < LARGEST]
    if len(given) != 1 or whole != given:
        raise RefusedError("not_whole", price_ore=price_ore, price_e4=price_e4)


def _check_beside(found: Book, price: Price, charged_until: datetime.date) -> None:
    """Two prices of a service never hold on one day, but for one that this one ends."""
    for other in _all_of(found, price.price_list_id):
        if isinstance(other, Tier) or other.key != price.key:
            _refuse_overlaps([price, other])
    held: list[Price | Tier] = [*found.in_force(), *found.tiers_in_force()]
    for other in (one for one in held if _is_beside(one, price)):
        if not (price.ends_running and other.valid_from < price.valid_from):
            _refuse_overlaps([other, price])
        _check_cut(other, price.valid_from, charged_until)


def _all_of(found: Book, price_list_id: str) -> list[Price | Tier]:
    return [*found.prices_of(price_list_id), *found.tiers_of(price_list_id)]


def _check_cut(one: Price | Tier, until: datetime.date, charged_until: datetime.date) -> None:
    """A price can be ended after what it has been used for; tiers only with a month."""
    _check_unused_from(one, until, charged_until)
    if isinstance(one, Tier) and one.valid_from < until and until.day != 1:
        raise RefusedError("month", service=one.service_id, day=until)


def _check_unused_from(
    price: Price | Tier, until: datetime.date, charged_until: datetime.date
) -> None:
    """What a price has been used for stays: it can only be ended after that."""
    if price.valid_from < charged_until and until < min(charged_until, price.valid_until):
        raise RefusedError("used", service=price.service_id, charged_until=charged_until)
