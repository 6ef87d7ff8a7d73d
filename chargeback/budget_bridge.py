"""What leads from a budget to an outcome or another budget: causes that add up to the öre.

A budget has kronor for an area of services and a month. It has no units and no prices, so what it
differs by in use cannot be cut in more units, new services and mix: that stands together, area by
area. All else is known of the other side alone. Docs/method.md, "Against a budget".
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

from chargeback.bridge import Move, Side, moved_between
from chargeback.money import rounded_ore

USE = "use"


@dataclass(frozen=True)
class Known:
    """What is known of a side's öre in an area without the other side.

    Attributes:
        price: Of an outcome: that fees are others than in the January of the budget's year.
        owner: Of an outcome: what came from other departments less what went since then.
        revision: Of a budget beside another: what its revision added to the one adopted.
        unbudgeted: Of an outcome: what customers without any budget paid.
        correction: Of an outcome: lines for an earlier month than the one they are booked in.
    """

    price: int = 0
    owner: int = 0
    revision: int = 0
    unbudgeted: int = 0
    correction: int = 0

    def __add__(self, other: Self) -> "Known":
        """Both, part by part."""
        return Known(*(getattr(self, part) + getattr(other, part) for part in KNOWN))


KNOWN = tuple(field.name for field in fields(Known))
CAUSES = ("price", "owner", "revision", USE, "unbudgeted", "correction")


def causes(before_ore: int, before: Known, amount_ore: int, now: Known) -> dict[str, int]:
    """What an area's change is made of (öre); use is what the others leave.

    >>> causes(1_000_00, Known(), 1_200_00, Known(price=50_00, correction=-10_00))["use"]
    16000

    Args:
        before_ore: The earlier side.
        before: What is known of it.
        amount_ore: The later side.
        now: What is known of it.
    """
    told = {part: getattr(now, part) - getattr(before, part) for part in KNOWN}
    told[USE] = amount_ore - before_ore - sum(told.values())
    return {cause: told[cause] for cause in CAUSES}


def price_since(now: Side, then: Side) -> int:
    """How much more is paid for what is used now than its mean price of a month would give.

    >>> price_since(Side(900_00, 2, frozenset({"b"})), Side(400_00, 1, frozenset({"a"})))
    10000

    Nothing where the prices are the same, or where there was none to tell.
    """
    if now.quantity <= 0 or then.quantity <= 0 or now.prices == then.prices:
        return 0
    return now.amount_ore - rounded_ore(now.quantity * then.amount_ore, then.quantity)


def owner_since(moves: Iterable[Move], months: Mapping[datetime.date, datetime.date]) -> int:
    """What moved since each month's own January (öre); less than nothing of months before it.

    Args:
        moves: Those of one department and service.
        months: Month to the month it is held against.
    """
    return moved_between(moves, list(months.values()), list(months)).amount_ore


def januaries(
    months: Sequence[datetime.date], budgeted: Sequence[datetime.date]
) -> dict[datetime.date, datetime.date]:
    """The January each month is held against: its own year's, or the nearest year's budgeted.

    Args:
        months: Of the outcome.
        budgeted: Of the budget.
    """
    first, last = budgeted[0].year, budgeted[-1].year
    return {month: datetime.date(max(first, min(last, month.year)), 1, 1) for month in months}
