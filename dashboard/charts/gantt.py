"""An activity's line in the plan: what was decided, what has been done, what is foreseen.

Lines stand under each other in a table, all on one scale of days, so that the years and the day
of the report run through them as one line each.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 27
HEAD_HEIGHT = 32
GROUP_HEIGHT = 30
#: Years and days run on past the drawing: a row may be higher, and its cell cuts them off.
BEYOND = 60
BAR_TOP, BAR_HEIGHT = 7, 9
BASELINE_TOP, BASELINE_HEIGHT = 17.5, 2.5
MIDDLE = BAR_TOP + BAR_HEIGHT / 2
DIAMOND = "M0 -5 5 0 0 5 -5 0z"
#: Nearer to the edge than this share of the width a word is set inside it.
NEAR_THE_EDGE = 0.92
#: Lines at every quarter where no more years than this are shown.
FEW_YEARS = 2
#: Lines at every month, each with its name, where no more days than this are shown.
HALF_A_YEAR = 190


@dataclass(frozen=True)
class Scale:
    """Days from left to right.

    Args:
        first: The first day drawn.
        last: The last one.
        as_of: The day the plan is shown as of.
        today: This day; None where it is not to be drawn.
    """

    first: datetime.date
    last: datetime.date
    as_of: datetime.date
    today: datetime.date | None = None

    def share(self, day: datetime.date) -> float:
        """Where a day stands (0-1); those outside stand at the edge."""
        return min(max((day - self.first).days / max((self.last - self.first).days, 1), 0), 1)

    def holds(self, day: datetime.date) -> bool:
        """Whether a day is drawn."""
        return self.first <= day <= self.last

    @property
    def is_half_year(self) -> bool:
        """Whether there is room for every month."""
        return (self.last - self.first).days <= HALF_A_YEAR

    @property
    def lines(self) -> list[datetime.date]:
        """The first days of years; of quarters or months too where there is room."""
        years = range(self.first.year, self.last.year + 1)
        step = 1 if self.is_half_year else 3 if len(years) <= FEW_YEARS else 12
        months = range(1, 13, step)
        days = (datetime.date(year, month, 1) for year in years for month in months)
        return [day for day in days if self.holds(day)]


@dataclass(frozen=True)
class Mark:
    """A milestone on the line; ``words`` stand where it is pointed at."""

    day: datetime.date
    words: str
    is_reached: bool
    is_late: bool


@dataclass(frozen=True)
class Bar:
    """An activity's, or a milestone's, days.

    Args:
        start: When it began or is to begin.
        end: When it ended or is foreseen to end.
        plan_start: As decided.
        plan_end: As decided.
        is_done: Whether it has ended.
        is_critical: Whether every day of delay is one of the whole plan's.
        marks: Its milestones between start and end.
        slack_until: The day it could end without delaying the plan; None without such a day.
    """

    start: datetime.date
    end: datetime.date
    plan_start: datetime.date
    plan_end: datetime.date
    is_done: bool = False
    is_critical: bool = False
    marks: Sequence[Mark] = ()
    slack_until: datetime.date | None = None


def line(bar: Bar, scale: Scale, label: str) -> Drawing:
    """Draw an activity.

    Args:
        bar: Its days.
        scale: Of the whole table.
        label: The line in one sentence.
    """
    shapes = [
        *_grid(scale, HEIGHT),
        *_stretch(bar.plan_start, bar.plan_end, scale, "baseline", BASELINE_TOP, BASELINE_HEIGHT),
        *_slack(bar, scale),
        *_body(bar, scale),
        *(_mark(mark, scale) for mark in bar.marks if scale.holds(mark.day)),
        *_days(scale, HEIGHT),
    ]
    return Drawing(shapes, height=HEIGHT, label=label, className="drawing gantt")


def head(scale: Scale, as_of: str, month: Callable[[datetime.date], str] = str) -> Drawing:
    """The years over the lines, and a flag with the day the plan is shown as of.

    Args:
        scale: Of the whole table.
        as_of: The day, for the flag.
        month: Writes a month where there is room for every one.
    """
    place = scale.share(scale.as_of)
    width = 8 * len(as_of) + 8
    shapes = [
        shape(
            "text",
            month(day) if scale.is_half_year else str(day.year),
            x=percent(scale.share(day)),
            y=12,
            className="tick",
        )
        for day in scale.lines
        if (day.month == 1 or scale.is_half_year) and scale.share(day) < NEAR_THE_EDGE
    ]
    flag = [
        shape("rect", x=-width / 2, y=0, width=width, height=19, rx=2, className="flag"),
        shape("text", as_of, x=0, y=14, textAnchor="middle", className="flag-words"),
    ]
    if scale.holds(scale.as_of):
        shapes.append(_at(place, flag, HEAD_HEIGHT - 24))
        x = percent(place)
        shapes.append(shape("line", x1=x, x2=x, y1=26, y2=HEAD_HEIGHT + 1, className="as-of"))
    return Drawing(shapes, height=HEAD_HEIGHT, className="drawing gantt gantt-head")


def gap(scale: Scale, height: int = GROUP_HEIGHT) -> Drawing:
    """The lines of the years and days through a row that has no bar."""
    shapes = [*_grid(scale, height), *_days(scale, height)]
    return Drawing(shapes, height=height, className="drawing gantt")


def _grid(scale: Scale, height: int) -> list[Shape]:
    places = (percent(scale.share(day)) for day in scale.lines)
    return [
        shape("line", x1=x, x2=x, y1=-BEYOND, y2=height + BEYOND, className="grid") for x in places
    ]


def _days(scale: Scale, height: int) -> list[Shape]:
    """The day of the report through every line, and this day where it is another."""
    wanted = [(scale.as_of, "as-of")]
    if scale.today and scale.today != scale.as_of:
        wanted.append((scale.today, "today"))
    return [
        shape(
            "line",
            x1=percent(scale.share(day)),
            x2=percent(scale.share(day)),
            y1=-BEYOND,
            y2=height + BEYOND,
            className=look,
        )
        for day, look in wanted
        if scale.holds(day)
    ]


def _stretch(  # noqa: PLR0913, PLR0917 - from where to where, how high and how it looks
    first: datetime.date,
    last: datetime.date,
    scale: Scale,
    look: str,
    top: float = BAR_TOP,
    height: float = BAR_HEIGHT,
) -> list[Shape]:
    left, right = scale.share(first), scale.share(last)
    if right <= left:
        return []
    return [
        shape(
            "rect",
            x=percent(left),
            width=percent(right - left),
            y=top,
            height=height,
            className=look,
        )
    ]


def _body(bar: Bar, scale: Scale) -> list[Shape]:
    """Done up to the day of the report, foreseen after it, and past the plan's end in red."""
    kind = " critical" if bar.is_critical else " ended" if bar.is_done else ""
    within = min(bar.end, max(bar.plan_end, bar.start))
    done_until = within if bar.is_done else min(within, scale.as_of)
    over = "over ended" if bar.is_done else "over"
    return [
        *_stretch(bar.start, done_until, scale, f"done{kind}"),
        *_stretch(max(bar.start, scale.as_of), within, scale, f"foreseen{kind}")[
            : 0 if bar.is_done else 1
        ],
        *_stretch(max(bar.plan_end, bar.start), bar.end, scale, over),
    ]


def _slack(bar: Bar, scale: Scale) -> list[Shape]:
    if bar.slack_until is None or bar.slack_until <= bar.end:
        return []
    left, right = percent(scale.share(bar.end)), percent(scale.share(bar.slack_until))
    return [
        shape("line", x1=left, x2=right, y1=MIDDLE, y2=MIDDLE, className="slack"),
        shape("line", x1=right, x2=right, y1=MIDDLE - 3, y2=MIDDLE + 3, className="slack-end"),
    ]


def _mark(mark: Mark, scale: Scale) -> Shape:
    looks = (("mark", True), ("reached", mark.is_reached), ("late", mark.is_late))
    look = " ".join(word for word, holds in looks if holds)
    inside = shape("path", [shape("title", mark.words)], d=DIAMOND, className=look)
    return _at(scale.share(mark.day), [inside], MIDDLE)


def _at(share: float, shapes: Sequence[Shape], top: float) -> Shape:
    """Shapes drawn round a point that stands at a share of the width."""
    return shape(
        "svg", shapes, x=percent(share), y=top, width=1, height=1, className="round-a-point"
    )
