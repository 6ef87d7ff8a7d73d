"""Where a KPI should be on a day, and how it stands to that."""

import datetime
from fractions import Fraction

import pytest

from chargeback.trajectory import on_day, part_of_the_way
from chargeback.trajectory import standing as standing_of


def standing(*state):
    return standing_of(part_of_the_way(*state))


ENDS = [
    (datetime.date(2006, 12, 31), 9_300_000),
    (datetime.date(2007, 12, 31), 8_900_000),
    (datetime.date(2008, 12, 31), 7_500_000),
]


def test_a_year_end_is_its_target():
    assert [on_day(ENDS, end) for end, _milli in ENDS] == [9_300_000, 8_900_000, 7_500_000]


def test_between_year_ends_the_target_goes_by_days():
    """8 900 kr − 1 400 kr × 183 of the 366 days of 2008."""
    assert on_day(ENDS, datetime.date(2008, 7, 1)) == 8_200_000


def test_halves_go_away_from_zero():
    days = [(datetime.date(2008, 1, 1), 0), (datetime.date(2008, 1, 3), -5)]

    assert on_day(days, datetime.date(2008, 1, 2)) == -3


@pytest.mark.parametrize("day", ["2006-12-30", "2009-01-01"])
def test_outside_the_year_ends_nothing_is_decided(day):
    assert on_day(ENDS, datetime.date.fromisoformat(day)) is None


def test_without_targets_nothing_is_decided():
    assert on_day([], datetime.date(2008, 7, 1)) is None


@pytest.mark.parametrize(
    ("outcome", "expected"), [(40, "good"), (60, "good"), (39, "watch"), (37, "watch"), (36, "bad")]
)
def test_the_part_of_the_way_from_the_start_judges(outcome, expected):
    """From 20 to 40: 17 of 20 is 85 %."""
    assert standing(Fraction(outcome), 40, 20, "higher") == expected


def test_the_way_down_is_judged_the_same():
    assert standing(Fraction(66), 67, 93, "lower") == "good"
    assert standing(Fraction(80), 67, 93, "lower") == "bad"


@pytest.mark.parametrize(("outcome", "expected"), [(85, "good"), (73, "watch"), (54, "bad")])
def test_without_a_start_the_way_begins_at_zero(outcome, expected):
    assert standing(Fraction(outcome), 85, None, "higher") == expected


@pytest.mark.parametrize(("outcome", "expected"), [(1, "good"), (2, "bad")])
def test_without_a_start_and_lower_better_it_is_the_targets_part(outcome, expected):
    assert standing(Fraction(outcome), 1, None, "lower") == expected


def test_a_target_that_is_the_start_is_reached_or_missed():
    assert standing(Fraction(310), 310, 310, "lower") == "good"
    assert standing(Fraction(311), 310, 310, "lower") == "bad"


def test_nothing_is_judged_without_target_or_direction():
    assert standing(Fraction(1), None, 0, "higher") == "unknown"
    assert standing(Fraction(1), 1, 0, "none") == "unknown"
