"""Charts of the library: named, in the reader's signs, and never sent anywhere."""

import plotly.graph_objects as go

from dashboard import session, theme
from dashboard.components.graph import graph


def test_a_chart_has_its_sense_in_words_and_sends_nothing(as_reader):
    as_reader("board")
    session.remember("theme", "dark")

    drawn = graph(go.Figure(go.Bar(y=[1])), "En stapel", key="g").children[0]

    chart = drawn.children
    assert getattr(drawn, "aria-label") == "En stapel"
    assert chart.config["showSendToCloud"] is False
    assert chart.config["locale"] == "sv"
    assert chart.figure.layout.separators == ",\N{NO-BREAK SPACE}"
    assert chart.figure.layout.template == theme.template("dark")
