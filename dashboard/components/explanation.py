"""The open line: how its amount came about, down to the row in the source file."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria
from dashboard.components.links import Children
from dashboard.components.shapes import status


@dataclass(frozen=True)
class Sum:
    """The arithmetic of a line in blocks: quantity × share of price = amount.

    Args:
        factors: Value and the words under it, in order; the last one is the amount.
        signs: What stands between them: ×, −, + or =; one less than the factors.
        agrees: What is said when the recomputed amount is the stored one.
        differs: What is said when it is not; None when it agrees.
    """

    factors: Sequence[tuple[str, str]]
    signs: Sequence[str]
    agrees: str
    differs: str | None = None


@dataclass(frozen=True)
class ObjectRow:
    """One object behind an amount; the marks are finished words or empty."""

    object_id: str
    since: str
    until: str
    last_seen: str
    stale: str
    new: str
    source: str


@dataclass(frozen=True)
class UseRow:
    """One call, print, errand or reading behind an amount."""

    object_id: str
    used_on: str
    quantity: str
    source: str


@dataclass(frozen=True)
class ObjectTable:
    """The objects of a line with the words around them."""

    title: str
    heads: Sequence[str]
    rows: Sequence[ObjectRow | UseRow]
    more: Sequence[str | Component]
    source: Sequence[str | Component]


def explanation(
    sentence: Children,
    arithmetic: Sum,
    chain: Sequence[tuple[str, Children]],
    objects: ObjectTable | None,
    label: str,
) -> html.Div:
    """The explanation block, in its fixed order.

    Args:
        sentence: How the amount came about.
        arithmetic: The same in blocks, recomputed.
        chain: Price, agreement, booking, change: term and what stands there.
        objects: What was counted, with source file and line.
        label: What is explained, for those who hear the block.
    """
    terms = [html.Div([html.Dt(term), html.Dd(words)]) for term, words in chain]
    parts: list[Component] = [
        html.P(sentence, className="sentence"),
        _arithmetic(arithmetic),
        html.Dl(terms, className="chain"),
    ]
    if objects is not None:
        parts.extend(_objects(objects))
    return html.Div(parts, className="explanation", role="group", **aria(label=label))


def _arithmetic(arithmetic: Sum) -> html.Div:
    blocks: list[Component] = []
    last = len(arithmetic.factors) - 1
    for place, (value, words) in enumerate(arithmetic.factors):
        if place:
            blocks.append(html.Span(arithmetic.signs[place - 1], className="operator"))
        under: list[Component] = [html.Span(words, className="factor-words")] if words else []
        if place == last:
            under.append(_verdict(arithmetic))
        blocks.append(html.Div([html.Span(value, className="factor-value"), *under]))
    return html.Div(blocks, className="arithmetic")


def _verdict(arithmetic: Sum) -> html.Span:
    if arithmetic.differs is None:
        return status("good", arithmetic.agrees)
    return status("bad", arithmetic.differs)


def _objects(objects: ObjectTable) -> list[Component]:
    of_use = any(isinstance(row, UseRow) for row in objects.rows)
    figures = objects.heads[-2:] if of_use else objects.heads[-1:]
    heads = [
        html.Th(head, scope="col", className="figure" if head in figures else None)
        for head in objects.heads
    ]
    table = html.Table(
        [
            html.Caption(objects.title, className="visually-hidden"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(row) for row in objects.rows]),
        ],
        className="objects uses" if of_use else "objects",
    )
    return [
        html.H3(objects.title),
        table,
        html.P([*objects.more, *objects.source], className="source"),
    ]


def _row(row: ObjectRow | UseRow) -> html.Tr:
    return _use_row(row) if isinstance(row, UseRow) else _object_row(row)


def _use_row(row: UseRow) -> html.Tr:
    return html.Tr(
        [
            html.Th(row.object_id, scope="row"),
            html.Td(row.used_on),
            html.Td(row.quantity, className="figure"),
            html.Td(row.source, className="figure"),
        ]
    )


def _object_row(row: ObjectRow) -> html.Tr:
    marks: list[str | Component] = [row.last_seen]
    if row.stale:
        marks.extend([" ", status("watch", row.stale)])
    if row.new:
        marks.extend([" ", html.Span(row.new, className="mark")])
    return html.Tr(
        [
            html.Th(row.object_id, scope="row"),
            html.Td(row.since, className="since"),
            html.Td(row.until, className="until"),
            html.Td(marks, className="seen"),
            html.Td(row.source, className="figure"),
        ]
    )
