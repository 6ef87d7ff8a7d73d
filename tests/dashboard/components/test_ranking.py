"""Sorted bars."""

from dashboard.components.ranking import Ranked, ranking


def rows(*ranked):
    return ranking(ranked, "Cost", ("Department", "kr")).children[2].children


def bar(row):
    shapes = row.children[1].children.shapes
    return shapes[0][1]["width"] if shapes else None


def test_bars_share_one_scale_from_zero():
    largest, half = rows(Ranked("UTF", 200, "200"), Ranked("SDI", 100, "100"))

    assert (bar(largest), bar(half)) == ("100%", "50%")


def test_a_row_without_a_figure_has_words_and_no_bar():
    (row,) = rows(Ranked("REV", None, "färre än 5"))

    assert bar(row) is None
    assert row.children[2].children == "färre än 5"
