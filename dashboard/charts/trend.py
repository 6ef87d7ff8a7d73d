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


@dataclass(frozen=True)
class Texts:
    """What is written in the drawing.

    Args:
        label: The drawing in one sentence.
        tick: Writes a round amount (öre) at its line.
        month: Writes a month and its amount when it is pointed at.
    """

    label: str
    tick: Callable[[int], str]
    month: Callable[[datetime.date, int], str]


def trend(
    months: Sequence[tuple[datetime.date, int]],
    marks: Mapping[datetime.date, Mark],
    texts: Texts,
) -> Drawing:
    """Draw amounts over months.

    Args:
        months: Period and öre, oldest first; at least one.
        marks: Months to point out, with their words.
        texts: What is written in the drawing.
    """
    rounds = ticks(max(amount for _, amount in months))
    tops = [TOP + top for top in heights([amount for _, amount in months], rounds[-1], PLOT)]
    lefts = [_left(number, len(months)) for number in range(len(months))]
    chosen = max((period for period, mark in marks.items() if mark.chosen), default=months[-1][0])
    return Drawing(
        [
            *_grid(rounds),
            *_years(months, lefts),
            *_line(months, lefts, tops, chosen),
            *_ticks(rounds, texts.tick),
            *_dots(months, lefts, tops, marks),
            *_pointed_at(months, lefts, tops, texts.month),
        ],
        height=HEIGHT,
        label=texts.label,
        className="drawing trend",
    )


def _left(number: int, count: int) -> float:
    """Where a month stands, as a share of the width; months have equal room."""
    return (number + 0.5) / count


def _grid(rounds: Sequence[int]) -> list[Shape]:
    """A thin line at every round figure; zero is strong."""
    return [
        shape("line", x1="0%", x2="100%", y1=y, y2=y, className="grid" if amount else "zero")
        for amount, y in _rows(rounds)
    ]


def _ticks(rounds: Sequence[int], tick_text: Callable[[int], str]) -> list[Shape]:
    """The amount of every line but zero, over whatever is drawn there."""
    return [
        shape("text", tick_text(amount), x=0, y=y - 5, className="tick")
        for amount, y in _rows(rounds)
        if amount
    ]


def _rows(rounds: Sequence[int]) -> list[tuple[int, float]]:
    """Every round figure with its distance from the top."""
    tops = heights(rounds, rounds[-1], PLOT)
    return [(amount, TOP + top) for amount, top in zip(rounds, tops, strict=True)]


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
    """A dot at every marked month; the chosen one's words above it, the others' below."""
    shapes = []
    for (period, _), left, top in zip(months, lefts, tops, strict=True):
        if mark := marks.get(period):
            name = "dot chosen" if mark.chosen else "dot"
            shapes += [
                shape("circle", cx=percent(left), cy=top, r=4, className=name),
                shape(
                    "text",
                    mark.words,
                    x=percent(left),
                    y=top - 12 if mark.chosen else top + 22,
                    textAnchor=_anchor(left),
                    className="mark chosen" if mark.chosen else "mark",
                ),
            ]
    return shapes


def _pointed_at(
    months: Sequence[tuple[datetime.date, int]],
    lefts: Sequence[float],
    tops: Sequence[float],
    write: Callable[[datetime.date, int], str],
) -> list[Shape]:
    """Each month's own figure, seen while the pointer is over its part of the drawing."""
    wide = percent(1 / len(months))
    return [
        shape(
            "g",
            [
                shape(
                    "rect",
                    x=percent(left - 0.5 / len(months)),
                    y=0,
                    width=wide,
                    height=HEIGHT,
                    className="reach",
                ),
                shape("circle", cx=percent(left), cy=top, r=4, className="dot here"),
                shape(
                    "text",
                    write(period, amount),
                    x=percent(left),
                    y=10,
                    textAnchor=_anchor(left),
                    className="mark here",
                ),
            ],
            className="month",
        )
        for (period, amount), left, top in zip(months, lefts, tops, strict=True)
    ]


def _anchor(left: float) -> str:
    """Words near an edge are turned inwards."""
    return "start" if left < EDGE else "end" if left > 1 - EDGE else "middle"
