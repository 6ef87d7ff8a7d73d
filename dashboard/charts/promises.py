"""Milestone trend: when one knew (to the right) against what day one believed (upwards).

A level line is a promise that holds; the diagonal is where the day believed in is the day itself.
"""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.charts.axis import apart
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 320
BOTTOM = 24
TOP = 12
PLOT = HEIGHT - TOP - BOTTOM
#: The plot leaves room to the right for the words at the lines' ends. In a narrow drawing, where
#: names do not have it, numbers stand there; :func:`names` says whose they are.
WIDTH = 0.66
GAP = 30
UNDER = 20
#: Words end where the drawing does, however narrow it is.
END = {"x": "100%", "textAnchor": "end"}


@dataclass(frozen=True)
class Promise:
    """A milestone's days as they were believed in.

    Args:
        steps: Known on which day, and the day believed in; oldest first, at least one.
        until: The last day of knowing: when it was reached, or the day of the report.
        is_reached: Whether it was reached.
        is_chosen: The one the drawing is about.
        name: Said at the line's end.
        words: Under the name.
    """

    steps: Sequence[tuple[datetime.date, datetime.date]]
    until: datetime.date
    is_reached: bool
    is_chosen: bool
    name: str
    words: str


@dataclass(frozen=True)
class _Scale:
    first: datetime.date
    last: datetime.date

    def share(self, day: datetime.date) -> float:
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def left(self, day: datetime.date) -> str:
        return percent(WIDTH * self.share(day))

    def top(self, day: datetime.date) -> float:
        return round(TOP + PLOT * (1 - self.share(day)), 1)


def promises(lines: Sequence[Promise], diagonal: str, label: str) -> Drawing:
    """Draw the days believed in of some milestones.

    Args:
        lines: At least one.
        diagonal: What is written along the diagonal.
        label: The drawing in one sentence.
    """
    days = [day for one in lines for step in one.steps for day in step]
    days += [one.until for one in lines]
    scale = _Scale(min(days), max(days))
    shapes = [
        *_grid(scale),
        shape(
            "line",
            x1="0%",
            y1=scale.top(scale.first),
            x2=percent(WIDTH),
            y2=scale.top(scale.last),
            className="diagonal",
        ),
        shape("text", diagonal, x="34%", y=HEIGHT - BOTTOM - 8, className="tick"),
        *(part for one in lines for part in _steps(one, scale)),
        *_years(scale),
        *_words(lines, scale),
    ]
    return Drawing(shapes, height=HEIGHT, label=label, className="drawing promises")


def framed(lines: Sequence[Promise], diagonal: str, label: str) -> html.Div:
    """The same, with the lines' names under it where it is too narrow to hold them."""
    parts = [promises(lines, diagonal, label), names(lines)]
    return html.Div(parts, className="promises-frame")


def names(lines: Sequence[Promise]) -> html.Ol:
    """The lines' names by their numbers."""
    items = [html.Li(one.name, className="chosen" if one.is_chosen else None) for one in lines]
    return html.Ol(items, className="promise-names")


def spark(steps: Sequence[tuple[datetime.date, datetime.date]], label: str) -> Drawing:
    """The days believed in as one small step line; up is later."""
    known = [on for on, _day in steps]
    days = [day for _on, day in steps]
    first, width = min(known), max((max(known) - min(known)).days, 1)
    low, span = min(days), max((max(days) - min(days)).days, 1)
    places = [
        (0.02 + 0.9 * (on - first).days / width, round(20 - 16 * (day - low).days / span, 1))
        for on, day in steps
    ]
    if len(places) == 1:
        places.append((0.92, places[0][1]))
    shapes: list[Shape] = []
    for (left, top), (right, after) in itertools.pairwise(places):
        ends = {"x1": percent(left), "x2": percent(right)}
        shapes.append(shape("line", y1=top, y2=top, className="line", **ends))
        if after != top:
            x = percent(right)
            shapes.append(shape("line", x1=x, x2=x, y1=top, y2=after, className="line"))
    shapes.append(
        shape("circle", cx=percent(places[-1][0]), cy=places[-1][1], r=3, className="dot")
    )
    return Drawing(shapes, width=88, height=24, label=label, className="drawing slips")


def _first_days(scale: _Scale) -> list[datetime.date]:
    """The first days of the years drawn."""
    days = (datetime.date(year, 1, 1) for year in range(scale.first.year, scale.last.year + 1))
    return [day for day in days if day >= scale.first]


def _grid(scale: _Scale) -> list[Shape]:
    """Each year's first day as a thin line both ways."""
    shapes: list[Shape] = []
    for day in _first_days(scale):
        x, y = scale.left(day), scale.top(day)
        shapes += [
            shape("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, className="grid"),
            shape("line", x1="0%", x2=percent(WIDTH), y1=y, y2=y, className="grid"),
        ]
    return shapes


def _years(scale: _Scale) -> list[Shape]:
    """The years' numbers on both axes, over the lines."""
    return [
        part
        for day in _first_days(scale)
        for part in (
            shape("text", str(day.year), x=scale.left(day), y=HEIGHT - 8, className="tick"),
            shape("text", str(day.year), x="0%", y=scale.top(day) - 4, className="tick"),
        )
    ]


def _steps(one: Promise, scale: _Scale) -> list[Shape]:
    look = "line chosen" if one.is_chosen else "line"
    shapes: list[Shape] = []
    ends = [*(on for on, _day in one.steps[1:]), one.until]
    for number, ((on, day), end) in enumerate(zip(one.steps, ends, strict=True)):
        y = scale.top(day)
        x1, x2 = scale.left(on), scale.left(max(on, end))
        shapes.append(shape("line", x1=x1, x2=x2, y1=y, y2=y, className=look))
        if number:
            before = scale.top(one.steps[number - 1][1])
            shapes.append(shape("line", x1=x1, x2=x1, y1=before, y2=y, className=look))
    dot = "dot" + (" chosen" if one.is_chosen else "") + ("" if one.is_reached else " open")
    last = one.steps[-1]
    shapes.append(
        shape(
            "circle",
            cx=scale.left(max(last[0], one.until)),
            cy=scale.top(last[1]),
            r=4.5,
            className=dot,
        )
    )
    return shapes


def _words(lines: Sequence[Promise], scale: _Scale) -> list[Shape]:
    """Names to the right of the plot, as high as their lines end, never over each other."""
    # Under the line's end, where the diagonal leaves room.
    ends = [scale.top(one.steps[-1][1]) + UNDER for one in lines]
    tops = apart(ends, GAP, HEIGHT - BOTTOM)
    shapes: list[Shape] = []
    for number, (one, top) in enumerate(zip(lines, tops, strict=True), 1):
        look = " chosen" if one.is_chosen else ""
        shapes += [
            shape("text", one.name, y=top, className=f"mark name{look}", **END),
            shape("text", str(number), y=top, className=f"mark number{look}", **END),
            shape("text", one.words, y=top + 14, className="tick", **END),
        ]
    return shapes
