"""The S-curve: a plan of 100 kr over ten days, so that shares can be checked in the head."""

import datetime
import itertools
from fractions import Fraction

from actionplan.earned_value import CoursePoint
from dashboard.charts import s_curve as chart
from dashboard.charts.s_curve import Texts, s_curve

TEXTS = Texts("x", "planned", "promised", "done", "spent", str)


def day(number: int) -> datetime.date:
    return datetime.date(2008, 1, number)


def point(number, planned, promised, earned=None, spent=None):
    done = None if earned is None else Fraction(earned)
    return CoursePoint(day(number), Fraction(planned), Fraction(promised), done, spent)


HALFWAY = [
    point(1, 0, 0, 0, 0),
    point(4, 50, 20, 20, 30),
    point(6, 60, 40, 40, 80),
    point(11, 100, 100),
]


def shapes(drawing, look):
    """The shapes of a look, those inside others too."""
    found, left = [], list(drawing.shapes)
    while left:
        one = left.pop(0)
        if look in str(one[1].get("className", "")).split():
            found.append(one)
        if isinstance(one[2], list):
            left += one[2]
    return found


def way(drawing, kind):
    (line,) = [one for one in shapes(drawing, "way") if kind in one[1]["className"]]
    return [tuple(map(float, pair.split(","))) for pair in line[1]["points"].split()]


def test_planned_goes_to_the_end_and_what_is_done_to_the_day_of_the_report():
    drawing = s_curve(HALFWAY, [day(6)], TEXTS)

    right = chart.WIDE * chart.SHARE
    assert [x for x, _y in way(drawing, "planned")] == [0, 0.3 * right, 0.5 * right, right]
    assert [x for x, _y in way(drawing, "earned")] == [0, 0.3 * right, 0.5 * right]
    assert [x for x, _y in way(drawing, "promised")] == [0.5 * right, 0.5 * right, right]


def test_zero_is_the_floor_and_all_of_it_the_top_line():
    ys = [y for _x, y in way(s_curve(HALFWAY, [day(6)], TEXTS), "planned")]

    assert ys[0] == chart.TOP + chart.PLOT
    assert ys[-1] == chart.TOP


def test_cost_is_known_on_the_days_of_reports_and_nowhere_between():
    drawing = s_curve(HALFWAY, [day(6)], TEXTS)

    assert len(way(drawing, "spent")) == 2
    assert len(way(s_curve(HALFWAY, [day(4), day(6)], TEXTS), "spent")) == 3


def test_each_line_says_what_it_is():
    drawing = s_curve(HALFWAY, [day(6)], TEXTS)

    told = {one[2]: one[1]["textAnchor"] for one in shapes(drawing, "mark")}
    assert told == {"planned": "start", "promised": "start", "done": "start", "spent": "end"}


def test_at_the_end_of_the_plan_the_words_stand_apart_and_nothing_is_promised():
    over = [point(1, 0, 0, 0, 0), point(11, 100, 97, 97, 99)]

    found = shapes(s_curve(over, [day(11)], TEXTS), "mark")

    tops = sorted(one[1]["y"] for one in found)
    assert sorted(one[2] for one in found) == ["done", "planned", "spent"]
    assert all(low - high >= chart.GAP for high, low in itertools.pairwise(tops))


def test_a_plan_without_money_is_drawn_flat():
    drawing = s_curve([point(1, 0, 0, 0, 0), point(11, 0, 0)], [], TEXTS)

    assert {y for _x, y in way(drawing, "planned")} == {chart.TOP + chart.PLOT}
