"""The year's deviation: where the lines go, and what stands at their ends."""

import datetime

from dashboard.charts.deviation import TOP, DeviationTexts, End, deviation

JANUARY, FEBRUARY, DECEMBER = (datetime.date(2008, month, 1) for month in (1, 2, 12))
TEXTS = DeviationTexts(
    "Over budget",
    tick=lambda ore: f"{ore} öre",
    month=lambda period: f"{period:%m}",
    end=lambda ore: f"ends at {ore}",
    budget="budget",
    month_amount=lambda period, ore: f"{period:%Y-%m} {ore}",
)


def words(drawing):
    return [text for tag, _attributes, text in flat(drawing.shapes) if tag == "text"]


def flat(shapes):
    for tag, attributes, children in shapes:
        yield tag, attributes, children
        if isinstance(children, list):
            yield from flat(children)


def of_class(drawing, name):
    return [
        attributes
        for _tag, attributes, _children in flat(drawing.shapes)
        if name in str(attributes.get("className", "")).split()
    ]


def test_the_budget_is_the_line_at_zero():
    drawing = deviation([(JANUARY, 100), (FEBRUARY, -50)], None, TEXTS)

    assert "budget" in words(drawing)
    assert len(of_class(drawing, "zero")) == 1


def test_more_than_the_budget_stands_above_the_line_and_less_below():
    drawing = deviation([(JANUARY, 100), (FEBRUARY, -50)], None, TEXTS)

    zero = of_class(drawing, "zero")[0]["y1"]
    above = deviation([(JANUARY, 100)], None, TEXTS)
    below = deviation([(JANUARY, -100)], None, TEXTS)

    assert of_class(above, "chosen")[0]["cy"] < of_class(above, "zero")[0]["y1"]
    assert of_class(below, "chosen")[0]["cy"] > of_class(below, "zero")[0]["y1"]
    assert of_class(drawing, "chosen")[0]["cy"] > zero


def test_the_forecast_is_dotted_to_december_with_its_band():
    drawing = deviation([(JANUARY, 100)], End(300, 200, 400), TEXTS)

    assert "ends at 300" in words(drawing)
    assert len(of_class(drawing, "foreseen")) == 1
    assert len(of_class(drawing, "fan")) == 1


def test_without_a_year_to_learn_from_there_is_no_band():
    drawing = deviation([(JANUARY, 100)], End(300), TEXTS)

    assert of_class(drawing, "fan") == []


def test_a_year_that_is_over_has_no_forecast():
    drawing = deviation([(DECEMBER, 100)], None, TEXTS)

    assert of_class(drawing, "foreseen") == []
    assert not any(str(word).startswith("ends") for word in words(drawing))


def test_every_month_tells_its_own_figure_when_pointed_at():
    drawing = deviation([(JANUARY, 100), (FEBRUARY, -50)], None, TEXTS)

    assert {"2008-01 100", "2008-02 -50"} <= set(words(drawing))


def test_a_year_exactly_on_budget_can_be_drawn():
    assert deviation([(JANUARY, 0)], End(0, 0, 0), TEXTS).label == "Over budget"


def test_the_words_at_the_end_keep_clear_of_the_line_that_leads_there():
    rising = deviation([(JANUARY, 100)], End(300, None, None), TEXTS)
    falling = deviation([(JANUARY, -100)], End(-220, None, None), TEXTS)

    def end_of_line_and_words(drawing):
        (line,) = of_class(drawing, "foreseen")
        (words_at,) = [one["y"] for one in of_class(drawing, "mark") if one["x"] == "100%"]
        return float(line["points"].rpartition(",")[2]), words_at

    line, words_at = end_of_line_and_words(rising)
    assert words_at < line + TOP
    line, words_at = end_of_line_and_words(falling)
    assert words_at > line + TOP
