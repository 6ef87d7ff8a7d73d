"""Arithmetic of money on whole öre, where SQL has no word for the rule."""

from collections.abc import Mapping

MONTHS_A_YEAR = 12


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
    whole = sum(weights.values())
    if whole == 0 or min(weights.values()) < 0:
        raise ValueError(f"cannot split {total_ore} öre by the weights {dict(weights)}")
    sign, amount = (-1, -total_ore) if total_ore < 0 else (1, total_ore)
    floors = {key: amount * weight // whole for key, weight in weights.items()}
    left_over = amount - sum(floors.values())
    by_remainder = sorted(weights, key=lambda key: (-(amount * weights[key] % whole), key))
    winners = set(by_remainder[:left_over])
    return {key: sign * (part + (key in winners)) for key, part in floors.items()}


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
