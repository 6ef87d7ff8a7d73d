"""Sorted bars: a name, a bar from zero, a figure; one of them may be pointed out."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing, percent, shape

BAR = 12


@dataclass(frozen=True)
class Ranked:
    """One row: amount in any whole unit, or None where there is no figure to tell."""

    name: str | Component
    amount: int | None
    words: str
    chosen: bool = False


def ranking(rows: Sequence[Ranked], caption: str, headings: tuple[str, str]) -> html.Table:
    """Rows with bars on one scale; a table, so the numbers need no second place.

    Args:
        rows: Largest first; rows without a figure last.
        caption: What the table holds, for those who do not see it.
        headings: Of the name and of the figure.
    """
    largest = max((abs(row.amount) for row in rows if row.amount is not None), default=0)
    name, figure = headings
    head = html.Tr(
        [
            html.Th(name, scope="col"),
            html.Td(className="bar"),
            html.Th(figure, scope="col", className="figure"),
        ]
    )
    return html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(head),
            html.Tbody([_row(row, largest) for row in rows]),
        ],
        className="ranking",
    )


def _row(row: Ranked, largest: int) -> html.Tr:
    """One name, its bar and its figure."""
    bars = []
    if row.amount and largest:
        width = percent(abs(row.amount) / largest)
        name = "bar-fill chosen" if row.chosen else "bar-fill"
        bars = [shape("rect", x=0, y=0, width=width, height=BAR, className=name)]
    return html.Tr(
        [
            html.Th(row.name, scope="row"),
            html.Td(Drawing(bars, height=BAR), className="bar"),
            html.Td(row.words, className="figure"),
        ],
        className="chosen" if row.chosen else None,
    )
