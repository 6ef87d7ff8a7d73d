"""Plain tables."""

from dashboard.components.tables import Head, Line, figure_table, opener

HEADS = [Head("File"), Head("Rows", is_figure=True), Head("Loaded", is_extra=True)]


def table(*lines):
    return figure_table("Files", HEADS, lines).children


def test_the_first_cell_names_the_row_and_figures_stand_right():
    (row,) = table(Line(["a.csv", "12", "today"])).children[2].children

    assert row.children[0].scope == "row"
    assert [getattr(cell, "className", None) for cell in row.children] == [None, "figure", "extra"]


def test_an_opened_row_spans_the_table():
    _row, opened = table(Line(["a.csv", "12", "today"], inside="Rejects")).children[2].children

    assert opened.children.colSpan == 3


def test_a_link_that_opens_says_whether_it_is_open():
    link = opener("a.csv", "?open=a", "open-a", is_open=True)

    assert link.to_plotly_json()["props"]["aria-expanded"] == "true"
