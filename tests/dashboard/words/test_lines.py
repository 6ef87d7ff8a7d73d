import datetime

import pytest

from dashboard.words import lines

AUGUST = datetime.date(2008, 8, 1)
LINE = {
    "fee_kind": "yearly",
    "rule": "month_end",
    "units": 32,
    "unit_days": 992,
    "price_ore": 2_880_00,
    "amount_ore": 7_680_00,
}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "32 st × 2 880 kr/år"),
        ({"price_ore": 552_50}, "32 st × 552,50 kr/år"),
        ({"rule": "day_exact", "unit_days": 10}, "10 kontodagar × 2 880 kr/år"),
        ({"fee_kind": "agreement"}, "enligt avtal, 2 880 kr/år"),
        ({"fee_kind": "decision"}, "enligt beslut, 2 880 kr/år"),
    ],
)
def test_a_line_says_its_quantity_and_price(speak, changed, words):
    speak("sv")

    assert lines.quantity({**LINE, **changed}).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (None, "ny"),
        ({**LINE, "units": 30, "amount_ore": 7_200_00}, "2 fler, +480,00 kr"),
        ({**LINE, "units": 33, "amount_ore": 7_920_00}, "1 färre, −240,00 kr"),
        ({**LINE, "amount_ore": 7_700_00}, "−20,00 kr"),
        (LINE, "oförändrat"),
    ],
)
def test_a_line_says_how_it_stands_to_the_month_before(speak, before, words):
    speak("sv")

    assert lines.against_before(LINE, before).replace("\N{NO-BREAK SPACE}", " ") == words


def test_an_object_is_stale_after_ninety_days_and_not_on_the_ninetieth(speak):
    speak("sv")
    last = datetime.date(2008, 8, 31)

    assert lines.stale(last - datetime.timedelta(days=90), last) == ""
    assert lines.stale(last - datetime.timedelta(days=91), last) == "91 dagar sedan"
    assert lines.stale(None, last) == ""


def test_an_end_is_shown_as_the_last_day_and_an_open_one_in_words(speak):
    speak("sv")

    assert lines.last_day(datetime.date(2008, 9, 1)) == "2008-08-31"
    assert lines.last_day(datetime.date(9999, 12, 31)) == "tills vidare"


def test_only_what_came_in_the_month_is_new(speak):
    speak("sv")

    assert lines.new_in(datetime.date(2008, 8, 31), AUGUST) == "ny i augusti"
    assert lines.new_in(datetime.date(2008, 7, 31), AUGUST) == ""


def test_every_state_but_in_force_warns(speak):
    speak("sv")
    states = ("in_force", "unsigned", "expired", "missing")

    assert [lines.agreement_state(state)[0] for state in states] == [None, *["watch"] * 3]
