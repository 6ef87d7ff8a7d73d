"""The months' line: what is marked, and where."""

import datetime

from dashboard.charts.trend import Mark, Texts, trend

JULY, AUGUST, SEPTEMBER = (datetime.date(2008, month, 1) for month in (7, 8, 9))
TEXTS = Texts("Rises", lambda ore: f"{ore} öre", lambda period, ore: f"{period:%Y-%m} {ore}")


def drawn(months, marks):
    return trend(months, marks, TEXTS)


def of_class(drawing, name):
    return [one for one in drawing.shapes if name in str(one[1].get("className", "")).split()]


def test_the_drawing_says_in_a_sentence_what_it_shows():
    drawing = drawn([(JULY, 100)], {})

    assert drawing.label == "Rises"


def test_months_are_joined_and_those_after_the_chosen_one_are_grey():
    drawing = drawn(
        [(JULY, 100), (AUGUST, 200), (SEPTEMBER, 300)], {AUGUST: Mark("200", chosen=True)}
    )

    lines = of_class(drawing, "line")

    assert [line[1]["className"] for line in lines] == ["line", "line later"]


def test_an_amount_stands_higher_the_larger_it_is_and_zero_is_the_floor():
    drawing = drawn([(JULY, 0), (AUGUST, 200)], {})

    line = of_class(drawing, "line")[0]
    floor = of_class(drawing, "zero")[0]

    assert line[1]["y1"] == floor[1]["y1"]
    assert line[1]["y2"] < line[1]["y1"]


def test_every_month_tells_its_own_figure_when_pointed_at():
    drawing = drawn([(JULY, 100), (AUGUST, 200)], {})

    told = [one[2][2][2] for one in of_class(drawing, "month")]

    assert told == ["2008-07 100", "2008-08 200"]


def test_a_marked_month_has_its_words_beside_it():
    drawing = drawn([(JULY, 100), (AUGUST, 200)], {AUGUST: Mark("2,00 kr", chosen=True)})

    words = [one[2] for one in of_class(drawing, "mark") if one[0] == "text"]

    assert words == ["2,00 kr"]
