"""Equation rows: signs, verdicts, what stands under a failing one."""

from dash import html

from dashboard.components.equations import Equation, Term, equation_table


def equation(*, holds, under=None):
    return Equation(
        "Volume",
        "Rows against rows",
        [Term("14", "in files")],
        [Term("12", "charged"), Term("1", "set aside"), Term("1", "unallocated")],
        "0" if holds else "3",
        holds,
        ("good", "holds") if holds else ("bad", "does not hold"),
        under,
    )


def rows(*equations):
    return equation_table(equations, "Equations").children[2].children


def signs(row):
    other_side = row.children[2].children
    return [line.children[0].children for line in other_side.children]


def test_terms_of_the_other_side_are_added_after_an_equals_sign():
    (row,) = rows(equation(holds=True))

    assert signs(row) == ["=", "+", "+"]


def test_one_that_fails_says_so_by_sign_edge_shape_and_word():
    (row,) = rows(equation(holds=False))

    assert signs(row)[0] == "≠"
    assert row.className == "fails"
    assert row.children[3].children[1].children[1] == "does not hold"


def test_what_explains_a_difference_stands_directly_under_it():
    lines = rows(equation(holds=False, under=html.P("Three rows")), equation(holds=True))

    assert [getattr(line, "className", None) for line in lines] == [
        "fails has-more",
        "fails",
        None,
    ]
    assert lines[1].children.colSpan == 4
