"""Amounts by area over months: one line each, named at its end, to be pointed at together."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.formats import ORE_IN_KRONA, for_chart, kronor
from dashboard.theme import Figure, Palette

Months = Sequence[tuple[datetime.date, int]]
ORE_IN_MILLION = ORE_IN_KRONA * 1_000_000
# Room for the areas' names at the right and the axis at the left, at every width.
NAMES_PIXELS = 96
FIGURES_PIXELS = 20
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


def area_lines(areas: Sequence[Area], colours: Palette, chosen: datetime.date) -> Figure:
    """Draw areas over months, the largest first and in accent, the others in greys.

    Args:
        areas: Largest in the chosen month first.
        colours: The theme's palette.
        chosen: The month that is marked.
    """
    sides = _sides([area.months[-1][1] for area in areas])
    first, last = areas[0].months[0][0], areas[0].months[-1][0]
    return {
        "data": [
            _line(area, _look(place, colours), sides[place]) for place, area in enumerate(areas)
        ],
        "layout": {
            "hovermode": "x unified",
            "margin": {"l": FIGURES_PIXELS, "r": NAMES_PIXELS, "t": 8, "b": 0},
            "xaxis": {
                "range": [first.isoformat(), last.isoformat()],
                "tickvals": _years(areas[0]),
                "tickformat": "%Y",
                "hoverformat": "%B %Y",
                "ticklabelstandoff": 8,
            },
            "yaxis": {"rangemode": "tozero", "tickformat": ",.1~f", "nticks": 5},
            "shapes": [_upright(chosen, colours["rule2"])],
        },
    }


def _upright(period: datetime.date, colour: str) -> dict[str, Any]:
    """A line from bottom to top at a month."""
    at = period.isoformat()
    place = {"x0": at, "x1": at, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}
    return {"type": "line", **place, "line": {"color": colour, "width": 1}}


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


def _years(area: Area) -> list[str]:
    return [period.isoformat() for period, _ in area.months if period.month == 1]


def _line(area: Area, look: tuple[str, str, float], side: str) -> dict[str, Any]:
    colour, dash, width = look
    names = [""] * (len(area.months) - 1) + [f" {area.name}"]
    return {
        "type": "scatter",
        "x": [period.isoformat() for period, _ in area.months],
        "y": [for_chart(ore, ORE_IN_MILLION) for _, ore in area.months],
        "name": area.name,
        "mode": "lines+text",
        "text": names,
        "textposition": side,
        "textfont": {"color": colour},
        "cliponaxis": False,
        "line": {"color": colour, "dash": dash, "width": width},
        "customdata": [kronor(ore) for _, ore in area.months],
        "hovertemplate": "%{customdata}",
    }
