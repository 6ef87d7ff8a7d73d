"""Months as the bills count them."""

import datetime

import pytest

from chargeback.period import (
    days_in,
    last_day_of,
    months_later,
    next_period,
    period_of,
    periods_between,
)

LEAP_DAY = datetime.date(2008, 2, 29)


def test_a_day_belongs_to_the_month_it_is_in():
    assert period_of(LEAP_DAY) == datetime.date(2008, 2, 1)


@pytest.mark.parametrize(
    ("period", "following"),
    [
        (datetime.date(2008, 1, 1), datetime.date(2008, 2, 1)),
        (datetime.date(2008, 12, 1), datetime.date(2009, 1, 1)),
        (LEAP_DAY, datetime.date(2008, 3, 1)),
    ],
)
def test_the_next_period_is_the_first_of_the_next_month(period, following):
    assert next_period(period) == following


def test_february_has_29_days_in_a_leap_year():
    assert days_in(datetime.date(2008, 2, 1)) == 29
    assert days_in(datetime.date(2009, 2, 1)) == 28
    assert last_day_of(datetime.date(2008, 2, 1)) == LEAP_DAY


def test_periods_between_two_days_include_both_months():
    periods = periods_between(datetime.date(2007, 11, 30), datetime.date(2008, 2, 1))

    assert [period.month for period in periods] == [11, 12, 1, 2]


def test_no_period_lies_between_a_day_and_an_earlier_month():
    assert periods_between(LEAP_DAY, datetime.date(2008, 1, 31)) == []


def test_months_are_counted_over_new_year_both_ways():
    december, january = datetime.date(2007, 12, 1), datetime.date(2008, 1, 1)

    assert months_later(december, 1) == january
    assert months_later(january, -1) == december
    assert months_later(january, -12) == datetime.date(2007, 1, 1)
