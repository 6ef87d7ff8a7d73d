"""The S-curve: what should be done, is done and has cost, in money over the years of the plan."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actionplan.earned_value import CoursePoint
from dashboard.charts.axis import apart, heights, ticks
from dashboard.components.drawing import Drawing, Shape, percent, shape

HEIGHT = 300
TOP, BOTTOM = 16, 26
PLOT = HEIGHT - TOP - BOTTOM
#: The lines end here; the words at their ends stand to the right.
SHARE = 0.8
WIDE = 1000
GAP = 16
#: From here on words after a dot stand among those at the lines' ends.
NEAR_THE_END = 0.7


@dataclass(frozen=True)
class Texts:
    """What is written in the drawing.

    Args:
        label: The drawing in one sentence.
        planned: At the end of the line of what should be done.
        promised: At the end of the line of what is promised.
        earned: At the last day of what is done.
        spent: At the last day of what it cost.
        tick: Writes a round amount (öre) at its line.
    """

    label: str
    planned: str
    promised: str
    earned: str
    spent: str
    tick: Callable[[int], str]


@dataclass(frozen=True)
class _Place:
    """Days and öre to places in the drawing."""

    first: datetime.date
    days: int
    largest: int

    def left(self, day: datetime.date) -> float:
        return SHARE * (day - self.first).days / self.days

    def top(self, ore: int) -> float:
        return TOP + heights([ore], self.largest, PLOT)[0]


Way = Sequence[tuple[datetime.date, int]]


def s_curve(
    points: Sequence[CoursePoint], reports: Sequence[datetime.date], texts: Texts
) -> Drawing:
    """Draw the course of a plan.

    Args:
        points: Oldest first, at least two; the days of the reports among them.
        reports: The days that a cost was told for.
        texts: What is written in the drawing.
    """
    planned = [(one.day, round(one.planned)) for one in points]
    earned = [(one.day, round(one.earned)) for one in points if one.earned is not None]
    spent = _spent(points, reports)
    today = earned[-1][0] if earned else points[0].day
    ahead = [(one.day, round(one.promised)) for one in points if one.day >= today]
    promised = [*earned[-1:], *ahead] if len(ahead) > 1 else []
    ways = {"planned": planned, "promised": promised, "spent": spent, "earned": earned}
    rounds = ticks(max(ore for way in ways.values() for _day, ore in way))
    place = _Place(points[0].day, max((points[-1].day - points[0].day).days, 1), rounds[-1])
    return Drawing(
        [
            *_grid(rounds, place),
            *_years(points, place),
            _today(today, place),
            _lines({kind: way for kind, way in ways.items() if len(way) > 1}, place),
            *_ticks(rounds, place, texts),
            *(_dot(day, ore, place, "spent small") for day, ore in spent[1:-1]),
            *(_dot(*way[-1], place, kind) for kind in ("spent", "earned") if (way := ways[kind])),
            *_words(ways, place, texts),
        ],
        height=HEIGHT,
        label=texts.label,
        className="drawing s-curve",
    )


def _spent(points: Sequence[CoursePoint], reports: Sequence[datetime.date]) -> Way:
    """The cost on the reports' days: between them nobody has told of any."""
    known = [(one.day, one.spent_ore) for one in points if one.spent_ore is not None]
    if not known:
        return []
    kept = {known[0][0], known[-1][0], *reports}
    return [(day, ore) for day, ore in known if day in kept]


def _grid(rounds: Sequence[int], place: _Place) -> list[Shape]:
    """A thin line at every round figure; zero is strong."""
    return [
        shape(
            "line",
            x1="0%",
            x2=percent(SHARE),
            y1=place.top(ore),
            y2=place.top(ore),
            className="grid" if ore else "zero",
        )
        for ore in rounds
    ]


def _ticks(rounds: Sequence[int], place: _Place, texts: Texts) -> list[Shape]:
    return [
        shape("text", texts.tick(ore), x=0, y=place.top(ore) - 4, className="tick")
        for ore in rounds
        if ore
    ]


def _years(points: Sequence[CoursePoint], place: _Place) -> list[Shape]:
    """Each year's number under its first day."""
    days = [datetime.date(year, 1, 1) for year in sorted({one.day.year for one in points})]
    return [
        part
        for day in days
        if day >= place.first
        for part in (
            shape(
                "line",
                x1=percent(place.left(day)),
                x2=percent(place.left(day)),
                y1=HEIGHT - BOTTOM,
                y2=HEIGHT - BOTTOM + 5,
                className="grid",
            ),
            shape(
                "text", str(day.year), x=percent(place.left(day)), y=HEIGHT - 6, className="tick"
            ),
        )
    ]


def _today(day: datetime.date, place: _Place) -> Shape:
    """The day of the report."""
    x = percent(place.left(day))
    return shape("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, className="as-of")


def _lines(ways: dict[str, Way], place: _Place) -> Shape:
    """The lines over the whole width there is."""
    inside = [
        shape(
            "polyline",
            points=" ".join(
                f"{round(WIDE * place.left(day), 1):g},{place.top(ore):g}" for day, ore in way
            ),
            className=f"way {kind}",
        )
        for kind, way in ways.items()
    ]
    return shape(
        "svg",
        inside,
        x=0,
        y=0,
        width="100%",
        height=HEIGHT,
        viewBox=f"0 0 {WIDE} {HEIGHT}",
        preserveAspectRatio="none",
        className="stretched",
    )


def _dot(day: datetime.date, ore: int, place: _Place, kind: str) -> Shape:
    x, y = percent(place.left(day)), place.top(ore)
    return shape("circle", cx=x, cy=y, r=2.5 if "small" in kind else 4, className=f"dot {kind}")


def _words(ways: dict[str, Way], place: _Place, texts: Texts) -> list[Shape]:
    """What each line is, at its end: over the upper dot, under the lower, beside what goes on."""
    ends = {kind: way[-1] for kind, way in ways.items() if way}
    told = {"planned": texts.planned, "earned": texts.earned, "spent": texts.spent}
    if "promised" in ends:
        told["promised"] = texts.promised
    dots = sorted((kind for kind in ("earned", "spent") if kind in ends), key=lambda k: ends[k][1])
    is_last = bool(dots) and place.left(ends[dots[0]][0]) > NEAR_THE_END
    beside = [kind for kind in told if kind not in dots or is_last]
    tops = apart([place.top(ends[kind][1]) + 5 for kind in beside], GAP, HEIGHT - BOTTOM)
    shapes = [
        _word(told[kind], place.left(ends[kind][0]), top, kind, dx=6)
        for kind, top in zip(beside, tops, strict=True)
    ]
    if is_last or not dots:
        return shapes
    lower, upper = dots[0], dots[-1]
    under = _word(told[lower], place.left(ends[lower][0]), place.top(ends[lower][1]) + 16, lower, 6)
    left = place.left(ends[upper][0])
    over = _word(told[upper], left, place.top(ends[upper][1]) - 10, upper, -4, is_before=True)
    return [*shapes, under, *([over] if upper != lower else [])]


def _word(  # noqa: PLR0913 - what, where, how it looks and to which side
    words: str, left: float, top: float, kind: str, dx: int, *, is_before: bool = False
) -> Shape:
    # Words over a dot near the left edge would begin outside the drawing.
    anchor = "end" if is_before and left > 1 - SHARE else "start"
    return shape(
        "text", words, x=percent(left), y=top, dx=dx, textAnchor=anchor, className=f"mark {kind}"
    )
