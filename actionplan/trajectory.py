"""How far a KPI is from its trajectory on the day of a view: is the effect seen?"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from chargeback.trajectory import Standing, Targets, on_day, part_of_the_way, standing


@dataclass(frozen=True)
class Outcome:
    """A measured value, in thousandths of the KPI's unit, for the day it speaks of."""

    day: datetime.date
    milli: Fraction | int


@dataclass(frozen=True)
class Distance:
    """A KPI beside its trajectory; values in thousandths of its unit.

    Attributes:
        outcome: The last measured by the day; None where nothing was.
        should_be: Its trajectory on the day of that outcome, else on the day asked for.
        part: Of the way that should have been gone; None where nothing is decided or measured.
        standing: good, watch, bad or unknown; what was not measured is never good.
        days_old: How long before the day asked for the outcome was measured.
    """

    outcome: Outcome | None
    should_be: int | None
    part: Fraction | None
    standing: Standing
    days_old: int | None

    @property
    def gap(self) -> Fraction | int | None:
        """Outcome less trajectory."""
        if self.outcome is None or self.should_be is None:
            return None
        return self.outcome.milli - self.should_be


def distance(
    targets: Targets,
    outcomes: Iterable[Outcome],
    better: str,
    day: datetime.date,
    start: int | None,
) -> Distance:
    """How far a KPI is from the line between its year ends.

    An outcome is compared with the trajectory of its own day, not of the day asked for: a survey
    of December says nothing about August.

    Args:
        targets: Year ends and thousandths of the unit, oldest first.
        outcomes: What was measured, in any order; later than ``day`` is not looked at.
        better: ``higher``, ``lower`` or ``none``.
        day: The day of the view.
        start: The starting value, thousandths; None where it was not measured.
    """
    known = [outcome for outcome in outcomes if outcome.day <= day]
    if not known:
        return Distance(None, on_day(targets, day), None, "unknown", None)
    last = max(known, key=lambda outcome: outcome.day)
    should_be = on_day(targets, last.day)
    part = part_of_the_way(Fraction(last.milli), should_be, start, better)
    return Distance(last, should_be, part, standing(part), (day - last.day).days)
