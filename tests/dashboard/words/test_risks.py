"""Risks in words, in both languages."""

import pytest

from dashboard.words import risks as words


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("counts", "sv", "en"),
    [
        ((0, 0), "Ingen risk står kvar i planen", "No risk stands in the plan"),
        ((1, 0), "En risk står i planen, och ingen är stor",
         "One risk stands in the plan, and none is large"),
        ((32, 8), "32 risker står i planen, och 8 är stora",
         "32 risks stand in the plan, and 8 are large"),
    ],
)  # fmt: skip
def test_the_title_counts(speak, language, counts, sv, en):
    speak(language)
    assert words.title(*counts) == {"sv": sv, "en": en}[language]


@pytest.mark.parametrize(
    ("number", "sv"), [(None, "ny"), (0, "oförändrat"), (7, "7 större"), (-4, "4 mindre")]
)
def test_how_it_moved_is_told(speak, number, sv):
    speak("sv")
    assert words.grew(number) == sv
