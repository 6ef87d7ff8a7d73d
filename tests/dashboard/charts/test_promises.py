"""Milestone trend: level while a promise holds, on the diagonal when the day has come."""

import datetime
import itertools

from dashboard.charts.promises import Promise, framed, promises, spark

DAY = datetime.date
FIRST, MIDDLE, LAST = DAY(2008, 1, 1), DAY(2008, 7, 1), DAY(2009, 1, 1)


def lines(drawing, look):
    return [one[1] for one in drawing.shapes if one[1].get("className") == look]


def test_a_promise_that_is_moved_climbs_on_the_day_it_was_known():
    moved = Promise([(FIRST, MIDDLE), (MIDDLE, LAST)], LAST, False, True, "Klar", "184 dagar sen")

    level, after, rise = lines(promises([moved], "här", "x"), "line chosen")

    assert level["y1"] == level["y2"]
    assert rise["x1"] == rise["x2"] == after["x1"]
    assert (rise["y1"], rise["y2"]) == (level["y1"], after["y1"])
    assert after["y1"] < level["y1"]


def test_what_is_reached_ends_on_the_diagonal():
    kept = Promise([(FIRST, LAST), (LAST, LAST)], LAST, True, False, "Klar", "i tid")

    drawing = promises([kept], "här", "x")

    (diagonal,) = lines(drawing, "diagonal")
    (dot,) = lines(drawing, "dot")
    assert (dot["cx"], dot["cy"]) == (diagonal["x2"], diagonal["y2"])


def test_words_at_the_lines_ends_never_lie_over_each_other():
    same = [Promise([(FIRST, LAST)], LAST, False, False, str(n), "") for n in range(4)]

    drawing = promises(same, "här", "x")

    tops = sorted(one["y"] for one in lines(drawing, "mark name"))
    assert all(below - above >= 30 for above, below in itertools.pairwise(tops))


def test_numbers_stand_where_names_do_and_the_names_are_told_by_number():
    two = [Promise([(FIRST, LAST)], LAST, False, n == "B", n, "") for n in "AB"]

    drawing, told = framed(two, "här", "x").children

    named = lines(drawing, "mark name") + lines(drawing, "mark name chosen")
    numbered = lines(drawing, "mark number") + lines(drawing, "mark number chosen")
    assert [one["y"] for one in named] == [one["y"] for one in numbered]
    assert [shape[2] for shape in drawing.shapes if "number" in shape[1].get("className", "")] == [
        "1", "2",
    ]  # fmt: skip
    assert [item.children for item in told.children] == ["A", "B"]
    assert told.children[1].className == "chosen"


def test_the_last_lines_name_has_room_beside_the_diagonal_where_names_are_shown():
    """Text of 168 px, the longest last name there is, in the narrowest drawing that shows names."""
    drawing = promises([Promise([(FIRST, LAST)], LAST, False, True, "x", "")], "här", "x")

    (diagonal,) = lines(drawing, "diagonal")
    (name,) = lines(drawing, "mark name chosen")
    fall = (name["y"] - 13 - diagonal["y2"]) / (diagonal["y1"] - diagonal["y2"])
    right = float(diagonal["x2"].rstrip("%")) / 100 * 480 * (1 - fall)
    assert right < 480 - 168


def test_a_small_line_climbs_with_each_later_day():
    drawing = spark([(FIRST, MIDDLE), (MIDDLE, LAST)], "x")

    level, rise = lines(drawing, "line")
    assert level["y1"] == level["y2"] == rise["y1"] > rise["y2"]
