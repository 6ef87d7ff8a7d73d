"""Bars drawn on the server: a diverging bar, a bridge of changes, columns by month."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dash import html

from dashboard.components.attributes import aria
from dashboard.components.drawing import Drawing, Shape, percent, shape
from dashboard.components.links import link_here

ROW_HEIGHT = 32
BAR_HEIGHT = 16
COLUMN_HEIGHT = 200
COLUMN_HEAD = 20
COLUMN_SHARE = 0.62

Mark = Literal["accent", "other", "end", "past"]


@dataclass(frozen=True)
class BridgeStep:
    """One row of a bridge.

    Args:
        label: The cause, or the month at either end.
        text: The finished amount.
        change_ore: What the row adds or takes away (öre); None for the two ends.
        highlighted: The largest cause.
        href: Where the amount opens, if it does.
        key: Id of that link.
    """

    label: str
    text: str
    change_ore: int | None = None
    highlighted: bool = False
    href: str = ""
    key: str = ""


def diverging_bar(share: float) -> Drawing:
    """A change as a bar from the middle: right for more, left for less.

    Args:
        share: -1 to 1 of the largest change in the table.
    """
    width = abs(share) / 2
    start = 0.5 if share >= 0 else 0.5 - width
    bar = shape("rect", x=percent(start), width=percent(width), y=2, height=8, className="other")
    zero = shape("line", x1="50%", x2="50%", y1=0, y2=12, className="zero")
    return Drawing([bar, zero], 64, 12, className="drawing diverging")


def running_ends(changes: Sequence[int]) -> list[tuple[int, int]]:
    """Where each bar of a bridge starts and ends, in öre from no change.

    >>> running_ends([500, -200])
    [(0, 500), (500, 300)]
    """
    ends = [0]
    for change in changes:
        ends.append(ends[-1] + change)
    return list(itertools.pairwise(ends))


def bridge(steps: Sequence[BridgeStep], label: str, caption: str) -> html.Table:
    """What leads from one amount to another, a row for each cause.

    The bars start from zero *change*, so that no axis is broken. The table is the
    figure: each number stands in its row, so there is no other table beside it.

    Args:
        steps: The first amount, the causes, the last amount.
        label: The drawing in one sentence.
        caption: The table's name for those who do not see the heading.
    """
    rows = [_bridge_row(*row) for row in bridge_rows(steps)]
    return html.Table(
        [html.Caption(f"{caption}. {label}", className="visually-hidden"), html.Tbody(rows)],
        className="bridge",
    )


def bridge_rows(steps: Sequence[BridgeStep]) -> list[tuple[BridgeStep, Drawing]]:
    """The rows of a bridge, each with its drawing.

    Args:
        steps: The first amount, the causes, the last amount.
    """
    ends = running_ends([step.change_ore or 0 for step in steps[1:-1]])
    net = ends[-1][1] if ends else 0
    lowest = min([0, net, *(min(end) for end in ends)])
    widest = max(max([0, net, *(max(end) for end in ends)]) - lowest, 1)
    places = [None, *(((a - lowest) / widest, (b - lowest) / widest) for a, b in ends)]
    zero, last = -lowest / widest, (net - lowest) / widest
    rows = [
        (step, _cause_drawing(place, zero, highlighted=step.highlighted))
        for step, place in zip(steps[:-1], places, strict=True)
    ]
    return [*rows, (steps[-1], _end_drawing(zero, last))]


def _bridge_row(step: BridgeStep, drawing: Drawing) -> html.Tr:
    is_end = step.change_ore is None
    name = (
        link_here(step.label, step.href, step.key, class_name="quiet") if step.href else step.label
    )
    look = "bridge-end" if is_end else "bridge-highlight" if step.highlighted else ""
    return html.Tr(
        [html.Th(name, scope="row"), html.Td(drawing), html.Td(step.text, className="figure")],
        className=look,
    )


def _cause_drawing(place: tuple[float, float] | None, zero: float, *, highlighted: bool) -> Drawing:
    """A row's bar with the lines that join it to the rows above and below.

    Heights are shares of the row, which grows when its label takes two lines.
    """
    if place is None:
        return Drawing([_upright(zero, "50%", "100%", "zero")], "100%", ROW_HEIGHT)
    start, end = place
    shapes = [
        _upright(start, "0%", "50%", "joint"),
        _upright(end, "50%", "100%", "joint"),
        _upright(zero, "0%", "100%", "zero"),
        _bar(min(start, end), abs(end - start), "accent" if highlighted else "other"),
    ]
    return Drawing(shapes, "100%", ROW_HEIGHT)


def _end_drawing(zero: float, last: float) -> Drawing:
    shapes = [
        _upright(last, "0%", "50%", "joint"),
        _bar(min(zero, last), abs(last - zero), "end"),
        _upright(zero, "0%", "50%", "zero"),
    ]
    return Drawing(shapes, "100%", ROW_HEIGHT)


def _bar(start: float, width: float, look: str) -> Shape:
    return shape(
        "rect",
        x=percent(start),
        width=percent(width),
        y="50%",
        height=BAR_HEIGHT,
        transform=f"translate(0 {-BAR_HEIGHT // 2})",
        className=look,
    )


def _upright(at: float, top: str, bottom: str, look: str) -> Shape:
    return shape("line", x1=percent(at), x2=percent(at), y1=top, y2=bottom, className=look)


@dataclass(frozen=True)
class Column:
    """One month's column.

    Args:
        label: Short month: ``A``.
        name: The month in full, for those who hear the label.
        amount_ore: Öre.
        text: The finished amount, written above when ``highlighted``.
        highlighted: The month the page is about.
        compared: The month it is held against, drawn in ink.
        href: The same page for that month.
        key: Id of that link.
    """

    label: str
    name: str
    amount_ore: int
    text: str
    highlighted: bool = False
    compared: bool = False
    href: str = ""
    key: str = ""


def month_columns(columns: Sequence[Column], label: str, height: int = COLUMN_HEIGHT) -> html.Div:
    """Amounts by month from zero, one column highlighted and written out.

    Args:
        columns: Oldest first.
        label: The drawing in one sentence.
        height: Pixels of the drawing.
    """
    top = max((column.amount_ore for column in columns), default=0) or 1
    room = height - COLUMN_HEAD
    width = 1 / max(len(columns), 1)
    shapes: list[Shape] = []
    for place, column in enumerate(columns):
        tall = round(max(column.amount_ore, 0) / top * room, 2)
        is_last = place == len(columns) - 1
        shapes.extend(
            _column_shapes(column, place * width, width, height - tall, tall, is_last=is_last)
        )
    shapes.append(shape("line", x1=0, x2="100%", y1=height, y2=height, className="zero"))
    labels = html.Ol([_column_label(column) for column in columns], className="column-labels")
    return html.Div([Drawing(shapes, "100%", height, label=label), labels], className="columns")


def _column_shapes(  # noqa: PLR0913 - a column and its place in the drawing
    column: Column, start: float, width: float, top: float, tall: float, *, is_last: bool
) -> list[Shape]:
    look = "accent" if column.highlighted else "end" if column.compared else "past"
    bar = shape(
        "rect",
        x=percent(start + width * (1 - COLUMN_SHARE) / 2),
        width=percent(width * COLUMN_SHARE),
        y=top,
        height=tall,
        className=look,
    )
    if not (column.highlighted or column.compared):
        return [bar]
    # The last column's words end with it, so that they stay inside a narrow screen.
    at = 1 - width * (1 - COLUMN_SHARE) / 2 if is_last else start + width / 2
    anchor = "end" if is_last else "middle"
    words = shape("text", column.text, x=percent(at), y=top - 6, textAnchor=anchor, className=look)
    return [bar, words]


def _column_label(column: Column) -> html.Li:
    short = html.Span(column.label, **aria(hidden="true"))
    name = html.Span(f"{column.name}: {column.text}", className="visually-hidden")
    inside = [short, name]
    linked = link_here(inside, column.href, column.key) if column.href else html.Span(inside)
    return html.Li(linked, className="here" if column.highlighted else "")
