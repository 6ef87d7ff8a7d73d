import datetime

import pytest

from dashboard.words import lines

AUGUST = datetime.date(2008, 8, 1)
LINE = {
    "fee_kind": "yearly",
    "rule": "month_end",
    "unit_sv": "arbetsstation",
    "unit_en": "workstation",
    "units": 32,
    "quantity": 32_000,
    "unit_days": 992,
    "price_ore": 2_880_00,
    "price_e4": None,
    "tier_kind": None,
    "amount_ore": 7_680_00,
}
PAGES = {
    **LINE,
    "fee_kind": "metered",
    "rule": "sum",
    "unit_sv": "sida",
    "unit_en": "page",
    "quantity": 12_345_000,
    "price_ore": None,
    "price_e4": 3400,
}
HOURS = {**PAGES, "unit_sv": "timme", "unit_en": "hour", "quantity": 6_500, "price_e4": 675_0000}
STORAGE = {**PAGES, "unit_sv": "GB-månad", "quantity": 112_400, "price_e4": 24_0000}
CALLS = {**PAGES, "fee_kind": "passed_through", "unit_sv": "krona", "quantity": 4_197_300}
CONNECTED = {**LINE, "fee_kind": "one_off", "rule": "event", "unit_sv": "styck", "quantity": 3_000}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "32 st × 2 880 kr/år"),
        ({"price_ore": 552_50}, "32 st × 552,50 kr/år"),
        ({"rule": "day_exact", "unit_days": 10}, "10 kontodagar × 2 880 kr/år"),
        ({"fee_kind": "agreement"}, "enligt avtal, 2 880 kr/år"),
        ({"fee_kind": "decision"}, "enligt beslut, 2 880 kr/år"),
        ({"quantity": 500}, "0,5 st × 2 880 kr/år"),
        (PAGES, "12 345 sidor × 0,34 kr/sida"),
        (HOURS, "6,50 tim × 675 kr/timme"),
        (STORAGE, "112,4 GB × 24 kr/GB-månad"),
        (CALLS, "4 197,30 kr, som källan har det"),
        ({**CONNECTED, "price_ore": 600_00}, "3 st × 600 kr per styck"),
        ({**PAGES, "tier_kind": "graduated", "price_e4": None}, "12 345 sidor, pris i steg"),
    ],
)
def test_a_line_says_its_quantity_and_price(speak, changed, words):
    speak("sv")

    assert lines.quantity({**LINE, **changed}).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (None, "ny"),
        ({**LINE, "quantity": 30_000, "amount_ore": 7_200_00}, "2 fler, +480,00 kr"),
        ({**LINE, "quantity": 33_000, "amount_ore": 7_920_00}, "1 färre, −240,00 kr"),
        ({**LINE, "amount_ore": 7_700_00}, "−20,00 kr"),
        (LINE, "oförändrat"),
    ],
)
def test_a_line_says_how_it_stands_to_the_month_before(speak, before, words):
    speak("sv")

    assert lines.against_before(LINE, before).replace("\N{NO-BREAK SPACE}", " ") == words


def test_use_is_told_against_the_month_before_in_its_own_unit(speak):
    speak("sv")
    before = {**HOURS, "quantity": 4_000, "amount_ore": HOURS["amount_ore"] - 1_687_50}

    told = lines.against_before(HOURS, before)

    assert told.replace("\N{NO-BREAK SPACE}", " ") == "2,50 fler, +1 687,50 kr"


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
