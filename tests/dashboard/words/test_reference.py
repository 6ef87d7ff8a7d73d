"""The catalogue in words."""

import datetime

import pytest

from dashboard.formats import OPEN_END
from dashboard.words import reference as words


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def price(amount, *, in_ore=True, **more):
    return {
        "amount": amount,
        "price_ore": amount if in_ore else None,
        "price_e4": None if in_ore else amount,
        "valid_from": datetime.date(2007, 1, 1),
        "valid_until": datetime.date(2008, 1, 1),
        "ended_by": None,
        "decision": "KS 2006-11-22",
        "decided_on": datetime.date(2006, 11, 22),
        **more,
    }


@pytest.mark.parametrize(
    ("row", "per", "kind", "text"),
    [
        (price(540_000), "år", "yearly", "5 400,00 kr/år"),
        (price(3_500, in_ore=False), "st", "metered", "0,35 kr/st"),
        (price(3_450, in_ore=False), "st", "metered", "0,3450 kr/st"),
        (price(6_600_000, in_ore=False), "tim", "metered", "660,00 kr/tim"),
        (None, "avtal", "agreement", "enligt avtal"),
        (None, "år", "yearly", "inget pris"),
    ],
)
def test_a_price_keeps_every_digit_it_has(as_reader, row, per, kind, text):
    as_reader("board")

    assert plain(words.price(row, per, kind)) == text


def test_reading_days_are_written_as_days(as_reader):
    as_reader("board")

    assert plain(words.counting_rule("on_dates", "10-15|02-15", "")) == (
        "avläst 15 oktober och 15 februari"
    )
    assert words.counting_rule("on_day", "20", "5 GB per ACC-STD") == (
        "avläst den 20:e i månaden, 5 GB per ACC-STD ingår"
    )


def test_a_price_is_held_against_the_first_one(as_reader):
    as_reader("board", "en")

    sentence = words.price_sentence("Laptop", price(630_000), price(567_000))

    assert plain(sentence) == "Laptop costs 5,670.00 kr, 10.0% lower than on 1 January 2007"


def test_a_price_that_stands_is_said_to_stand(as_reader):
    as_reader("board", "en")

    assert plain(words.price_sentence("Laptop", price(1), price(1))).endswith(
        "the same since 1 January 2007"
    )


def test_until_is_the_last_day_and_names_the_list_that_ended_it(as_reader):
    as_reader("board", "en")

    assert words.until(price(1)) == "2007-12-31"
    assert words.until(price(1, ended_by="PL-2")) == "2007-12-31, ended by PL-2"
    assert words.until(price(1, valid_until=OPEN_END)) == "until further notice"


def test_why_a_service_is_on_no_bill(as_reader):
    as_reader("board", "en")
    on = datetime.date(2008, 8, 31)
    service = {"valid_from": datetime.date(2007, 1, 1), "valid_until": OPEN_END}

    assert words.not_charged(service, on) == "no source yet"
    assert words.not_charged({**service, "valid_until": on}, on) == "ended on 2008-08-31"
    assert words.not_charged({**service, "valid_from": OPEN_END}, on).startswith("begins on")


@pytest.mark.parametrize(
    ("kind", "per", "cost", "text"),
    [
        ("yearly", "år", (548_521, 54_852_090), "5 485,21 kr/år"),
        ("metered", "st", (31, 3_073), "0,3073 kr/st"),
        ("metered", "tim", (54_588, 5_458_776), "545,88 kr/tim"),
        ("passed_through", "st", (100, 10_000), "–"),
        ("agreement", "avtal", (None, None), "–"),
        ("yearly", "år", (None, None), "–"),
    ],
)
def test_a_unit_costs_in_the_unit_of_its_price(as_reader, kind, per, cost, text):
    as_reader("board")
    row = {"fee_kind": kind, "per": per, "unit_cost_ore": cost[0], "unit_cost_e4": cost[1]}

    assert plain(words.unit_cost(row)) == text


@pytest.mark.parametrize(
    ("result_ore", "text"),
    [(1_230_000, "12 300 kr över"), (-1_230_000, "12 300 kr under"), (0, "täckt på öret")],
)
def test_a_result_says_which_side_it_is_on(as_reader, result_ore, text):
    as_reader("board")

    assert plain(words.result(result_ore)) == text
