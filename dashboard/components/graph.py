"""A chart on a page: the one place that says how the chart library may behave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from dashboard import session
from dashboard.components.attributes import aria
from dashboard.i18n import language
from dashboard.theme import Figure, template

if TYPE_CHECKING:
    from dash.development.base_component import Component

CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
# Decimal sign and thousands, as plotly writes them in one string.
SEPARATORS = {"sv": ",\N{NO-BREAK SPACE}", "en": ".,"}


def graph(
    figure: Figure, summary: str, *, key: str, height: int = 280, table: Component | None = None
) -> html.Figure:
    """A chart with its sense in words and its numbers as a table one key away.

    Args:
        figure: Made in dashboard/charts; theme and number signs are put on here.
        summary: What is seen, in a sentence or two, for those who do not see it.
        key: Unique on the page.
        height: Pixels, kept while the chart library is on its way, so nothing jumps.
        table: The same numbers, usually ``sections.table_as_well(...)``.
    """
    looks = {"template": template(session.theme()), "separators": SEPARATORS[language()]}
    config: Any = {**CONFIG, "locale": language()}
    chart = dcc.Graph(
        figure={**figure, "layout": {**figure["layout"], **looks}},
        id=key,
        config=config,
        style={"height": f"{height}px"},
        className="chart",
    )
    drawn = html.Div(chart, role="img", style={"minHeight": f"{height}px"}, **aria(label=summary))
    return html.Figure([drawn, *([table] if table else [])], className="figure")
