"""Areas through time: the largest in accent, each named at its end."""

import datetime

from dashboard.charts.areas import HEIGHT, Area, AreaTexts, area_lines

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)
TEXTS = AreaTexts("Rises", str, "{:%Y-%m}".format, "{} öre".format)


def drawn(*last_ore):
    areas = [
        Area(f"area {place}", [(JULY, 100), (AUGUST, ore)]) for place, ore in enumerate(last_ore)
    ]
    return area_lines(areas, AUGUST, TEXTS)


def within(shapes):
    """Every shape with those inside it."""
    for one in shapes:
        yield one
        if isinstance(one[2], list):
            yield from within(one[2])


def of_class(drawing, name):
    found = within(drawing.shapes)
    return [one for one in found if name in str(one[1].get("className", "")).split()]


def test_the_first_line_is_in_accent_over_the_others_which_differ_in_more_than_colour():
    looks = [one[1]["className"] for one in of_class(drawn(900, 500, 200), "line")]

    assert looks == ["line dashed", "line whole", "line"]


def test_an_amount_stands_higher_the_larger_it_is():
    (line,) = of_class(drawn(400), "line")

    (first, low), (last, high) = [
        map(float, point.split(",")) for point in line[1]["points"].split()
    ]

    assert (first, last) == (0, 1000)
    assert high < low


def test_a_month_pointed_at_tells_every_area():
    last = of_class(drawn(900, 500), "month")[-1]

    told = [one[2] for one in within([last]) if one[0] == "text"]

    assert told == ["2008-08", "area 0", "900 öre", "area 1", "500 öre"]


def test_names_of_lines_that_end_close_together_part():
    high, upper, lower = (one[1]["y"] for one in of_class(drawn(900, 300, 290), "name"))

    assert high < upper
    assert lower - upper == 16


def test_no_name_falls_out_of_the_drawing():
    names = of_class(drawn(900, 3, 2, 1), "name")

    assert max(one[1]["y"] for one in names) < HEIGHT


def test_the_chosen_month_is_marked():
    (mark,) = of_class(drawn(900), "chosen-month")

    assert mark[1]["x1"] == "100%"
