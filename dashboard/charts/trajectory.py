"""A KPI's way: what it has been, what it should be, where it started, what others reach."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.charts.axis import heights
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 72
INSET = 8
#: In a row of a table.
LOW = 44
# The target's number stands to the right of the lines.
SHARE = 0.8
WIDE = 1000
BAR_PIXELS = 12
TEXT_PIXELS = 8

Way = Sequence[tuple[datetime.date, int]]


@dataclass(frozen=True)
class Span:
    """What others reach on a day: thousandths, and the median's words."""

    on: datetime.date
    lowest: int
    median: int
    highest: int
    words: str


@dataclass(frozen=True)
class _Scale:
    """Days and thousandths to places in the drawing."""

    first: datetime.date
    days: int
    lowest: int
    height: int
    room: int

    def left(self, day: datetime.date) -> float:
        """A day as a share of the drawing's width."""
        return SHARE * (day - self.first).days / self.days

    def top(self, milli: int) -> float:
        """A value's distance from the top in pixels."""
        return INSET + heights([milli - self.lowest], self.height, self.room)[0]


def trajectory_line(  # noqa: PLR0913 - a way, its target, its words and its size
    outcome: Sequence[tuple[datetime.date, Fraction]],
    targets: Way,
    target: str,
    label: str,
    span: Span | None = None,
    *,
    height: int = HEIGHT,
) -> Drawing:
    """Draw outcomes as a line, the trajectory dashed to its last target.

    The scale does not start at zero: the figure beside it says the size.

    Args:
        outcome: Day and thousandths, oldest first; may be empty.
        targets: Year ends and thousandths, oldest first; may be empty, but not both.
        target: The last target, written at its ring.
        label: The drawing in one sentence.
        span: What others reach.
        height: Of the drawing, pixels.
    """
    told = [(day, round(milli)) for day, milli in outcome]
    scale = _scale([*told, *targets], span, height - 2 * INSET)
    lines = [
        *([_line(targets, scale, "trajectory")] if targets else []),
        *([_line(told, scale, "line")] if told else []),
    ]
    shapes = [
        *(_span(span, scale) if span else []),
        _stretched(lines, height),
        *(_ring(targets[-1], target, scale) if targets else []),
        *_dots(told, targets, scale),
    ]
    return Drawing(shapes, height=height, label=label, className="drawing kpi-way")


def _scale(told: Way, span: Span | None, room: int) -> _Scale:
    values = [milli for _day, milli in told]
    if span:
        values += [span.lowest, span.highest]
    days = [day for day, _milli in told]
    first = min(days)
    lowest = min(values)
    return _Scale(
        first, max((max(days) - first).days, 1), lowest, max(max(values) - lowest, 1), room
    )


def _line(way: Way, scale: _Scale, kind: str) -> Shape:
    points = " ".join(
        f"{round(WIDE * scale.left(day), 1):g},{scale.top(milli):g}" for day, milli in way
    )
    return shape("polyline", points=points, className=kind)


def _stretched(lines: Sequence[Shape], height: int) -> Shape:
    """The lines over the whole width there is."""
    return shape(
        "svg",
        lines,
        x=0,
        y=0,
        width="100%",
        height=height,
        viewBox=f"0 0 {WIDE} {height}",
        preserveAspectRatio="none",
        className="stretched",
    )


def _ring(end: tuple[datetime.date, int], words: str, scale: _Scale) -> list[Shape]:
    """The last target: a ring with its number."""
    day, milli = end
    x, y = percent(scale.left(day)), scale.top(milli)
    return [
        shape("circle", cx=x, cy=y, r=3.5, className="ring"),
        shape("text", words, x=x, y=y, dx=TEXT_PIXELS, dy="0.35em", className="tick"),
    ]


def _dots(told: Way, targets: Way, scale: _Scale) -> list[Shape]:
    """Where it started and where it is."""
    ends = [
        *((targets[0], 2.5, "dot start") for _one in targets[:1]),
        *((told[-1], 4, "dot chosen") for _one in told[-1:]),
    ]
    return [
        shape("circle", cx=percent(scale.left(day)), cy=scale.top(milli), r=r, className=kind)
        for (day, milli), r, kind in ends
    ]


def _span(span: Span, scale: _Scale) -> list[Shape]:
    """What others reach: a bar from the lowest to the highest, a tick at the median."""
    x, median = percent(scale.left(span.on)), scale.top(span.median)
    top, bottom = scale.top(span.highest), scale.top(span.lowest)
    shift = f"translate(-{BAR_PIXELS // 2} 0)"
    return [
        shape(
            "rect",
            x=x,
            y=top,
            width=BAR_PIXELS,
            height=round(bottom - top, 1),
            transform=shift,
            className="peers",
        ),
        shape(
            "rect", x=x, y=median, width=BAR_PIXELS, height=1.5, transform=shift, className="median"
        ),
        shape("text", span.words, x=x, y=median, dx=12, dy="0.35em", className="tick"),
    ]
