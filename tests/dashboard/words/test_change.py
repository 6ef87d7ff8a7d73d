import pytest

from dashboard.words import change


@pytest.mark.parametrize(
    ("ore", "words"),
    [
        (131_587_00, "131 587 kr mer"),
        (-115_00, "115 kr mindre"),
        (50, "0,50 kr mer"),
        (0, "lika mycket"),
    ],
)
def test_a_deviation_is_said_in_words(speak, ore, words):
    speak("sv")

    assert change.in_kronor(ore).replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_small_part_has_a_decimal_and_a_large_one_none(speak):
    speak("en")

    assert change.part(24, 1000) == "2.4%"
    assert change.part(-240, 1000) == "24%"


def test_what_is_not_nothing_is_never_told_as_nothing(speak):
    speak("en")

    assert change.part_to_a_decimal(1, 100_000) == "less than 0.1%"
