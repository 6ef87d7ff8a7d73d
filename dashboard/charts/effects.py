"""Who gains and who loses: bars to both sides of zero, a row for each; and cover as a lollipop."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.components.drawing import Drawing, percent, shape

ROW = 28
BAR = 14
# Room beside the longest bar for its figure, as a part of the drawing.
ROOM = 0.17
GAP = 0.012
# Room on each side of zero for what it is called.
SIDE = 0.3
COVER_LEAST, COVER_MOST = 50, 140


@dataclass(frozen=True)
class Gain:
    """A row: öre to the right when positive, its figure, and the figure of the last column."""

    name: str
    ore: int
    words: str
    last: str
    chosen: bool = False


@dataclass(frozen=True)
class GainHeads:
    """What the table is called and its columns: the name, less, more, the last figure."""

    caption: str
    name: str
    less: str
    more: str
    last: str


def gains(rows: Sequence[Gain], heads: GainHeads) -> html.Table:
    """Bars from one zero line on one scale; a table, so the numbers need no second place."""
    most = max([row.ore for row in rows] + [0])
    least = min([row.ore for row in rows] + [0])
    zero, scale = _scale(least, most)
    head = html.Tr(
        [
            html.Th(heads.name, scope="col"),
            html.Th(
                html.Span(
                    [html.Span(heads.less), html.Span(heads.more)],
                    style={"--zero": percent(zero)},
                    className="gain-sides",
                ),
                scope="col",
            ),
            html.Th(heads.last, scope="col", className="figure"),
        ]
    )
    return html.Table(
        [
            html.Caption(heads.caption, className="unseen"),
            html.Thead(head),
            html.Tbody(
                [_gain(row, zero, scale, is_first=not place) for place, row in enumerate(rows)]
            ),
        ],
        className="gains",
    )


def _scale(least: int, most: int) -> tuple[float, float]:
    """Where zero stands, with room for both headings, and how wide an öre is."""
    if not most - least:
        return 0.5, 0.0
    zero = ROOM + (1 - 2 * ROOM) * -least / (most - least)
    zero = min(max(zero, SIDE), 1 - SIDE)
    left = (zero - ROOM) / -least if least else 1.0
    right = (1 - ROOM - zero) / most if most else 1.0
    return zero, min(left, right)


def _gain(row: Gain, zero: float, scale: float, *, is_first: bool) -> html.Tr:
    width = abs(row.ore) * scale
    start = zero if row.ore >= 0 else zero - width
    look = "accent" if row.chosen else "other" if row.ore >= 0 else "past"
    beside, anchor = (start + width + GAP, "start") if row.ore >= 0 else (start - GAP, "end")
    shapes = [
        shape(
            "rect",
            x=percent(start),
            width=percent(width),
            y=(ROW - BAR) // 2,
            height=BAR,
            className=look,
        ),
        # Up into the row above, so that it is one line also past names on several lines.
        shape(
            "line",
            x1=percent(zero),
            x2=percent(zero),
            y1=0 if is_first else -ROW,
            y2=ROW,
            className="zero",
        ),
    ]
    if row.ore:
        words = shape(
            "text",
            row.words,
            x=percent(beside),
            y=ROW // 2 + 4,
            textAnchor=anchor,
            className=look if row.chosen else "mark",
        )
        shapes.append(words)
    drawn = html.Td([Drawing(shapes, height=ROW), html.Span(row.words, className="unseen")])
    return html.Tr(
        [
            html.Th(row.name, scope="row", title=row.name),
            drawn,
            html.Td(row.last, className="figure"),
        ],
        className="chosen" if row.chosen else None,
    )


def cover(permille: int, look: str, tolerance: tuple[int, int]) -> Drawing:
    """A cover between 50 and 140 per cent as a dot on a stem from 100.

    Args:
        permille: Fees in thousandths of the cost.
        look: ``good``, ``watch`` or ``bad``.
        tolerance: Per cent between which it is as it should be.
    """
    at, whole = _place(permille), _place(1000)
    low, high = (_place(10 * share) for share in tolerance)
    shapes = [
        shape(
            "rect", x=percent(low), width=percent(high - low), y=6, height=12, className="tolerance"
        ),
        shape("line", x1=percent(whole), x2=percent(at), y1=12, y2=12, className="stem"),
        shape("line", x1=percent(whole), x2=percent(whole), y1=5, y2=19, className="zero"),
        shape("circle", cx=percent(at), cy=12, r=4.5, className=f"dot-{look}"),
    ]
    return Drawing(shapes, height=24, className="drawing cover")


def _place(permille: int) -> float:
    """Where a cover stands (0-1); beyond the ends it stands at the end."""
    least, most = 10 * COVER_LEAST, 10 * COVER_MOST
    return (min(max(permille, least), most) - least) / (most - least)
