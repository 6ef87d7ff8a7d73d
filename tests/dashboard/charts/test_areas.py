"""Areas through time: the largest in accent, each named at its end."""

import datetime

import plotly.graph_objects as go

from dashboard.charts.areas import Area, area_lines
from dashboard.theme import palette

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)
COLOURS = palette("light")


def figure(*last_ore: int):
    areas = [
        Area(f"area {place}", [(JULY, 100_000_000), (AUGUST, ore)])
        for place, ore in enumerate(last_ore)
    ]
    return go.Figure(area_lines(areas, COLOURS, AUGUST))


def test_the_first_line_is_in_accent_and_the_others_differ_in_more_than_colour():
    first, second, third = figure(900_000_000, 500_000_000, 100_000_000).data

    assert first.line.color == COLOURS["accent"]
    assert {second.line.color, third.line.color} == {COLOURS["g1"]}
    assert second.line.dash != third.line.dash


def test_amounts_are_drawn_in_millions_and_told_to_the_ore():
    (line,) = figure(123_456_789).data

    assert line.y[-1] == 1.23456789
    assert line.customdata[-1].replace("\N{NO-BREAK SPACE}", " ") == "1 234 567,89 kr"


def test_names_of_lines_that_end_close_together_part():
    high, upper, lower = figure(900_000_000, 300_000_000, 290_000_000).data

    assert high.textposition == "middle right"
    assert (upper.textposition, lower.textposition) == ("top right", "bottom right")
    assert upper.text[-1].strip() == "area 1"


def test_the_chosen_month_is_marked_from_bottom_to_top():
    (mark,) = figure(900_000_000).layout.shapes

    assert (mark.x0, mark.x1, mark.y0, mark.y1) == ("2008-08-01", "2008-08-01", 0, 1)
    assert mark.yref == "y domain"
