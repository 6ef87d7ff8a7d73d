"""Where a KPI should stand on a day: linear between the targets of year ends, in whole thousandths.

Source:
    data/reference/kpis.csv, column trajectory; docs/method.md, "Targets".
"""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from chargeback.money import rounded_ore

Standing = Literal["good", "watch", "bad", "unknown"]
Targets = Sequence[tuple[datetime.date, int]]
# Of the way that should have been gone.
ON_THE_WAY = Fraction(1)
NEAR = Fraction(85, 100)


def on_day(targets: Targets, day: datetime.date) -> int | None:
    """The target on a day.

    >>> ends = [(datetime.date(2008, 12, 31), 7_500_000), (datetime.date(2009, 12, 31), 6_300_000)]
    >>> on_day(ends, datetime.date(2009, 8, 31))
    6701096

    Args:
        targets: Year ends and thousandths of the unit, oldest first.
        day: The day asked for.

    Returns:
        Thousandths of the unit, halves away from zero; None before the first year end
        and after the last.
    """
    for (start, from_milli), (end, to_milli) in pairwise(targets):
        if start <= day <= end:
            way = (to_milli - from_milli) * (day - start).days
            return from_milli + rounded_ore(way, (end - start).days)
    return next((milli for end, milli in targets if end == day), None)


def part_of_the_way(
    outcome: Fraction, should_be: int | None, baseline: int | None, better: str
) -> Fraction | None:
    """The part of the way from the starting value to the trajectory that has been gone.

    Without a starting value the way begins at zero; where lower is better it is then the
    target's part of the outcome. Where there was no way to go, 1 is reached and 0 is not.

    Args:
        outcome: Thousandths of the unit.
        should_be: Where it should be, thousandths; None where nothing is decided.
        baseline: The starting value, thousandths; None where it was not measured.
        better: ``higher``, ``lower`` or ``none``.

    Returns:
        1 or more on the trajectory; None where nothing is decided.
    """
    if should_be is None or better == "none":
        return None
    if baseline is not None and baseline != should_be:
        return (outcome - baseline) / (should_be - baseline)
    is_reached = outcome >= should_be if better == "higher" else outcome <= should_be
    if is_reached:
        return ON_THE_WAY
    if baseline is not None:
        return Fraction(0)
    return outcome / should_be if better == "higher" else should_be / outcome


def standing(part: Fraction | None) -> Standing:
    """What a part of the way means: all of it is good, 85 % near, less is behind."""
    if part is None:
        return "unknown"
    return "good" if part >= ON_THE_WAY else "watch" if part >= NEAR else "bad"
