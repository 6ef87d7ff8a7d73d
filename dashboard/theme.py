"""The palette in Python, read from its one home, assets/tokens.css.

For charts of the chart library, which the browser cannot theme.

Drawings made on the server (dashboard/charts, dashboard/components) need nothing
from here: they use the CSS variables themselves.
"""

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chargeback.home import REPOSITORY
from dashboard.session import Theme

TOKENS = REPOSITORY / "assets" / "tokens.css"
BLOCK = re.compile(r'\[data-bs-theme="(light|dark)"\]\s*\{([^}]*)\}')
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6});")
CATEGORIES = ("c1", "c2", "c3", "c4", "c5", "c6")
HEAT = ("heat1", "heat2", "heat3", "heat4", "heat5")
Palette = Mapping[str, str]
# A chart as the library's JSON has it. Its Python classes check the same attributes again
# at every request, for most of a page's time; tests have them check once.
Figure = dict[str, Any]


@functools.cache
def palette(theme: Theme) -> Palette:
    """Every colour of a theme by its token: ``palette("dark")["accent"]``.

    Raises:
        KeyError: tokens.css has no such theme.
    """
    blocks = dict(BLOCK.findall(TOKENS.read_text(encoding="utf-8")))
    return MappingProxyType(dict(COLOUR.findall(blocks[theme])))


@functools.cache
def template(theme: Theme) -> Figure:
    """The look of every chart of the library: no frame, few lines, zero strong, our type."""
    colours = palette(theme)
    axis = {
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": colours["ink"],
        "zerolinewidth": 1.5,
        "linecolor": colours["ink"],
        "gridcolor": colours["rule"],
        "tickcolor": colours["rule2"],
        "tickfont": {"size": 12, "color": colours["ink2"]},
        "title": {"font": {"size": 12, "color": colours["ink2"]}},
        "automargin": True,
        "fixedrange": True,
    }
    layout = {
        "font": {
            "family": "Inter Variable, system-ui, sans-serif",
            "size": 12,
            "color": colours["ink"],
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [colours[name] for name in CATEGORIES],
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "showlegend": False,
        "hoverlabel": {"bgcolor": colours["ink"], "font": {"color": colours["paper"], "size": 13}},
        "xaxis": axis,
        "yaxis": {**axis, "showgrid": True},
        "bargap": 0.4,
    }
    return {"layout": layout}
