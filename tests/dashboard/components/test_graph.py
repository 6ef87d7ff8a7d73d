"""Charts of the library: named, in the reader's signs, and never sent anywhere."""

import plotly.graph_objects as go

from dashboard import session, theme
from dashboard.components.graph import graph


def test_a_chart_has_its_sense_in_words_and_sends_nothing(as_reader):
    as_reader("board")
    session.remember("theme", "dark")

    bars = {"data": [{"type": "bar", "y": [1]}], "layout": {"bargap": 0.1}}
    drawn = graph(bars, "En stapel", key="g").children[0]

    chart = drawn.children
    assert getattr(drawn, "aria-label") == "En stapel"
    assert chart.config["showSendToCloud"] is False
    assert chart.config["locale"] == "sv"
    figure = go.Figure(chart.figure)
    assert figure.layout.separators == ",\N{NO-BREAK SPACE}"
    assert figure.layout.template == go.layout.Template(theme.template("dark"))
    assert figure.layout.bargap == 0.1
    assert bars["layout"] == {"bargap": 0.1}
