"""A service's price through time: level until a decision moves it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.axis import heights
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 132
TOP = 26
BOTTOM = 24
PLOT = HEIGHT - TOP - BOTTOM


@dataclass(frozen=True)
class Step:
    """A price in force: amount in any whole unit, the words above it, and its days."""

    amount: int
    words: str
    valid_from: datetime.date
    valid_until: datetime.date
    chosen: bool = False


def price_steps(steps: Sequence[Step], label: str) -> Drawing:
    """Draw prices as steps from zero.

    Args:
        steps: Oldest first, not overlapping, with an end; at least one.
        label: The drawing in one sentence.
    """
    first, last = steps[0].valid_from, steps[-1].valid_until
    largest = max(1, *(step.amount for step in steps))
    tops = [TOP + top for top in heights([step.amount for step in steps], largest, PLOT)]
    floor = HEIGHT - BOTTOM
    shapes: list[Shape] = [
        shape("line", x1="0%", x2="100%", y1=floor, y2=floor, className="zero"),
        *_years(first, last),
    ]
    for number, (step, top) in enumerate(zip(steps, tops, strict=True)):
        before = tops[number - 1] if number else None
        shapes += _step(step, top, before, first, last)
    return Drawing(shapes, height=HEIGHT, label=label, className="drawing price-steps")


def _share(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    """Where a day stands between two others (0-1)."""
    return (day - first).days / max((last - first).days, 1)


def _years(first: datetime.date, last: datetime.date) -> list[Shape]:
    """Each year under its first day."""
    days = [datetime.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return [
        shape(
            "text",
            str(day.year),
            x=percent(_share(max(day, first), first, last)),
            y=HEIGHT - 6,
            className="tick",
        )
        for day in days
        if day < last and (day >= first or day.year == first.year)
    ]


def _step(
    step: Step, top: float, before: float | None, first: datetime.date, last: datetime.date
) -> list[Shape]:
    """One level, the way up or down to it, and its price."""
    left = percent(_share(step.valid_from, first, last))
    right = percent(_share(step.valid_until, first, last))
    name = "line" if step.chosen else "line other"
    rise = (
        []
        if before is None
        else [shape("line", x1=left, x2=left, y1=before, y2=top, className="line rise")]
    )
    return [
        *rise,
        shape("line", x1=left, x2=right, y1=top, y2=top, className=name),
        shape(
            "text",
            step.words,
            x=left,
            y=top - 8,
            className="mark chosen" if step.chosen else "mark",
        ),
    ]
