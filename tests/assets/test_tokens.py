"""The palette: readable on its ground, and told apart also without red or green."""

import math
import re

import pytest

from chargeback.home import REPOSITORY

BLOCK = re.compile(r'\[data-bs-theme="(light|dark)"\]\s*\{([^}]*)\}')
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6});")
HEAT = ("heat1", "heat2", "heat3", "heat4", "heat5")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TEXT = ["ink", "ink2", "accent", "good", "watch", "bad", "unknown"]


def palette_of(theme: str) -> dict[str, str]:
    """Every colour of a theme by its token: ``palette_of("dark")["accent"]``."""
    tokens = (REPOSITORY / "assets" / "tokens.css").read_text(encoding="utf-8")
    return dict(COLOUR.findall(dict(BLOCK.findall(tokens))[theme]))


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(rgb: tuple[float, ...]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted(luminance(linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, luminance(rgb), z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    rows = (sum(m * v for m, v in zip(row, rgb, strict=True)) for row in SIGHT[sight])
    return lab(tuple(min(1, max(0, value)) for value in rows))


@pytest.fixture(params=["light", "dark"])
def palette(request):
    return palette_of(request.param)


@pytest.mark.parametrize("ground", ["paper", "surface", "accent-soft"])
def test_text_is_readable_on_every_ground(palette, ground):
    for name in TEXT:
        assert contrast(palette[name], palette[ground]) >= 4.5, name


@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_marks_stand_out_from_their_ground(palette, ground):
    for name in ["accent", "g1", "g2", "field"]:
        assert contrast(palette[name], palette[ground]) >= 3, name


@pytest.mark.parametrize("grey", ["g1", "g2"])
@pytest.mark.parametrize("sight", SIGHT)
def test_what_is_chosen_is_told_from_the_others_and_from_what_is_past(palette, sight, grey):
    assert math.dist(seen(palette["accent"], sight), seen(palette[grey], sight)) >= 15


def test_figures_in_the_heat_table_are_readable(palette):
    for step, ink in zip(HEAT, ["ink", "ink", "ink", "on-heat4", "on-heat5"], strict=True):
        assert contrast(palette[step], palette[ink]) >= 4.5, step


def test_both_themes_have_the_same_tokens():
    assert palette_of("light").keys() == palette_of("dark").keys()
