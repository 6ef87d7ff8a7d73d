"""The fact row: the page's one figure and the few that put it in its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.shapes import Status, status_shape


@dataclass(frozen=True)
class Fact:
    """A figure with its label and the lines that say why.

    Args:
        label: What and when: ``Mot juli 2008``.
        value: The finished figure: ``131 587 kr mer``.
        unit: Smaller, after the value.
        notes: One paragraph each.
        status: A shape before the value, when the value is a judgement.
    """

    label: str
    value: str
    unit: str = ""
    notes: Sequence[str | Component | Sequence[str | Component]] = ()
    status: Status | None = None


def fact_row(facts: Sequence[Fact]) -> html.Dl:
    """Facts side by side, the first one largest; stacked on a phone."""
    return html.Dl([_fact(fact) for fact in facts], className="facts")


def _fact(fact: Fact) -> html.Div:
    shapes: list[Component] = [status_shape(fact.status)] if fact.status else []
    unit = [html.Span(fact.unit, className="fact-unit")] if fact.unit else []
    value = html.Dd([*shapes, html.Span(fact.value), *unit], className="fact-value")
    notes = [html.Dd(note, className="fact-note") for note in fact.notes]
    return html.Div([html.Dt(fact.label), value, *notes], className="fact")
