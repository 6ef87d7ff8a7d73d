"""Amounts by area over months: one line each, named at its end, pointed at together."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.charts.axis import apart, heights, ticks
from dashboard.components.drawing import Drawing, Shape, percent, shape

Months = Sequence[tuple[datetime.date, int]]
HEIGHT = 296
TOP = 16
BOTTOM = 28
PLOT = HEIGHT - TOP - BOTTOM
NAME_PIXELS = 16
# The figures of the month pointed at stand in a box, on the side the pointer is not.
BOX_PIXELS = 224
BOX_ROW_PIXELS = 18
BOX_INSET = 10
MIDDLE = 0.5
# After the largest: the lines differ in more than colour.
DASHES = ("whole", "dashed", "dotted", "long")


@dataclass(frozen=True)
class Area:
    """One line.

    Args:
        name: In the reader's language.
        months: Period and öre, oldest first; the same periods for every area.
    """

    name: str
    months: Months


@dataclass(frozen=True)
class AreaTexts:
    """What is written in the drawing.

    Args:
        label: The drawing in one sentence.
        tick: Writes a round amount (öre) at its line.
        month: Writes a period.
        amount: Writes an area's amount of the month pointed at.
    """

    label: str
    tick: Callable[[int], str]
    month: Callable[[datetime.date], str]
    amount: Callable[[int], str]


@dataclass(frozen=True)
class _At:
    """Where the box begins: a length of the drawing, and pixels from it."""

    x: int | str
    transform: str | None = None


def area_lines(areas: Sequence[Area], chosen: datetime.date, texts: AreaTexts) -> Drawing:
    """Draw areas over months, the largest first and in accent, the others in greys.

    Args:
        areas: Largest in the chosen month first.
        chosen: The month that is marked.
        texts: What is written.
    """
    rounds = ticks(max(ore for area in areas for _period, ore in area.months))
    periods = [period for period, _ore in areas[0].months]
    shapes = [
        *_grid(rounds, texts.tick),
        *_years(periods),
        *_upright(periods, chosen),
        _lines(areas, rounds[-1]),
        *_names(areas, rounds[-1]),
        *(_pointed_at(areas, place, len(periods), texts) for place in range(len(periods))),
    ]
    return Drawing(shapes, height=HEIGHT, label=texts.label, className="drawing areas")


def look(place: int) -> str:
    """The class of an area's line: the largest in accent."""
    return "line" if place == 0 else f"line {DASHES[(place - 1) % len(DASHES)]}"


def _left(place: int, count: int) -> float:
    """Where a month stands, as a share of the width: the first and the last at its ends."""
    return place / max(count - 1, 1)


def _grid(rounds: Sequence[int], tick: Callable[[int], str]) -> list[Shape]:
    """A thin line at every round figure, which stands over it; zero is strong."""
    shapes = []
    for amount, top in zip(rounds, heights(rounds, rounds[-1], PLOT), strict=True):
        y = TOP + top
        kind = "grid" if amount else "zero"
        shapes.append(shape("line", x1="0%", x2="100%", y1=y, y2=y, className=kind))
        if amount:
            shapes.append(shape("text", tick(amount), x=0, y=y - 5, className="tick"))
    return shapes


def _years(periods: Sequence[datetime.date]) -> list[Shape]:
    """The year under its January."""
    return [
        shape(
            "text",
            str(period.year),
            x=percent(_left(place, len(periods))),
            y=HEIGHT - 8,
            className="tick",
        )
        for place, period in enumerate(periods)
        if period.month == 1
    ]


def _upright(periods: Sequence[datetime.date], chosen: datetime.date) -> list[Shape]:
    """A line from bottom to top at the chosen month."""
    if chosen not in periods:
        return []
    x = percent(_left(periods.index(chosen), len(periods)))
    return [shape("line", x1=x, x2=x, y1=TOP, y2=TOP + PLOT, className="chosen-month")]


def _lines(areas: Sequence[Area], top_ore: int) -> Shape:
    """Every line over the whole plot, which is stretched to the width there is.

    The largest is drawn last, over the others.
    """
    drawn = []
    for place, area in reversed(list(enumerate(areas))):
        tops = heights([ore for _period, ore in area.months], top_ore, PLOT)
        points = " ".join(
            f"{round(1000 * _left(month, len(tops)), 1):g},{top:g}"
            for month, top in enumerate(tops)
        )
        drawn.append(shape("polyline", points=points, className=look(place)))
    return shape(
        "svg",
        drawn,
        x=0,
        y=TOP,
        width="100%",
        height=PLOT,
        viewBox=f"0 0 1000 {PLOT}",
        preserveAspectRatio="none",
        className="stretched",
    )


def _names(areas: Sequence[Area], top_ore: int) -> list[Shape]:
    """Each name at its line's end; those of lines that end close together part."""
    ends = heights([area.months[-1][1] for area in areas], top_ore, PLOT)
    tops = apart(ends, NAME_PIXELS, PLOT)
    return [
        shape(
            "text",
            area.name,
            x="100%",
            y=round(TOP + top, 1),
            dx=8,
            dy="0.35em",
            className="name first" if place == 0 else "name",
        )
        for place, (area, top) in enumerate(zip(areas, tops, strict=True))
    ]


def _pointed_at(areas: Sequence[Area], place: int, count: int, texts: AreaTexts) -> Shape:
    """A month's figures, seen while the pointer is over its part of the drawing."""
    left, wide = _left(place, count), 1 / max(count - 1, 1)
    period = areas[0].months[place][0]
    rows = [(area.name, texts.amount(area.months[place][1])) for area in areas]
    x = percent(left)
    return shape(
        "g",
        [
            shape(
                "rect",
                x=percent(max(left - wide / 2, 0)),
                width=percent(wide),
                y=0,
                height=HEIGHT,
                className="reach",
            ),
            shape("line", x1=x, x2=x, y1=TOP, y2=TOP + PLOT, className="here pointer"),
            *_box(texts.month(period), rows, is_left=left > MIDDLE),
        ],
        className="month",
    )


def _box(head: str, rows: Sequence[tuple[str, str]], *, is_left: bool) -> list[Shape]:
    """The figures of one month on a ground of their own; at the left, or over the names."""
    tall = BOX_ROW_PIXELS * (len(rows) + 1) + 10
    edge = _At(0) if is_left else _At("100%", "translate(-112 0)")
    box = {"x": edge.x, "y": TOP, "width": BOX_PIXELS, "height": tall, "transform": edge.transform}
    inside = [
        shape("rect", None, **box, className="here box"),
        _word(head, 0, "here box-head", edge),
    ]
    for number, (name, amount) in enumerate(rows, start=1):
        inside += [
            _word(name, number, "here", edge),
            _word(amount, number, "here box-figure", edge),
        ]
    return inside


def _word(text: str, row: int, kind: str, edge: _At) -> Shape:
    """One text of the box: a name at its left, a figure at its right."""
    inset = BOX_PIXELS - BOX_INSET if kind.endswith("figure") else BOX_INSET
    y = TOP + 18 + row * BOX_ROW_PIXELS
    place = {"x": edge.x, "y": y, "dx": inset, "transform": edge.transform}
    return shape("text", text, **place, className=kind)
