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


def standing(
    outcome: Fraction, on_trajectory: int | None, baseline: int | None, better: str
) -> Standing:
    """How an outcome stands to where it should be.

    The part of the way from the starting value that should have been gone: all of it is
    good, 85 % near, less is behind. Without a starting value the way begins at zero; where
    lower is better it is the target's part of the outcome.

    Args:
        outcome: Thousandths of the unit.
        on_trajectory: Where it should be, thousandths; None where nothing is decided.
        baseline: The starting value, thousandths; None where it was not measured.
        better: ``higher``, ``lower`` or ``none``.
    """
    if on_trajectory is None or better == "none":
        return "unknown"
    part = _part_of_the_way(outcome, on_trajectory, baseline, better)
    return "good" if part >= ON_THE_WAY else "watch" if part >= NEAR else "bad"


def _part_of_the_way(
    outcome: Fraction, on_trajectory: int, baseline: int | None, better: str
) -> Fraction:
    if baseline is not None and baseline != on_trajectory:
        return (outcome - baseline) / (on_trajectory - baseline)
    is_reached = outcome >= on_trajectory if better == "higher" else outcome <= on_trajectory
    if is_reached:
        return ON_THE_WAY
    if baseline is not None:
        return Fraction(0)
    return outcome / on_trajectory if better == "higher" else on_trajectory / outcome
