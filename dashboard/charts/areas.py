"""Amounts by area over months: one line each, named at its end, to be pointed at together."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.formats import ORE_IN_KRONA, for_chart, kronor
from dashboard.theme import Palette

Months = Sequence[tuple[datetime.date, int]]
ORE_IN_MILLION = ORE_IN_KRONA * 1_000_000
NAMED_SHARE = 0.24
CLOSE_SHARE = 0.07


@dataclass(frozen=True)
class Area:
    """One line.

    Args:
        name: In the reader's language.
        months: Period and öre, oldest first.
    """

    name: str
    months: Months


def area_lines(areas: Sequence[Area], colours: Palette, chosen: datetime.date) -> go.Figure:
    """Draw areas over months, the largest first and in accent, the others in greys.

    Args:
        areas: Largest in the chosen month first.
        colours: The theme's palette.
        chosen: The month that is marked.
    """
    sides = _sides([area.months[-1][1] for area in areas])
    figure = go.Figure(
        [_line(area, _look(place, colours), sides[place]) for place, area in enumerate(areas)]
    )
    figure.add_vline(x=chosen.isoformat(), line={"color": colours["rule2"], "width": 1})
    first, last = areas[0].months[0][0], areas[0].months[-1][0]
    figure.update_layout(
        hovermode="x unified",
        xaxis={"range": [first, last + (last - first) * NAMED_SHARE], "tickvals": _years(areas[0])},
        yaxis={"rangemode": "tozero", "tickformat": ",.1~f", "nticks": 5},
    )
    figure.update_xaxes(tickformat="%Y", hoverformat="%B %Y")
    return figure


def _look(place: int, colours: Palette) -> tuple[str, str, float]:
    """Colour, dash and width: the lines differ in more than colour."""
    if place == 0:
        return colours["accent"], "solid", 2.5
    dashes = ("solid", "dash", "dot", "dashdot")
    return colours["g1"], dashes[(place - 1) % len(dashes)], 1.75


def _sides(ends_ore: Sequence[int]) -> list[str]:
    """Where each name stands at its line's end: two that end close together part, up and down."""
    near = max(ends_ore) * CLOSE_SHARE
    order = sorted(range(len(ends_ore)), key=lambda place: ends_ore[place])
    sides = ["middle right"] * len(ends_ore)
    for lower, upper in itertools.pairwise(order):
        if ends_ore[upper] - ends_ore[lower] < near:
            sides[lower], sides[upper] = "bottom right", "top right"
    return sides


def _years(area: Area) -> list[datetime.date]:
    return [period for period, _ in area.months if period.month == 1]


def _line(area: Area, look: tuple[str, str, float], side: str) -> go.Scatter:
    colour, dash, width = look
    names = [""] * (len(area.months) - 1) + [f" {area.name}"]
    return go.Scatter(
        x=[period for period, _ in area.months],
        y=[for_chart(ore, ORE_IN_MILLION) for _, ore in area.months],
        name=area.name,
        mode="lines+text",
        text=names,
        textposition=side,
        textfont={"color": colour},
        cliponaxis=False,
        line={"color": colour, "dash": dash, "width": width},
        customdata=[kronor(ore) for _, ore in area.months],
        hovertemplate="%{customdata}",
    )
