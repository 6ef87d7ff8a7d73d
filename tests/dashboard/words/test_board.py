"""What the city's costs say."""

import datetime
from fractions import Fraction

import pytest

from dashboard.words import board as words
from dashboard.words.causes import ServiceChange

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)
MILLION = 100_000_000


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def service(name, change_ore, plural=""):
    return ServiceChange(name, name, plural, change_ore, 0, Fraction(2), Fraction(1))


def said(as_reader, language, amount, before, changes=()):
    as_reader("board", language)
    when = words.a_year_before(AUGUST, AUGUST)
    return plain(words.cost_title("augusti 2008", when, amount, before, changes))


@pytest.mark.parametrize(
    ("amount", "before", "sentence"),
    [
        (10 * MILLION, 0, "IT kostade staden 10,0 mnkr i augusti 2008"),
        (
            11 * MILLION,
            10 * MILLION,
            "IT kostade staden 11,0 mnkr i augusti 2008, 10 % mer än i augusti 2008",
        ),
        (
            9 * MILLION,
            10 * MILLION,
            "IT kostade staden 9,0 mnkr i augusti 2008, 10 % mindre än i augusti 2008",
        ),
        (
            10 * MILLION + 1,
            10 * MILLION,
            "IT kostade staden 10,0 mnkr i augusti 2008, ungefär lika mycket som i augusti 2008",
        ),
    ],
)
def test_the_title_says_the_cost_and_the_change(as_reader, amount, before, sentence):
    assert said(as_reader, "sv", amount, before) == sentence


def test_the_title_names_only_services_that_pull_the_way_the_cost_went(as_reader):
    changes = [service("Konton", 2 * MILLION), service("Servrar", -1 * MILLION)]

    sentence = said(as_reader, "sv", 11 * MILLION, 10 * MILLION, changes)

    assert "konton" in sentence
    assert "servrar" not in sentence


def test_a_small_city_is_told_in_kronor(as_reader):
    assert said(as_reader, "en", 55_952_587, 0) == "IT cost the city 559,526 kr in augusti 2008"


def test_the_year_is_held_against_the_same_months(as_reader):
    as_reader("board")

    assert words.a_year_before(datetime.date(2007, 1, 1), datetime.date(2007, 8, 1)) == (
        "samma månader 2007"
    )


def test_how_few_departments_carry_half(as_reader):
    as_reader("board", "en")

    assert (
        plain(words.heat_title(["UTF", "SDI", "STK"], [50, 30, 20]))
        == "UTF carries 50% of the cost"
    )
    assert words.heat_title(["UTF", "SDI", "STK"], [40, 35, 25]) == (
        "2 of 3 departments carry half of the cost; UTF pays most"
    )
    assert words.heat_title([], []) == "What each department pays for"


def test_a_comparison_over_a_reorganisation_says_it_is_as_it_was(as_reader):
    as_reader("board")

    sentence = plain(words.as_it_was([("Sociala resursförvaltningen", JULY)], ["VA-verket Malmö"]))

    assert sentence == (
        "Jämfört som det var: Sociala resursförvaltningen bildades 1 juli 2008 "
        "och VA-verket Malmö finns inte längre."
    )
    assert words.as_it_was([], []) == ""


def test_a_change_is_told_in_words_and_nothing_is_claimed_without_an_earlier_bill(as_reader):
    as_reader("board")

    assert [plain(text) for text in words.against(110_000_00, 100_000_00)] == [
        "10 000 kr mer",
        "10,0 % högre.",
    ]
    assert words.against(100, 0) == ("inget att jämföra med", "")


def test_the_trend_tells_its_first_and_last_month(as_reader):
    as_reader("board", "en")

    up = words.trend_title(JULY, 2 * MILLION, AUGUST, 3 * MILLION)
    same = words.trend_title(JULY, 2 * MILLION, AUGUST, 2 * MILLION)

    assert plain(up) == "A month has gone from 2.0 m kr in July 2008 up to 3.0 m kr"
    assert plain(same) == "A month costs what it did in July 2008: 2.0 m kr"


def test_the_bridge_never_names_only_what_pulls_against_the_change(as_reader):
    as_reader("board", "en")
    many_rises = [service(f"S{number}", 10_000_00) for number in range(9)]

    title = plain(words.bridge_title([*many_rises, service("Servers", -5_000_00)]))

    assert title == "S0 changed most: 10,000 kr more"
