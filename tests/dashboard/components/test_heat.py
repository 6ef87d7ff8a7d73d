"""The heat table: steps, columns, totals."""

import pytest

from dashboard.components.heat import HeatHeads, HeatRow, heat_step, heat_table, leading, lumped

HEADS = HeatHeads("Cost", "Department", {"WS": "Workstations", "rest": "Others"}, ["Total"])


def cells(table):
    body = table.children.children[2].children
    rows = [row.children for row in body]
    return [[(head.children, None), *map(tuple, rest.cells)] for head, rest in rows]


@pytest.mark.parametrize(
    ("part", "step"), [(0, 0), (1, 1), (4, 1), (5, 2), (10, 3), (20, 4), (40, 5), (999, 5)]
)
def test_a_step_begins_at_its_part_of_the_whole(part, step):
    assert heat_step(part, 1_000) == step


def test_a_credit_and_a_whole_of_nothing_have_no_colour():
    assert heat_step(-5, 1_000) == 0
    assert heat_step(5, 0) == 0


def test_every_cell_holds_its_figure_and_an_empty_one_a_dash():
    table = heat_table(HEADS, [HeatRow("Fosie", {"WS": 50}, ["50"])], 1_000, str)

    assert cells(table) == [
        [("Fosie", None), ("50", "figure heat-5"), ("–", "figure nothing"), ("50", "figure")]
    ]


def test_the_total_row_is_not_shaded():
    table = heat_table(HEADS, [HeatRow("City", {"WS": 1_000}, ["1"], is_total=True)], 1_000, str)

    assert cells(table)[0][1] == ("1000", "figure")


def test_an_opened_row_shows_what_is_inside_under_itself():
    table = heat_table(HEADS, [HeatRow("Fosie", {}, [""], inside="Services")], 1_000, str)

    assert len(table.children.children[2].children) == 2


def test_the_dearest_get_columns_of_their_own_ties_by_key():
    assert leading({"a": 5, "c": 9, "b": 9, "d": 0}, 3) == ["b", "c", "a"]


def test_columns_always_add_up_to_the_row():
    amounts = {"a": 5, "b": 9, "c": 1, "d": -2}

    columns = lumped(amounts, ["b"], "rest")

    assert columns == {"b": 9, "rest": 4}
    assert sum(columns.values()) == sum(amounts.values())
