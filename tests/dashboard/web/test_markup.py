"""Components as text: the same elements, every text escaped."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.drawing import Drawing, shape
from dashboard.web.markup import markup


def test_elements_keep_their_attributes():
    part = html.Td("1", className="figure", colSpan=2, **{"aria-label": "ett"})

    assert markup(part) == '<td aria-label="ett" class="figure" colspan="2">1</td>'


def test_text_and_attributes_are_escaped():
    part = html.P(["<b>", html.A("&", href='"><script>alert(1)</script>')])

    written = markup(part)

    assert written == (
        '<p>&lt;b&gt;<a href="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">&amp;</a></p>'
    )


def test_what_is_not_said_is_not_written():
    assert (
        markup(html.Option("a", value="1", selected=False, title=None))
        == '<option value="1">a</option>'
    )


def test_empty_elements_are_not_closed():
    assert markup(html.Div([html.Br(), None, 3])) == "<div><br>3</div>"


def test_a_select_shows_what_is_chosen():
    part = dbc.Select([{"value": "a", "label": "A"}, {"value": "b", "label": "B"}], "b", id="s")

    written = markup(part)

    assert '<option value="b" selected>B</option>' in written
    assert written.startswith('<select id="s" class="form-select">')


def test_a_drawing_is_svg_in_its_own_spelling():
    part = Drawing(
        [shape("text", "A", x="1", textAnchor="middle", className="tick")], 10, 12, "Ett"
    )

    assert markup(part) == (
        '<svg class="drawing" width="10" height="12" role="img" aria-label="Ett">'
        '<text x="1" text-anchor="middle" class="tick">A</text></svg>'
    )
