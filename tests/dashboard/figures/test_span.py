"""A month, or the year so far."""

import datetime
from fractions import Fraction

from dashboard.figures.span import Span, days

JANUARY, AUGUST = datetime.date(2008, 1, 1), datetime.date(2008, 8, 1)
ROW = {
    "service_id": "WS-PED",
    "name_sv": "Arbetsstation pedagogisk",
    "name_en": "Pedagogical workstation",
    "month_ore": 48_000,
    "month_before_ore": 24_000,
    "year_ore": 96_000,
    "year_before_ore": 0,
    "month_unit_days": 62,
    "month_before_unit_days": 31,
    "year_unit_days": 124,
    "year_before_unit_days": 0,
}


def test_a_month_is_held_against_the_same_month_a_year_before(as_reader):
    as_reader("board")
    span = Span(AUGUST, AUGUST, is_year=False)

    change = span.change_of(ROW)

    assert (change.amount_ore, change.before_ore) == (48_000, 24_000)
    assert (change.in_use, change.in_use_before) == (2, 1)
    assert span.words_before == "augusti\N{NO-BREAK SPACE}2007"


def test_the_year_so_far_adds_up_its_months(as_reader):
    as_reader("board")
    span = Span(JANUARY, AUGUST, is_year=True)

    assert span.ore(ROW) == 96_000
    assert span.change_of(ROW).in_use == Fraction(124, 244)
    assert span.words == "januari–augusti\N{NO-BREAK SPACE}2008"


def test_a_leap_year_has_its_day():
    assert days(JANUARY, datetime.date(2008, 12, 1)) == 366
