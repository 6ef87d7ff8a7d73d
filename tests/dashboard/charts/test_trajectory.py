"""A key figure's way: outcome, trajectory, target, peers."""

import datetime
from fractions import Fraction

from dashboard.charts.trajectory import Span, trajectory_line

START, MIDDLE, END = (datetime.date(year, 12, 31) for year in (2006, 2008, 2010))
TARGETS = [(START, 10_000), (END, 50_000)]
OUTCOME = [(START, Fraction(10_000)), (MIDDLE, Fraction(20_000))]


def of_class(drawing, name):
    inside = [one for shape in drawing.shapes for one in (shape, *_inside(shape))]
    return [one for one in inside if name in str(one[1].get("className", "")).split()]


def _inside(shape):
    return shape[2] if isinstance(shape[2], list) else []


def test_the_outcome_is_a_line_and_the_trajectory_another_to_the_last_target():
    drawing = trajectory_line(OUTCOME, TARGETS, "50", "Stiger")

    (line,), (way,), (ring,) = (of_class(drawing, name) for name in ("line", "trajectory", "ring"))

    assert line[1]["points"].split()[0] == way[1]["points"].split()[0]
    assert way[1]["points"].split()[-1].startswith("800,")
    assert ring[1]["cx"] == "80%"
    assert drawing.label == "Stiger"


def test_the_last_outcome_is_marked():
    (dot,) = of_class(trajectory_line(OUTCOME, TARGETS, "50", ""), "chosen")

    assert dot[1]["cx"] == "40.027%"  # 731 of 1 461 days


def test_what_others_reach_is_within_the_drawing():
    span = Span(MIDDLE, 90_000, 95_000, 100_000, "median 95")

    drawing = trajectory_line(OUTCOME, TARGETS, "50", "", span)

    (peers,) = of_class(drawing, "peers")
    (dot,) = of_class(drawing, "chosen")
    assert peers[1]["y"] == 8
    assert dot[1]["cy"] > peers[1]["y"] + peers[1]["height"]


def test_targets_alone_and_outcomes_alone_are_drawn():
    assert of_class(trajectory_line([], TARGETS, "50", ""), "trajectory")
    assert of_class(trajectory_line(OUTCOME, [], "", ""), "line")
