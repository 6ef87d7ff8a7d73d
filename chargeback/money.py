"""Arithmetic of money on whole öre, where SQL has no word for the rule."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

MONTHS_A_YEAR = 12
# Quantities are 1/1 000 of a unit, and metered prices 1/10 000 kr: 1/100 000 öre together.
MILLI = 1000
METERED_PARTS = 100_000
#: Blanks that may stand in a number.
GAPS = re.compile("[ \u00a0\u202f]")

Key = TypeVar("Key", bound=str | tuple[str, ...])


def split_ore(total_ore: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Split an amount by weight so that the parts add up to it exactly.

    Every part is first rounded down; the öre left over go one each to the
    parts that lost the largest fraction, ties in key order (the largest
    remainder method). Rounding each part on its own would make a
    department's bill differ from the cost it is meant to carry.

    Args:
        total_ore: Amount in öre. Negative for a credit note.
        weights: Whole, non-negative weight for each key, such as workstations
            per department. At least one must be above zero.

    Returns:
        Öre for each key, in the order of ``weights``; the values sum to
        ``total_ore`` and differ from the exact share by less than one öre.

    Raises:
        ValueError: A weight is negative, or all are zero.

    Source:
        IT strategy, section Ekonomi: whoever uses a service bears its cost.
    """
    if sum(weights.values()) == 0 or min(weights.values()) < 0:
        raise ValueError(f"cannot split {total_ore} öre by the weights {dict(weights)}")
    return largest_remainder(total_ore, weights)


def largest_remainder(total_ore: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Split an amount by weights of which some may be below zero, so that the parts add up.

    Args:
        total_ore: Amount in öre; a negative one is split as its mirror image.
        weights: Whole weight for each key; together above zero.

    Returns:
        Öre for each key, in the order of ``weights``; each differs from its exact share by
        less than one öre. The öre left over go one each to the parts that lost the largest
        fraction when rounded down, ties in key order.

    Raises:
        ValueError: The weights are not above zero together.

    Source:
        docs/method.md, "Shared costs".
    """
    whole = sum(weights.values())
    if whole <= 0:
        raise ValueError(f"cannot split {total_ore} öre by the weights {dict(weights)}")
    sign, amount = (-1, -total_ore) if total_ore < 0 else (1, total_ore)
    parts, lost = {}, []
    for key, weight in weights.items():
        parts[key], remainder = divmod(amount * weight, whole)
        if remainder:
            lost.append((-remainder, key))
    left_over = -sum(remainder for remainder, _ in lost) // whole
    for _, key in sorted(lost)[:left_over]:
        parts[key] += 1
    return parts if sign > 0 else {key: -part for key, part in parts.items()}


def parts_of_kronor(text: str, decimals: int) -> int:
    """Kronor as a person writes them, as whole parts of the last decimal: öre by two.

    >>> parts_of_kronor("5 400,50", 2), parts_of_kronor("0,35", 4)
    (540050, 3500)

    Raises:
        ValueError: It is no amount, has more decimals, or more than twelve digits before them.
    """
    form = rf"([0-9]{{1,12}})(?:[.,]([0-9]{{1,{decimals}}}))?"
    match = re.fullmatch(form, GAPS.sub("", text))
    if match is None:
        raise ValueError(text)
    return int(match[1] + (match[2] or "").ljust(decimals, "0"))


def month_share_ore(price_ore: int, month: int) -> int:
    """One month's part of a yearly price, cut so that the twelve make the year.

    Args:
        price_ore: Öre for one unit and year, zero or more.
        month: 1 for January to 12 for December.

    Returns:
        Öre for one unit and that month. A higher price never gives less.

    Raises:
        ValueError: The price is negative or the month is not one of the twelve.

    Source:
        docs/method.md, "A month's part of a year".
    """
    if price_ore < 0 or not 1 <= month <= MONTHS_A_YEAR:
        raise ValueError(f"no month share of {price_ore} öre a year in month {month}")
    return (price_ore + month - 1) // MONTHS_A_YEAR


def rounded_ore(numerator: int, denominator: int) -> int:
    """A fraction of öre as whole öre, half an öre away from zero.

    Args:
        numerator: Any whole number; negative in a credit.
        denominator: Above zero, such as the days of a month.

    Returns:
        The nearest whole number of öre; 0,5 becomes 1 and −0,5 becomes −1.

    Raises:
        ValueError: The denominator is not above zero.

    Source:
        docs/method.md, "A line is rounded once".
    """
    if denominator <= 0:
        raise ValueError(f"cannot round {numerator} parts of {denominator}")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


@dataclass(frozen=True)
class Tier:
    """A step of a price that depends on how much a department uses in a month.

    Attributes:
        from_units: Where the step begins, whole units; the first begins at 0.
        package: Whole units in a package; 1 where nothing is sold by the package.
        price_e4: 1/10 000 kr for a unit, for a package, or for a flat step's whole amount.
    """

    from_units: int
    package: int
    price_e4: int


@dataclass(frozen=True)
class TierPart:
    """What one step of a price comes to.

    Attributes:
        tier: The step.
        count_milli: 1/1 000 of what its price is for: units, packages, or 1 000 for an amount.
    """

    tier: Tier
    count_milli: int

    @property
    def price_parts(self) -> int:
        """1/100 000 öre: what the step adds before the department's amount is rounded."""
        return self.count_milli * self.tier.price_e4


def tier_parts(kind: str, tiers: Sequence[Tier], quantity_milli: int) -> list[TierPart]:
    """What each step of a price is charged for; steps that add nothing are left out.

    Args:
        kind: ``graduated``: each step's part at its own price. ``volume``: everything at the
            price of the step reached. ``package``: started packages of each step's part.
            ``flat``: the amount of the step reached.
        tiers: The steps, the lowest first; the first begins at 0.
        quantity_milli: The department's quantity of the month, 1/1 000 unit, zero or more.

    Returns:
        The steps' counts. Nothing used costs nothing.

    Raises:
        KeyError: There is no such kind.

    Source:
        docs/method.md, "Tiers".
    """
    counted = _COUNTED[kind]
    ends = [MILLI * tier.from_units for tier in tiers[1:]]
    parts = [
        TierPart(tier, counted(tier, end, quantity_milli))
        for tier, end in zip_longest(tiers, ends)
        if quantity_milli > MILLI * tier.from_units or quantity_milli == MILLI * tier.from_units > 0
    ]
    return [part for part in parts if part.count_milli]


def price_parts_ore(parts: Sequence[TierPart]) -> int:
    """The steps together as öre, rounded once."""
    return rounded_ore(sum(part.price_parts for part in parts), METERED_PARTS)


def _own_part(tier: Tier, end: int | None, quantity: int) -> int:
    reached = quantity if end is None else min(quantity, end)
    return reached - MILLI * tier.from_units


def _packages(tier: Tier, end: int | None, quantity: int) -> int:
    return MILLI * -(-_own_part(tier, end, quantity) // (MILLI * tier.package))


def _everything(_tier: Tier, end: int | None, quantity: int) -> int:
    return quantity if end is None or quantity < end else 0


def _amount(_tier: Tier, end: int | None, quantity: int) -> int:
    return MILLI if end is None or quantity < end else 0


_COUNTED: Mapping[str, Callable[[Tier, int | None, int], int]] = {
    "graduated": _own_part,
    "volume": _everything,
    "package": _packages,
    "flat": _amount,
}
