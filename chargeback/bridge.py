"""What leads from one amount to another: price, quantity, owner, mix, new, ended, correction.

Sums of stored lines go in, whole öre come out, and the parts add up to the change by
construction: one of them is always what the others leave. Docs/method.md, "The bridge".
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Self

from chargeback.money import rounded_ore


@dataclass(frozen=True)
class Side:
    """What a service cost in some months.

    Attributes:
        amount_ore: Öre of lines for their own month.
        quantity: What was used, in any whole unit that is the same on both sides.
        prices: What its prices are known by.
        correction_ore: Öre of lines for an earlier month than the one they are booked in.
    """

    amount_ore: int = 0
    quantity: int = 0
    prices: frozenset[str] = frozenset()
    correction_ore: int = 0


@dataclass(frozen=True)
class Moved:
    """What came from other owners less what went to them, as much as it tells of a change."""

    quantity: int = 0
    amount_ore: int = 0


@dataclass(frozen=True)
class Move:
    """What has another owner from a month on; negative for the one it left.

    Attributes:
        period: The first month of the new owner.
        quantity: As of a :class:`Side`, for one month.
        amount_ore: Öre for one month.
    """

    period: datetime.date
    quantity: int
    amount_ore: int


@dataclass(frozen=True)
class Parts:
    """The causes of a change (öre). Their sum is the change."""

    price: int = 0
    quantity: int = 0
    owner: int = 0
    mix: int = 0
    new: int = 0
    ended: int = 0
    correction: int = 0

    @property
    def change_ore(self) -> int:
        """All of it."""
        return sum(getattr(self, cause) for cause in CAUSES)

    def __add__(self, other: Self) -> "Parts":
        """Both changes, cause by cause."""
        return Parts(*(getattr(self, cause) + getattr(other, cause) for cause in CAUSES))


CAUSES = tuple(field.name for field in fields(Parts))


def parts(before: Side, now: Side, moved: Moved = Moved()) -> Parts:
    """What a service's change is made of.

    >>> parts(Side(1_000_00, 10, {"100"}), Side(1_650_00, 15, {"110"}))
    Parts(price=12500, quantity=52500, owner=0, mix=0, new=0, ended=0, correction=0)

    Quantity is the change of quantity, but for what moved, at the mean of the two mean
    prices; price is the change of the mean price at the mean quantity, where a price is
    another than before; owner is what moved, at its price when it moved; mix is the rest:
    a mean price that moved though no price did. Swapping the sides turns every sign.

    Args:
        before: The earlier side.
        now: The later side.
        moved: What came from other owners between them.

    Source:
        docs/method.md, "The bridge".
    """
    correction = now.correction_ore - before.correction_ore
    change = now.amount_ore - before.amount_ore
    if before.quantity > 0 and now.quantity > 0:
        return _both(before, now, moved, change, correction)
    rest = change - moved.amount_ore
    if now.quantity - before.quantity == moved.quantity != 0:
        return Parts(owner=moved.amount_ore, mix=rest, correction=correction)
    if not (before.quantity or before.amount_ore) and (now.quantity or now.amount_ore):
        return Parts(owner=moved.amount_ore, new=rest, correction=correction)
    if not (now.quantity or now.amount_ore) and (before.quantity or before.amount_ore):
        return Parts(owner=moved.amount_ore, ended=rest, correction=correction)
    return Parts(owner=moved.amount_ore, quantity=rest, correction=correction)


def moved_between(
    moves: Iterable[Move], before: Sequence[datetime.date], now: Sequence[datetime.date]
) -> Moved:
    """How much of a change is moves: each tells in every month from its own on.

    Args:
        moves: Those of one department and service.
        before: The months of the earlier side.
        now: The months of the later side.
    """
    quantity, amount_ore = 0, 0
    for move in moves:
        months = _from(move.period, now) - _from(move.period, before)
        quantity += months * move.quantity
        amount_ore += months * move.amount_ore
    return Moved(quantity, amount_ore)


def _from(period: datetime.date, months: Sequence[datetime.date]) -> int:
    return sum(month >= period for month in months)


def _both(before: Side, now: Side, moved: Moved, change: int, correction: int) -> Parts:
    """A service used on both sides."""
    # The mean of the two mean prices is this numerator over this denominator.
    mean = before.amount_ore * now.quantity + now.amount_ore * before.quantity
    whole = 2 * before.quantity * now.quantity
    difference = now.quantity - before.quantity
    volume = rounded_ore(difference * mean, whole)
    quantity = rounded_ore((difference - moved.quantity) * mean, whole)
    price = 0 if before.prices == now.prices else change - volume
    mix = change - price - quantity - moved.amount_ore
    return Parts(price, quantity, moved.amount_ore, mix, correction=correction)
