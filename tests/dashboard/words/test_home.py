"""Key figures in words."""

import pytest

from dashboard.words import home as words


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "expected"),
    [
        (617_400_00, 100, "kr", ("6 174", "kr")),
        (987, 1_000, "%", ("98,7", "%")),
        (1, 4, "number", ("0,3", "")),
        (5, 0, "kr", ("–", "")),
    ],
)
def test_a_key_figure_is_divided_once_and_rounded_once(
    as_reader, numerator, denominator, unit, expected
):
    as_reader("board")

    value, mark = words.kpi_value(numerator, denominator, unit)

    assert (plain(value), mark) == expected


@pytest.mark.parametrize(
    ("now", "before", "unit", "sentence"),
    [
        ((110_00, 1), (100_00, 1), "kr", "10 % högre än i augusti 2007 (100 kr)."),
        ((90_00, 1), (100_00, 1), "kr", "10 % lägre än i augusti 2007 (100 kr)."),
        ((98, 100), (78, 100), "%", "Upp från 78,0 % i augusti 2007."),
        ((1, 2), (2, 4), "%", "Som i augusti 2007."),
        ((1, 2), None, "%", "Ingen siffra för augusti 2007 att jämföra med."),
    ],
)
def test_a_change_is_told_in_words(as_reader, now, before, unit, sentence):
    as_reader("board")

    assert plain(words.kpi_change(now, before, unit, "augusti 2007")) == sentence
