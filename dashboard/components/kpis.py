"""Key figures as cards without a box: name, value, how it has gone, what that means."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.charts.spark import spark


@dataclass(frozen=True)
class KpiCard:
    """A key figure with its finished texts.

    Args:
        name: What it measures.
        value: The figure.
        unit: Smaller, after it.
        values: Its months, oldest first, in any whole unit.
        words: The change, in words.
    """

    name: str
    value: str
    unit: str
    values: Sequence[int]
    words: str


def kpi_cards(cards: Sequence[KpiCard]) -> html.Ul:
    """Cards side by side."""
    return html.Ul([_card(card) for card in cards], className="kpis")


def _card(card: KpiCard) -> html.Li:
    drawn = [spark(card.values, f"{card.name}: {card.words}")] if card.values else []
    return html.Li(
        [
            html.H3(card.name, className="kpi-name"),
            html.P(
                [card.value, html.Span(f" {card.unit}", className="kpi-unit")],
                className="kpi-value",
            ),
            *drawn,
            html.P(card.words, className="kpi-words"),
        ],
        className="kpi",
    )
