"""Prices as steps."""

import datetime

from dashboard.charts.price_steps import Step, price_steps

NEW_YEAR, MAY, NEXT = (
    datetime.date(2009, 1, 1),
    datetime.date(2009, 5, 15),
    datetime.date(2010, 1, 1),
)


def steps():
    return [
        Step(588_000, "5 880,00", NEW_YEAR, MAY),
        Step(576_000, "5 760,00", MAY, NEXT, chosen=True),
    ]


def test_a_change_inside_a_month_stands_on_its_day():
    drawing = price_steps(steps(), "Falls")

    rise = next(one for one in drawing.shapes if "rise" in one[1].get("className", ""))

    assert rise[1]["x1"] == rise[1]["x2"] == "36.712%"  # 134 of 365 days


def test_every_price_is_written_out():
    drawing = price_steps(steps(), "Falls")

    words = [one[2] for one in drawing.shapes if "mark" in str(one[1].get("className"))]

    assert words == ["5 880,00", "5 760,00"]


def test_a_lower_price_lies_lower():
    drawing = price_steps(steps(), "Falls")

    first, second = (
        one[1]["y1"]
        for one in drawing.shapes
        if one[0] == "line" and one[1]["className"] in {"line", "line other"}
    )

    assert second > first
