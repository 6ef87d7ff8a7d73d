"""Months in a line from zero: the chosen month marked, the same month a year before beside it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.axis import heights, ticks
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 240
TOP = 28
BOTTOM = 28
PLOT = HEIGHT - TOP - BOTTOM
# A label this near an edge is turned inwards.
EDGE = 0.12


@dataclass(frozen=True)
class Mark:
    """A month to point out: the words beside its dot, and whether it is the chosen one."""

    words: str
    chosen: bool = False


def trend(
    months: Sequence[tuple[datetime.date, int]],
    marks: Mapping[datetime.date, Mark],
    tick_text: Callable[[int], str],
    label: str,
) -> Drawing:
    """Draw amounts over months.

    Args:
        months: Period and öre, oldest first; at least one.
        marks: Months to point out, with their words.
        tick_text: What stands at a round amount in öre.
        label: The drawing in one sentence.
    """
    rounds = ticks(max(amount for _, amount in months))
    tops = [TOP + top for top in heights([amount for _, amount in months], rounds[-1], PLOT)]
    lefts = [_left(number, len(months)) for number in range(len(months))]
    chosen = max((period for period, mark in marks.items() if mark.chosen), default=months[-1][0])
    return Drawing(
        [
            *_grid(rounds, tick_text),
            *_years(months, lefts),
            *_line(months, lefts, tops, chosen),
            *_dots(months, lefts, tops, marks),
        ],
        height=HEIGHT,
        label=label,
        className="drawing trend",
    )


def _left(number: int, count: int) -> float:
    """Where a month stands, as a share of the width; months have equal room."""
    return (number + 0.5) / count


def _grid(rounds: Sequence[int], tick_text: Callable[[int], str]) -> list[Shape]:
    """A thin line and its amount at every round figure; zero is strong."""
    shapes = []
    for amount, top in zip(rounds, heights(rounds, rounds[-1], PLOT), strict=True):
        y = TOP + top
        name = "zero" if amount == 0 else "grid"
        shapes.append(shape("line", x1="0%", x2="100%", y1=y, y2=y, className=name))
        if amount:
            shapes.append(shape("text", tick_text(amount), x=0, y=y - 5, className="tick"))
    return shapes


def _years(months: Sequence[tuple[datetime.date, int]], lefts: Sequence[float]) -> list[Shape]:
    """The year under its January, or under the first month there is."""
    half = 0.5 / len(months)
    return [
        shape("text", str(period.year), x=percent(left - half), y=HEIGHT - 8, className="tick")
        for number, ((period, _), left) in enumerate(zip(months, lefts, strict=True))
        if period.month == 1 or number == 0
    ]


def _line(
    months: Sequence[tuple[datetime.date, int]],
    lefts: Sequence[float],
    tops: Sequence[float],
    chosen: datetime.date,
) -> list[Shape]:
    """The months joined: up to the chosen one in the accent, later ones in grey."""
    return [
        shape(
            "line",
            x1=percent(lefts[number]),
            y1=tops[number],
            x2=percent(lefts[number + 1]),
            y2=tops[number + 1],
            className="line" if months[number + 1][0] <= chosen else "line later",
        )
        for number in range(len(months) - 1)
    ]


def _dots(
    months: Sequence[tuple[datetime.date, int]],
    lefts: Sequence[float],
    tops: Sequence[float],
    marks: Mapping[datetime.date, Mark],
) -> list[Shape]:
    """A dot and its words at every marked month."""
    shapes = []
    for (period, _), left, top in zip(months, lefts, tops, strict=True):
        if mark := marks.get(period):
            name = "dot chosen" if mark.chosen else "dot"
            anchor = "start" if left < EDGE else "end" if left > 1 - EDGE else "middle"
            shapes += [
                shape("circle", cx=percent(left), cy=top, r=4, className=name),
                shape(
                    "text",
                    mark.words,
                    x=percent(left),
                    y=top - 12,
                    textAnchor=anchor,
                    className="mark chosen" if mark.chosen else "mark",
                ),
            ]
    return shapes
