"""The year's deviation from its budget, month by month, and where it is foreseen to end."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.charts.axis import ticks
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 260
TOP = 20
BOTTOM = 28
PLOT = HEIGHT - TOP - BOTTOM
WIDE = 1000
MONTHS = 12


@dataclass(frozen=True)
class End:
    """Where the year is foreseen to end, as deviation from budget (öre), with its band."""

    forecast_ore: int
    low_ore: int | None = None
    high_ore: int | None = None


@dataclass(frozen=True)
class DeviationTexts:
    """What is written in the drawing.

    Args:
        label: The drawing in one sentence.
        tick: Writes a round deviation (öre) at its line.
        month: Writes a month under the drawing.
        end: Writes a deviation at its line's end.
        budget: What the line at zero is called.
        month_amount: Writes a month and its deviation when it is pointed at.
    """

    label: str
    tick: Callable[[int], str]
    month: Callable[[datetime.date], str]
    end: Callable[[int], str]
    budget: str
    month_amount: Callable[[datetime.date, int], str]


@dataclass(frozen=True)
class _Scale:
    """Öre to pixels from the top; zero is always on it."""

    lowest: int
    highest: int

    def top(self, ore: int) -> float:
        """Where an amount stands."""
        return round(TOP + PLOT * (self.highest - ore) / max(self.highest - self.lowest, 1), 1)


def deviation(
    months: Sequence[tuple[datetime.date, int]], end: End | None, texts: DeviationTexts
) -> Drawing:
    """Draw a year's cumulative deviation from budget: above zero is more than the budget.

    Args:
        months: Period and deviation so far (öre), January first; at least one.
        end: What December is foreseen to show; None when the year is over or nothing is known.
        texts: What is written.
    """
    rounds = _rounds(months, end)
    scale = _Scale(rounds[0], rounds[-1])
    lines = [_outcome(months, scale)]
    if end:
        lines = [*_fan(months[-1], end, scale), _foreseen(months[-1], end, scale), *lines]
    return Drawing(
        [
            *_grid(rounds, scale, texts),
            *_month_names(months[0][0], texts.month),
            _stretched(lines),
            *_ends(months[-1], end, scale, texts),
            *_pointed_at(months, scale, texts),
        ],
        height=HEIGHT,
        label=texts.label,
        className="drawing deviation",
    )


def _rounds(months: Sequence[tuple[datetime.date, int]], end: End | None) -> list[int]:
    """Round figures from the lowest to the highest that is drawn, zero among them."""
    told = [ore for _period, ore in months]
    if end:
        told += [end.forecast_ore, end.low_ore or 0, end.high_ore or 0]
    highest, lowest = max(0, *told), min(0, *told)
    steps = ticks(max(highest, -lowest))
    step = steps[1]
    return [step * number for number in range(lowest // step, -(-highest // step) + 1)]


def _left(period: datetime.date) -> float:
    """A month's end as a share of the width: December ends at the right."""
    return period.month / MONTHS


def _point(period: datetime.date, ore: int, scale: _Scale) -> str:
    return f"{round(WIDE * _left(period), 1):g},{scale.top(ore) - TOP:g}"


def _outcome(months: Sequence[tuple[datetime.date, int]], scale: _Scale) -> Shape:
    points = [f"0,{scale.top(0) - TOP:g}", *(_point(*month, scale) for month in months)]
    return shape("polyline", points=" ".join(points), className="line")


def _foreseen(last: tuple[datetime.date, int], end: End, scale: _Scale) -> Shape:
    points = f"{_point(*last, scale)} {WIDE},{scale.top(end.forecast_ore) - TOP:g}"
    return shape("polyline", points=points, className="line foreseen")


def _fan(last: tuple[datetime.date, int], end: End, scale: _Scale) -> list[Shape]:
    """What the same rule missed by a year earlier, as a surface that opens to December."""
    if end.low_ore is None or end.high_ore is None:
        return []
    low, high = (scale.top(ore) - TOP for ore in (end.low_ore, end.high_ore))
    outline = f"M{_point(*last, scale)} L{WIDE},{high:g} L{WIDE},{low:g} Z"
    return [shape("path", d=outline, className="fan")]


def _stretched(lines: Sequence[Shape]) -> Shape:
    """The lines over the whole plot, stretched to the width there is."""
    return shape(
        "svg",
        lines,
        x=0,
        y=TOP,
        width="100%",
        height=PLOT,
        viewBox=f"0 0 {WIDE} {PLOT}",
        preserveAspectRatio="none",
        className="stretched",
    )


def _grid(rounds: Sequence[int], scale: _Scale, texts: DeviationTexts) -> list[Shape]:
    """A thin line at every round figure; the budget's own, at zero, is strong."""
    shapes = []
    for ore in rounds:
        y = scale.top(ore)
        shapes.append(
            shape("line", x1="0%", x2="100%", y1=y, y2=y, className="grid" if ore else "zero")
        )
        words = texts.tick(ore) if ore else texts.budget
        shapes.append(shape("text", words, x=0, y=y - 5, className="tick"))
    return shapes


def _month_names(first: datetime.date, write: Callable[[datetime.date], str]) -> list[Shape]:
    """Every third month under its end."""
    return [
        shape(
            "text",
            write(first.replace(month=month)),
            x=percent(month / MONTHS),
            y=HEIGHT - 8,
            textAnchor="end" if month == MONTHS else "middle",
            className="tick",
        )
        for month in range(3, MONTHS + 1, 3)
    ]


def _ends(
    last: tuple[datetime.date, int], end: End | None, scale: _Scale, texts: DeviationTexts
) -> list[Shape]:
    """The month's deviation at its dot and the year's at the right edge."""
    period, ore = last
    shapes = [
        shape("circle", cx=percent(_left(period)), cy=scale.top(ore), r=4, className="dot chosen")
    ]
    if not end:
        return shapes
    # The words stand left of the end, on the side where the line has not been.
    top = scale.top(end.forecast_ore)
    falls = end.forecast_ore < ore
    shapes.append(
        shape(
            "text",
            texts.end(end.forecast_ore),
            x="100%",
            y=min(top + 18, HEIGHT - BOTTOM) if falls else max(top - 8, 12),
            textAnchor="end",
            className="mark chosen",
        )
    )
    return shapes


def _pointed_at(
    months: Sequence[tuple[datetime.date, int]], scale: _Scale, texts: DeviationTexts
) -> list[Shape]:
    """Each month's own figure, seen while the pointer is over its part of the drawing."""
    wide = 1 / MONTHS
    return [
        shape(
            "g",
            [
                shape(
                    "rect",
                    x=percent(_left(period) - wide),
                    y=0,
                    width=percent(wide),
                    height=HEIGHT,
                    className="reach",
                ),
                shape(
                    "circle",
                    cx=percent(_left(period)),
                    cy=scale.top(ore),
                    r=4,
                    className="dot here",
                ),
                shape(
                    "text",
                    texts.month_amount(period, ore),
                    x=percent(_left(period)),
                    y=12,
                    textAnchor="start" if period.month <= MONTHS // 2 else "end",
                    className="mark here",
                ),
            ],
            className="month",
        )
        for period, ore in months
    ]
