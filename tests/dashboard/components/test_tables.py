"""Plain tables."""

from dash import html

from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.web.markup import markup

HEADS = [Head("File"), Head("Rows", is_figure=True), Head("Loaded", is_extra=True)]


def table(*lines):
    return figure_table("Files", HEADS, lines).children


def test_the_first_cell_names_the_row_and_figures_stand_right():
    (row,) = table(Line(["a.csv", "12", "today"])).children[2].children

    assert markup(row) == (
        '<tr><th scope="row">a.csv</th><td class="figure">12</td><td class="extra">today</td></tr>'
    )


def test_a_row_with_a_link_stands_as_one_of_text_alone():
    (row,) = table(Line(["a.csv", "12", html.A("today")])).children[2].children

    assert markup(row) == (
        '<tr><th scope="row">a.csv</th><td class="figure">12</td>'
        '<td class="extra"><a>today</a></td></tr>'
    )


def test_the_cells_of_a_row_of_text_are_one_part_of_the_page():
    (row,) = table(Line(["a.csv", "12", "today"])).children[2].children

    assert len(row.children) == 2


def test_an_opened_row_spans_the_table():
    _row, opened = table(Line(["a.csv", "12", "today"], inside="Rejects")).children[2].children

    assert opened.children.colSpan == 3


def test_a_link_that_opens_says_whether_it_is_open():
    link = opener("a.csv", "?open=a", "open-a", is_open=True)

    assert link.to_plotly_json()["props"]["aria-expanded"] == "true"
