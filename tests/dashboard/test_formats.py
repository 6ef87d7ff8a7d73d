"""Figures, amounts and days in both languages."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formats
from dashboard.formats import MINUS, SPACE

AUGUST = datetime.date(2008, 8, 1)


def plain(text: str) -> str:
    return text.replace(SPACE, " ").replace(MINUS, "-")


@pytest.fixture
def english(as_reader):
    as_reader("board", "en")


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (123456750, "1 234 567,50 kr"),
        (5, "0,05 kr"),
        (0, "0,00 kr"),
        (-123450, "-1 234,50 kr"),
        (99, "0,99 kr"),
    ],
)
def test_kronor_are_written_to_the_ore(ore, written):
    assert plain(formats.kronor(ore)) == written


@pytest.mark.usefixtures("english")
def test_an_english_reader_gets_english_signs():
    assert plain(formats.kronor(123456750)) == "1,234,567.50 kr"
    assert plain(formats.millions(17065000000)) == "170.7 m kr"
    assert formats.percent(11, 100) == "11%"
    assert plain(formats.month(AUGUST)) == "August 2008"


@pytest.mark.parametrize(
    ("ore", "written"),
    [(17065000000, "170,7 mnkr"), (4_999_999, "0,0 mnkr"), (-5_000_000, "-0,1 mnkr")],
)
def test_millions_round_halves_away_from_zero(ore, written):
    assert plain(formats.millions(ore)) == written


@pytest.mark.parametrize(
    ("ore", "written"),
    [(125_000_000, "1,3 mnkr"), (99_999_999, "1 000 000 kr"), (-100_000_000, "-1,0 mnkr")],
)
def test_a_large_amount_is_told_in_millions_from_one_up(ore, written):
    assert plain(formats.large(ore)) == written


def test_figures_do_not_break_over_lines():
    assert " " not in formats.kronor(123456750) + formats.month(AUGUST) + formats.percent(1, 9)


@given(st.integers(-(10**18), 10**18))
def test_no_ore_is_lost_in_writing(ore):
    written = plain(formats.amount(ore)).replace(" ", "").replace(",", "")

    assert int(written) == ore


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_rounding_misses_by_at_most_half(numerator, denominator):
    assert 2 * abs(formats.rounded(numerator, denominator) * denominator - numerator) <= denominator


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.change(-123450), "-1 234,50"),
        (formats.change(500), "+5,00"),
        (formats.change(0), "0"),
        (formats.whole_change(13158700), "+131 587"),
        (formats.whole_change(49), "0"),
        (formats.percent(113, 1000, 1), "11,3 %"),
        (formats.percent(1, 0), "–"),
        (formats.months(datetime.date(2008, 1, 1), AUGUST), "januari–augusti 2008"),
        (formats.months(datetime.date(2007, 11, 1), AUGUST), "november 2007–augusti 2008"),
        (formats.months(AUGUST, AUGUST), "augusti 2008"),
        (formats.month_short(AUGUST), "aug 2008"),
        (formats.month_letter(AUGUST), "A"),
        (formats.day(datetime.date(2008, 8, 31)), "2008-08-31"),
        (formats.day(None), "–"),
        (formats.day_in_words(datetime.date(2008, 8, 31)), "31 augusti 2008"),
        (formats.moment(datetime.datetime(2008, 9, 3, 7, 12, 59)), "2008-09-03 07:12"),  # noqa: DTZ001
        (formats.short_id("4f2a0000000000009c1e"), "4f2a…9c1e"),
        (formats.period_key(AUGUST), "2008-08"),
    ],
)
def test_forms(written, expected):
    assert plain(written) == expected


@pytest.mark.parametrize("key", ["2008", "2008-13", "", "x", "2008-08-01", "9999-99"])
def test_a_key_that_names_no_month_is_none(key):
    assert formats.period_of_key(key) is None


def test_a_key_names_its_month():
    assert formats.period_of_key("2008-08") == AUGUST


def test_an_open_end_is_said_in_words(as_reader):
    as_reader("board")

    assert formats.day(datetime.date(9999, 12, 31)) == "tills vidare"
