"""The small line beside a figure."""

from dashboard.charts.spark import spark


def test_the_last_value_is_marked_where_it_stands():
    drawing = spark([1, 3], "Rises")

    dot = next(one for one in drawing.shapes if one[1]["className"] == "dot chosen")

    assert dot[1]["cy"] == 6.0
    assert drawing.label == "Rises"


def test_one_value_alone_and_equal_values_can_be_drawn():
    assert spark([7], "Stands").shapes
    assert spark([7, 7, 7], "Stands").shapes
