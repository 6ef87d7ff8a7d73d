"""The screens' drawings as SVG files of their own, with the theme's light colours."""

from collections.abc import Mapping
from copy import copy

from markupsafe import Markup

from dashboard.components.drawing import Drawing
from dashboard.components.shapes import STATUS_SHAPES, Status
from dashboard.web.markup import markup

INK, SECOND, ACCENT, SOFT = "#16202B", "#4A5663", "#00625A", "#E9F2EF"
RULE, GREY, PALE = "#C3C7C4", "#727E89", "#E6E8E4"
COLOURS: Mapping[Status, str] = {
    "good": "#1F7A4D",
    "watch": "#8A5A00",
    "bad": "#B3261E",
    "unknown": "#5B6573",
    "done": GREY,
    "waiting": SECOND,
}
#: What assets/*.css says of the same classes on a light screen.
LOOKS = Markup(
    "text{font-family:'Libertinus Serif';font-size:15px;fill:#4A5663}"
    ".kpi-way text{font-size:12px}"
    ".mark{fill:#00625A;font-weight:bold;font-size:16px}"
    ".month{display:none}"
    ".line{fill:none;stroke:#00625A;stroke-width:2.5}"
    ".foreseen{stroke-dasharray:3 5}"
    ".trajectory{fill:none;stroke:#727E89;stroke-width:1.5;stroke-dasharray:4 4}"
    ".fan{fill:#E9F2EF}.grid{stroke:#E6E8E4}.zero{stroke:#16202B;stroke-width:1.5}"
    ".dot{fill:#00625A}.start{fill:#727E89}.ring{fill:#fff;stroke:#727E89;stroke-width:1.5}"
    ".peers{fill:#E6E8E4}.median{fill:#727E89}.joint{stroke:#C3C7C4}"
    ".accent{fill:#00625A}.other{fill:#727E89}.end{fill:#16202B}"
    ".way{fill:none;stroke:#727E89;stroke-width:2}"
    ".way.earned{stroke:#00625A;stroke-width:3}"
    ".way.promised{stroke:#00625A;stroke-dasharray:2 5}"
    ".way.spent{stroke:#16202B;stroke-dasharray:7 4}"
    ".dot.spent{fill:#16202B}.mark.planned{fill:#4A5663}.mark.spent{fill:#16202B}"
    ".as-of{stroke:#C3C7C4}"
    ".part-done{fill:#727E89}.part-good{fill:#1F7A4D}.part-watch{fill:#8A5A00}"
    ".part-bad{fill:#B3261E}.part-unknown{fill:#fff;stroke:#5B6573;stroke-width:1.5}"
)


def svg(drawing: Drawing, width: int) -> str:
    """A drawing of a page as a file.

    Args:
        drawing: As the page shows it, as wide as its place.
        width: How wide that place is (pixels).
    """
    wide = copy(drawing)
    vars(wide)["width"] = width
    return _file(markup(wide))


def status(kind: Status) -> str:
    """The shape of a status."""
    tag, attributes, children = STATUS_SHAPES[kind]
    assert isinstance(attributes, dict)  # noqa: S101 - for the type
    outlined = attributes.get("className") == "outlined"
    look = (
        {"fill": "none", "stroke": COLOURS[kind], "strokeWidth": 2}
        if outlined
        else {"fill": COLOURS[kind]}
    )
    return _file(markup(Drawing([[tag, {**attributes, **look}, children]], 12, 12)))


def _file(element: Markup) -> str:
    """An SVG element with its namespace and its looks."""
    start, _mark, rest = str(element).partition(">")
    named = start.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{named}><style>{LOOKS}</style>{rest}"
