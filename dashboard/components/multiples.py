"""Small multiples: one small column chart for each of a few things, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing, percent, shape

HEIGHT = 72
FILLED = 0.7


@dataclass(frozen=True)
class Multiple:
    """One of the charts.

    Args:
        name: What it shows; a link when it opens.
        value: The last month's finished amount.
        note: How it stands to a year before, in words.
        amounts: Öre by month, oldest first.
        label: The drawing in one sentence.
        ends: Words under the first and the last month.
    """

    name: Component | str
    value: str
    note: str
    amounts: Sequence[int]
    label: str
    ends: tuple[str, str]


def multiples(charts: Sequence[Multiple]) -> html.Ul:
    """The charts side by side, largest first, on one scale from zero."""
    top = max((amount for chart in charts for amount in chart.amounts), default=0) or 1
    return html.Ul([_chart(chart, top) for chart in charts], className="multiples")


def _chart(chart: Multiple, top: int) -> html.Li:
    return html.Li(
        [
            html.H3(chart.name),
            html.P(chart.value, className="multiple-value"),
            html.P(chart.note, className="multiple-note"),
            _drawing(chart, top),
            html.P([html.Span(end) for end in chart.ends], className="multiple-ends"),
        ]
    )


def _drawing(chart: Multiple, top: int) -> Drawing:
    """The last month and the same month a year before in accent and ink, the others in grey."""
    width = 1 / max(len(chart.amounts), 1)
    last = len(chart.amounts) - 1
    shapes = []
    for place, amount in enumerate(chart.amounts):
        tall = round(max(amount, 0) / top * HEIGHT, 2)
        shapes.append(
            shape(
                "rect",
                x=percent((place + (1 - FILLED) / 2) * width),
                width=percent(width * FILLED),
                y=round(HEIGHT - tall, 2),
                height=tall,
                className="accent" if place == last else "past",
            )
        )
    shapes.append(shape("line", x1=0, x2="100%", y1=HEIGHT, y2=HEIGHT, className="zero"))
    return Drawing(shapes, "100%", HEIGHT, label=chart.label)
