"""What goes over the wire is what Dash itself would have written, what is still as one part."""

import json

import dash
import pytest
from dash import dcc, html
from dash._utils import to_json

from dashboard import shell
from dashboard.address import Address
from dashboard.components.attributes import aria, marked
from dashboard.components.shapes import status
from dashboard.wire import FILLED, fills, plain

# Named, as the text of a component differs with the hash seed and so between two workers.
PARTS = {
    "nothing": None,
    "text": "text",
    "empty": html.Div(),
    "attributes": html.Td(
        "figure", className=None, colSpan=2, **aria(label="Räkning"), **marked(here="yes")
    ),
    "list": html.Ul([html.Li(["one", None, html.B("two")]), html.Li(3)]),
    "one child": html.P(html.A("alone", href="/", id="here")),
    "drawing": status("watch", "late"),
    "list in a pair": (html.Br(), [html.Hr()]),
    "store": dcc.Store(id="store", data={"x": [1, 2]}),
    "store among others": html.Div([html.P(["a", html.B("b")]), html.P(dcc.Store(id="s")), "c"]),
}


def unfolded(value):
    """Each still part in the place of the component it is mounted as."""
    if isinstance(value, list):
        return [unfolded(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Still":
        return unfolded(value["props"]["part"])
    return {name: unfolded(one) for name, one in value.items()}


def kinds(value):
    """The components Dash sees, outermost first."""
    if isinstance(value, list):
        return [kind for one in value for kind in kinds(one)]
    if not isinstance(value, dict):
        return []
    return [value["type"], *kinds(value["props"].get("children"))]


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_part_is_written_as_dash_writes_it(part):
    assert unfolded(json.loads(to_json(plain(part)))) == json.loads(to_json(part))


@pytest.mark.parametrize("path", ["/", "/board/costs", "/reference/services", "/nowhere"])
def test_a_page_is_written_as_dash_writes_it(as_reader, path):
    as_reader("board")
    reader = shell.session.persona()
    content = shell.content_of(shell.page_at(path, reader.viewer.role), Address(path))

    assert unfolded(json.loads(to_json(plain(content)))) == json.loads(to_json(content))


def test_what_changes_with_the_page_only_is_one_part():
    table = html.Table([html.Tr([html.Td("1"), html.Td(status("watch", "late"))])])

    assert kinds(plain(table)) == ["Still"]
    assert kinds(plain([table, "text", table])) == ["Still", "Still"]


def test_what_dash_must_see_stands_among_what_is_still():
    page = html.Div([html.P([html.B("a")]), html.P(dcc.Store(id="s")), html.P("b")])

    assert kinds(plain(page)) == ["Div", "Still", "P", "Store", "Still"]


def test_writing_leaves_the_components_as_they_were():
    inner = html.B("two")
    outer = html.P([inner])

    plain(outer)

    assert outer.children == [inner]


def test_what_a_callback_fills_is_seen_by_dash():
    fills("region")

    assert kinds(plain(html.Div([html.P(html.Div("a", id="region")), html.P("b")]))) == [
        "Div", "P", "Div", "Still",
    ]  # fmt: skip
    assert kinds(plain(html.Td("1", id={"price": "NET", "part": "share"}))) == ["Td"]


@pytest.mark.usefixtures("whole_server")
def test_every_region_a_callback_fills_is_said_to_be_filled():
    filled = [
        output.rpartition(".")[0]
        for outputs in dash.get_app().callback_map
        for output in outputs.strip(".").split("...")
    ]

    assert {"rail", "main", "title", "told"} < set(filled)
    # Patterns are such by themselves; Dash has three of its own that no page holds.
    named = {name for name in filled if not name.startswith(("{", "_pages_"))}
    assert named - {"rail", "main", "title", "told"} <= FILLED
