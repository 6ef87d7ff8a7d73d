"""The amount table: the total first, then what it is made of, each row opening deeper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria, marked
from dashboard.components.bars import diverging_bar
from dashboard.components.links import link_here
from dashboard.components.shapes import icon

Kind = Literal["total", "group", "line", "rest", "rest-line", "ended"]


@dataclass(frozen=True)
class AmountHeads:
    """The words over the columns and the table's name."""

    caption: str
    name: str
    quantity: str
    before: str
    amount: str
    change: str


@dataclass(frozen=True)
class AmountRow:
    """One row; every figure is finished text.

    Args:
        name: Whose or what the amount is.
        quantity: ``41 st × 5 280 kr/år`` or ``24 rader``.
        before: The month compared with.
        amount: The month.
        change: With its sign.
        kind: total, group (opens to lines), line (opens to its explanation), rest
            or rest-line (opens the rows left out) or ended (nothing left to open).
        number: Cost-centre number, in second ink.
        mark: A status after the name.
        share: The change as -1 to 1 of the largest, drawn as a bar; None for none.
        href: Where the row opens or closes.
        key: Id of that link, unique on the page.
        then: Id of the row that comes to stand where this one stood, if another does.
        is_open: Whether it stands open.
        inside: What an open line shows under itself.
    """

    name: str
    quantity: str
    before: str
    amount: str
    change: str
    kind: Kind = "group"
    number: str = ""
    mark: Component | None = None
    share: float | None = None
    href: str = ""
    key: str = ""
    then: str = ""
    is_open: bool = False
    inside: Component | None = None


def amount_table(heads: AmountHeads, rows: Sequence[AmountRow]) -> html.Table:
    """Rows whose columns add up to the first one; rows open by links."""
    head = html.Tr(
        [
            html.Th(heads.name, scope="col"),
            html.Th(heads.quantity, scope="col", className="figure quantity"),
            html.Th(heads.before, scope="col", className="figure before"),
            html.Th(heads.amount, scope="col", className="figure"),
            html.Th(heads.change, scope="col", className="figure"),
            html.Td("", className="bar"),
        ]
    )
    body = [part for row in rows for part in _row(row)]
    caption = html.Caption(heads.caption, className="visually-hidden")
    return html.Table([caption, html.Thead(head), html.Tbody(body)], className="amounts")


def _row(row: AmountRow) -> list[html.Tr]:
    bar = [diverging_bar(row.share)] if row.share else []
    cells = [
        html.Th(_name(row), scope="row"),
        html.Td(row.quantity, className="figure quantity"),
        html.Td(row.before, className="figure before"),
        html.Td(row.amount, className="figure amount"),
        html.Td(row.change, className="figure change"),
        html.Td(bar, className="bar"),
    ]
    is_explained = row.inside is not None
    look = f"row-{row.kind}" + (" is-open" if row.is_open else "")
    visible = html.Tr(cells, className=f"{look} is-explained" if is_explained else look)
    if not is_explained:
        return [visible]
    return [visible, html.Tr(html.Td(row.inside, colSpan=6), className="explained")]


def _name(row: AmountRow) -> html.Div:
    words: list[str | Component] = [html.Span(row.name, className="row-name")]
    if row.number:
        words.extend([" ", html.Span(row.number, className="number")])
    mark: list[str | Component] = [" ", row.mark] if row.mark else []
    under = html.Span(row.quantity, className="under")
    if not row.href:
        return html.Div([*words, *mark, under], className="row-head")
    sign = icon("open" if row.is_open else "closed")
    opened = (
        {} if row.kind.startswith("rest") else aria(expanded="true" if row.is_open else "false")
    )
    onward = marked(then=row.then) if row.then else {}
    link = link_here([sign, *words], row.href, row.key, more={**opened, **onward})
    return html.Div([link, *mark, under], className="row-head")
