"""A plain table: a head, rows whose first cell names them, figures to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria
from dashboard.components.cells import Cells
from dashboard.components.links import link_here
from dashboard.components.shapes import icon

Cell = str | Component | Sequence[str | Component]


@dataclass(frozen=True)
class Head:
    """A column: its heading, whether it holds figures, whether a phone leaves it out."""

    words: str
    is_figure: bool = False
    is_extra: bool = False

    @property
    def look(self) -> str | None:
        """The column's classes."""
        looks = (("figure", self.is_figure), ("extra", self.is_extra))
        return " ".join(word for word, holds in looks if holds) or None


@dataclass(frozen=True)
class Line:
    """A row: its cells in the columns' order, and what stands under it when it is opened."""

    cells: Sequence[Cell]
    is_total: bool = False
    inside: Component | None = None


def figure_table(caption: str, heads: Sequence[Head], lines: Sequence[Line]) -> html.Div:
    """A table in a frame that scrolls sideways when the screen is narrow.

    Args:
        caption: What the table holds, for those who do not see its heading.
        heads: Columns, the one that names the row first.
        lines: In order; the total first.
    """
    head = html.Tr([html.Th(one.words, scope="col", className=one.look) for one in heads])
    body = [part for line in lines for part in _rows(line, heads)]
    table = html.Table(
        [html.Caption(caption, className="unseen"), html.Thead(head), html.Tbody(body)],
        className="plain",
    )
    return html.Div(table, className="scroll-x", tabIndex=0, role="group", **aria(label=caption))


def opener(words: str | Component, href: str, key: str, *, is_open: bool) -> html.A:
    """The link that opens or closes a row, with its sign.

    Args:
        words: The row's name.
        href: The address after it.
        key: The link's id, unique on the page.
        is_open: Whether the row stands open now.
    """
    sign = icon("open" if is_open else "closed")
    state = aria(expanded="true" if is_open else "false")
    return link_here([sign, words], href, key, "opener", state)


def _rows(line: Line, heads: Sequence[Head]) -> list[html.Tr]:
    """The row, and under it what it opens to."""
    first, *others = line.cells
    cells = _cells(others, heads[1:])
    look = "row-total" if line.is_total else "is-open is-explained" if line.inside else None
    row = html.Tr([html.Th(first, scope="row", className=heads[0].look), *cells], className=look)
    if line.inside is None:
        return [row]
    return [row, html.Tr(html.Td(line.inside, colSpan=len(heads)), className="explained")]


def _cells(cells: Sequence[Cell], heads: Sequence[Head]) -> list[Component]:
    """A row's cells after the first; those of text alone are one part of the page."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) == len(cells):
        return [Cells([(text, head.look) for text, head in zip(texts, heads, strict=True)])]
    return [html.Td(cell, className=head.look) for cell, head in zip(cells, heads, strict=True)]
