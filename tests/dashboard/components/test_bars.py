import pytest

from dashboard.components.bars import (
    BridgeStep,
    Column,
    bridge,
    diverging_bar,
    month_columns,
    running_ends,
)


def rects(drawing):
    return [one for one in drawing.shapes if one[0] == "rect"]


def step(change, label="x"):
    return BridgeStep(label, str(change), change)


def drawings(table):
    return [row.children[1].children for row in table.children[1].children]


def test_a_bridge_runs_from_no_change_to_the_net_change():
    assert running_ends([500, -200, 100]) == [(0, 500), (500, 300), (300, 400)]


def test_bars_of_a_bridge_start_where_the_one_above_ended():
    table = bridge([BridgeStep("a", "1"), step(60), step(-20), BridgeStep("b", "2")], "s", "c")
    _first, up, down, end = drawings(table)

    assert [(r[1]["x"], r[1]["width"]) for r in rects(up)] == [("0%", "100%")]
    assert [(r[1]["x"], r[1]["width"]) for r in rects(down)] == [("66.667%", "33.333%")]
    assert [(r[1]["x"], r[1]["width"]) for r in rects(end)] == [("0%", "66.667%")]


def test_the_joints_of_a_bridge_meet_from_row_to_row():
    table = bridge([BridgeStep("a", "1"), step(60), step(-20), BridgeStep("b", "2")], "s", "c")
    _first, up, down, end = drawings(table)

    joints = [
        [(one[1]["x1"], one[1]["y1"]) for one in drawing.shapes if one[1]["className"] == "joint"]
        for drawing in (up, down, end)
    ]
    assert joints == [
        [("0%", "0%"), ("100%", "50%")],
        [("100%", "0%"), ("66.667%", "50%")],
        [("66.667%", "0%")],
    ]


def test_a_bridge_that_falls_has_its_zero_line_inside():
    table = bridge([BridgeStep("a", "1"), step(50), step(-100), BridgeStep("b", "2")], "s", "c")
    _first, up, down, end = drawings(table)

    assert rects(up)[0][1]["x"] == "50%"
    assert rects(down)[0][1]["x"] == "0%"
    assert (rects(end)[0][1]["x"], rects(end)[0][1]["width"]) == ("0%", "50%")


@pytest.mark.parametrize("steps", [[], [step(0)]])
def test_a_bridge_of_nothing_can_be_drawn(steps):
    assert bridge([BridgeStep("a", "1"), *steps, BridgeStep("b", "1")], "s", "c")


def test_a_change_upwards_is_drawn_to_the_right_of_the_middle():
    assert rects(diverging_bar(1))[0][1]["x"] == "50%"
    assert rects(diverging_bar(-1))[0][1]["x"] == "0%"


def test_columns_stand_on_zero_and_are_told_in_words():
    drawn = month_columns([Column("J", "juli", 50, "50"), Column("A", "augusti", 100, "100")], "s")

    drawing = drawn.children[0]
    tall = [one[1]["height"] for one in rects(drawing)]
    assert tall == [90.0, 180.0]
    assert drawing.label == "s"
