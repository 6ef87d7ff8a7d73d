"""Earned value in words: what a hundred kronor gave, and what cannot be judged."""

import datetime
from fractions import Fraction

import pytest

from actionplan.earned_value import EarnedValue
from dashboard.words import earned as words

pytestmark = pytest.mark.usefixtures("swedish")
MILLION = 100_000_000
#: 100 mnkr in all; 50 should be done, 40 is, for 60.
BEHIND = EarnedValue(100 * MILLION, Fraction(50 * MILLION), Fraction(40 * MILLION), 60 * MILLION)
NOTHING = EarnedValue(100 * MILLION, Fraction(0), Fraction(0), 0)
UNPAID = EarnedValue(100 * MILLION, Fraction(50 * MILLION), Fraction(40 * MILLION), 0)
EARLY = EarnedValue(100 * MILLION, Fraction(0), Fraction(10 * MILLION), 10 * MILLION)
FRUITLESS = EarnedValue(100 * MILLION, Fraction(50 * MILLION), Fraction(0), 60 * MILLION)


NO_ESTIMATE = "Inget är gjort, eller ingen kostnad är lämnad: det finns inget att räkna från (EAC)."


@pytest.fixture
def swedish(speak):
    speak("sv")


def plain(told: str) -> str:
    return told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (BEHIND, ("För 100 kr har planen gett arbete värt 67 kr, och 80 % av det som skulle vara "
                 "gjort är gjort")),
        (NOTHING, "Varken kostnad eller takt kan bedömas ännu"),
        (UNPAID, "80 % av det som skulle vara gjort är gjort; kostnaden kan inte bedömas"),
        (EARLY, "För 100 kr har planen gett arbete värt 100 kr; takten kan inte bedömas"),
    ],
)  # fmt: skip
def test_the_title_says_what_money_gave_and_no_more_than_is_known(one, told):
    assert plain(words.title(one, is_whole=True)) == told


def test_a_part_of_the_plan_is_not_called_the_plan():
    told = plain(words.title(BEHIND, is_whole=False))

    assert told.startswith("För 100 kr har det som visas gett arbete värt 67 kr")


@pytest.mark.parametrize(
    ("one", "note"),
    [
        (BEHIND, "50,0 mnkr mer än budgeten, om resten kostar som det som är gjort (EAC)."),
        (EARLY, "Som budgeterat, om resten kostar som det som är gjort (EAC)."),
        (UNPAID, NO_ESTIMATE),
        (FRUITLESS, NO_ESTIMATE),
    ],
)  # fmt: skip
def test_the_estimate_says_what_it_rests_on(one, note):
    assert plain(words.estimate_note(one)) == note


def test_what_cannot_be_reckoned_is_said_so_and_is_no_zero():
    assert [words.share(NOTHING), words.per_hundred(NOTHING), words.estimate(NOTHING)] == [
        "kan inte bedömas"
    ] * 3
    assert words.per_hundred(FRUITLESS) == "0"


def test_the_sums_stand_with_their_figures():
    told = words.reckoned(BEHIND)

    assert "SPI = EV ÷ PV = 40,00 ÷ 50,00 = 0,80." in told[3]
    assert "CPI = EV ÷ AC = 40,00 ÷ 60,00 = 0,67." in told[4]
    assert "EAC = budget ÷ CPI = 100,00 ÷ (40,00 ÷ 60,00) = 150,00." in told[5]


@pytest.mark.parametrize(("ore", "told"), [(50, "50 mnkr"), (0.5, "0,5 mnkr"), (0.05, "0,05 mnkr")])
def test_a_line_says_no_more_decimals_than_it_needs(ore, told):
    assert plain(words.tick(round(ore * MILLION))) == told


def test_the_curve_is_told_to_those_who_do_not_see_it():
    told = plain(words.curve(datetime.date(2008, 8, 31), BEHIND))

    assert told == (
        "S-kurva: av budgeten 100,0 mnkr skulle 50,0 mnkr vara gjort den 31 augusti 2008; "
        "40,0 mnkr är gjort, och det har kostat 60,0 mnkr."
    )
