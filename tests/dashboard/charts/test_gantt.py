"""An activity's line: 2009 in 365 days, so that shares can be checked in the head."""

import datetime

import pytest

from dashboard.charts import gantt
from dashboard.charts.gantt import Bar, Mark, Scale

DAY = datetime.date
JANUARY, JULY, DECEMBER = DAY(2009, 1, 1), DAY(2009, 7, 2), DAY(2009, 12, 31)
YEAR = Scale(JANUARY, DECEMBER, JULY)


def looks(drawing) -> dict[str, dict]:
    """The attributes of each shape by its look; the last of equals."""
    return {one[1].get("className", ""): one[1] for one in drawing.shapes}


def bar(end=DECEMBER, plan_end=DECEMBER, **more):
    return Bar(JANUARY, end, JANUARY, plan_end, **more)


def test_what_is_done_is_filled_to_the_day_of_the_report_and_the_rest_outlined():
    found = looks(gantt.line(bar(), YEAR, "x"))

    assert (found["done"]["x"], found["done"]["width"]) == ("0%", "50%")
    assert (found["foreseen"]["x"], found["foreseen"]["width"]) == ("50%", "50%")
    assert found["as-of"]["x1"] == found["as-of"]["x2"] == "50%"


def test_past_the_plans_end_it_is_red_and_paler_when_it_is_over():
    late = looks(gantt.line(bar(plan_end=JULY), YEAR, "x"))
    over = looks(gantt.line(bar(plan_end=JULY, is_done=True), YEAR, "x"))

    assert (late["over"]["x"], late["over"]["width"]) == ("50%", "50%")
    assert "over ended" in over
    assert "foreseen ended" not in over


def test_what_is_critical_says_so_and_has_no_slack():
    found = looks(gantt.line(bar(is_critical=True), YEAR, "x"))

    assert {"done critical", "foreseen critical"} <= set(found)
    assert "slack" not in found


def test_slack_goes_from_the_end_to_the_last_day_it_could_have():
    found = looks(gantt.line(bar(end=JULY, slack_until=DECEMBER), YEAR, "x"))

    assert (found["slack"]["x1"], found["slack"]["x2"]) == ("50%", "100%")


@pytest.mark.parametrize(
    ("reached", "late", "look"),
    [(True, False, "mark reached"), (False, True, "mark late"), (False, False, "mark")],
)
def test_a_milestone_is_a_diamond_with_its_words(reached, late, look):
    drawing = gantt.line(bar(marks=[Mark(JULY, "Pilot", reached, late)]), YEAR, "x")

    point = next(one for one in drawing.shapes if one[0] == "svg")
    assert point[1]["x"] == "50%"
    assert point[2][0][1]["className"] == look
    assert point[2][0][2] == [["title", {}, "Pilot"]]


def test_a_year_drawn_larger_cuts_what_lies_outside_it():
    after = Scale(DAY(2010, 1, 1), DAY(2010, 12, 31), JULY)

    found = looks(gantt.line(bar(marks=[Mark(JULY, "Pilot", True, False)]), after, "x"))

    assert {"done", "foreseen", "as-of"} & set(found) == set()
    assert len(after.lines) == 4


def test_the_head_flags_the_day_of_the_report():
    drawing = gantt.head(Scale(DAY(2007, 1, 1), DAY(2010, 12, 31), JULY), "2 juli")

    assert [one[2] for one in drawing.shapes if one[0] == "text"] == [
        "2007",
        "2008",
        "2009",
        "2010",
    ]
    assert any("2 juli" in str(one[2]) for one in drawing.shapes if one[0] == "svg")


def test_this_day_is_drawn_where_it_is_another_than_the_reports():
    today = DAY(2009, 10, 1)

    found = looks(gantt.line(bar(), Scale(JANUARY, DECEMBER, JULY, today), "x"))
    same = looks(gantt.line(bar(), Scale(JANUARY, DECEMBER, JULY, JULY), "x"))
    later = looks(gantt.line(bar(), Scale(JANUARY, DECEMBER, JULY, DAY(2010, 1, 1)), "x"))

    assert found["today"]["x1"] == found["today"]["x2"] == "75%"
    assert found["as-of"]["x1"] == "50%"
    assert "today" not in same
    assert "today" not in later
    assert "today" in looks(gantt.gap(Scale(JANUARY, DECEMBER, JULY, today)))


def test_half_a_year_has_a_line_and_a_name_for_every_month():
    half = Scale(DAY(2009, 7, 1), DECEMBER, JULY)

    drawing = gantt.head(half, "2 juli", lambda day: f"month {day.month}")

    assert [day.month for day in half.lines] == [7, 8, 9, 10, 11, 12]
    assert [one[2] for one in drawing.shapes if one[0] == "text"] == [
        f"month {number}" for number in (7, 8, 9, 10, 11, 12)
    ]
