"""Key figures as cards without a box: name, value, how it has gone, what that means."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.charts.spark import spark
from dashboard.components.drawing import Drawing
from dashboard.components.shapes import Status, status


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


@dataclass(frozen=True)
class WayCard:
    """A key figure of the plan with its way to the target.

    Args:
        name: What it measures.
        value: The figure.
        unit: Smaller, after it.
        way: Its drawing, :func:`dashboard.charts.trajectory.trajectory_line`; None where
            there is nothing to draw.
        status: Its shape.
        standing: The word beside the shape.
        notes: Where it should be, how it has moved, what others reach; a line each.
    """

    name: str
    value: str
    unit: str
    way: Drawing | None
    status: Status
    standing: str
    notes: Sequence[str | Component | Sequence[str | Component]]


def way_cards(cards: Sequence[WayCard]) -> html.Ul:
    """Cards side by side, each with its shape and word."""
    return html.Ul([_way_card(card) for card in cards], className="kpis kpi-ways")


def _way_card(card: WayCard) -> html.Li:
    return html.Li(
        [
            html.H3(card.name, className="kpi-name"),
            html.P(
                [card.value, html.Span(f" {card.unit}", className="kpi-unit")],
                className="kpi-value",
            ),
            *([card.way] if card.way is not None else []),
            html.P(status(card.status, card.standing), className="kpi-standing"),
            *(html.P(note, className="kpi-words") for note in card.notes if note),
        ],
        className="kpi",
    )
