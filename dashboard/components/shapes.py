"""Small drawn signs: a status is a shape and a word, never a colour alone."""

from collections.abc import Mapping
from typing import Literal

from dash import html

from dashboard.components.drawing import Drawing, Shape, shape

Status = Literal["good", "watch", "bad", "unknown", "done", "waiting"]
Icon = Literal["download", "print", "closed", "open"]

STATUS_SHAPES: Mapping[Status, Shape] = {
    "good": shape("circle", cx=6, cy=6, r=5),
    "watch": shape("path", d="M6 0.8 11.6 11H0.4z"),
    "bad": shape("rect", x=1, y=1, width=10, height=10),
    "unknown": shape("path", d="M6 1 11 6 6 11 1 6z", className="outlined"),
    "done": shape("path", d="M1.5 6.5 4.7 9.7 10.5 2.8", className="outlined"),
    "waiting": shape("circle", cx=6, cy=6, r=4.5, className="outlined"),
}

ICON_SHAPES: Mapping[Icon, Shape] = {
    "download": shape("path", d="M8 1.5V10M4.5 6.8 8 10.3l3.5-3.5M2 13.5h12", className="outlined"),
    "print": shape(
        "path",
        d="M4.5 5.5v-4h7v4M4.5 12H2.5V5.5h11V12h-2M4.5 9.5h7v5h-7z",
        className="outlined",
    ),
    "closed": shape("path", d="M6 3.5 10.5 8 6 12.5", className="outlined"),
    "open": shape("path", d="M3.5 6 8 10.5 12.5 6", className="outlined"),
}


LOGO = [
    shape("rect", x=1, y=11, width=4.6, height=8, className="past"),
    shape("rect", x=7.2, y=7, width=4.6, height=12, className="past"),
    shape("rect", x=13.4, y=1, width=4.6, height=18, className="accent"),
]


def logo() -> Drawing:
    """Three rising columns; the name stands beside them."""
    return Drawing(LOGO, 20, 20, className="logo")


def status_shape(status: Status) -> Drawing:
    """The shape of a status, 12 px; its word stands beside it."""
    return Drawing([STATUS_SHAPES[status]], 12, 12, className=f"shape shape-{status}")


def status(kind: Status, words: str) -> html.Span:
    """A status as shape and word."""
    return html.Span([status_shape(kind), words], className=f"status status-{kind}")


def icon(name: Icon) -> Drawing:
    """A sign beside a text that says the same, 16 px."""
    return Drawing([ICON_SHAPES[name]], 16, 16, className="icon")
