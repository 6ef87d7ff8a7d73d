"""Swedish working days: what everybody knows to be one, and counting to and fro."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.calendar import (
    day_of,
    is_working_day,
    number_from,
    number_of,
    report_before,
    report_date_of,
    working_days_between,
)
from tests.actionplan.plans import on

DAYS = st.dates(datetime.date(1991, 1, 1), datetime.date(2060, 12, 31))


@pytest.mark.parametrize(
    "closed",
    [
        "2009-01-01", "2009-01-06", "2009-04-10", "2009-04-13", "2009-05-01", "2009-05-21",
        "2008-06-06", "2009-06-19", "2009-12-24", "2009-12-25", "2009-12-31", "2009-06-20",
    ],
)  # fmt: skip
def test_nobody_works_on_a_public_holiday_nor_on_an_eve_that_is_one_in_practice(closed):
    assert not is_working_day(on(closed))


@pytest.mark.parametrize("workday", ["2009-01-05", "2009-04-30", "2009-06-18", "2009-12-23"])
def test_the_day_before_is_a_working_day(workday):
    assert is_working_day(on(workday))


def test_whit_monday_gave_way_to_the_national_day_in_2005():
    assert not is_working_day(on("2004-05-31"))
    assert is_working_day(on("2005-05-16"))
    assert is_working_day(on("2004-06-07"))
    assert not is_working_day(on("2005-06-06"))


def test_2009_had_251_working_days():
    """261 weekdays less ten; the national day and Boxing day were Saturdays."""
    assert working_days_between(on("2008-12-31"), on("2009-12-31")) == 251


def test_from_friday_to_monday_is_one_working_day():
    assert working_days_between(on("2009-09-11"), on("2009-09-14")) == 1
    assert working_days_between(on("2009-09-11"), on("2009-09-13")) == 0
    assert working_days_between(on("2009-09-14"), on("2009-09-11")) == -1


@given(DAYS)
def test_a_number_leads_back_to_its_day_or_to_the_working_day_before(day):
    back = day_of(number_of(day))

    assert is_working_day(back)
    assert back == day if is_working_day(day) else back < day
    assert (day - back).days <= 5


@given(DAYS)
def test_the_day_from_which_is_the_first_working_day_at_hand(day):
    first = day_of(number_from(day))

    assert first >= day
    assert working_days_between(day, first) == (0 if is_working_day(day) else 1)


@given(DAYS, DAYS, DAYS)
def test_a_way_is_the_sum_of_its_parts(first, middle, last):
    parts = working_days_between(first, middle), working_days_between(middle, last)

    assert working_days_between(first, last) == sum(parts)


def test_days_before_the_calendar_are_refused():
    with pytest.raises(ValueError, match="counted from 1990"):
        number_of(on("1989-12-31"))
    with pytest.raises(ValueError, match="numbered from 1"):
        day_of(0)


def test_a_day_belongs_to_the_report_at_the_end_of_its_tertial():
    days = ["2008-01-01", "2008-04-30", "2008-05-01", "2008-08-31", "2008-09-01", "2008-12-31"]

    ends = [report_date_of(on(day)).isoformat() for day in days]

    assert ends == [
        "2008-04-30", "2008-04-30", "2008-08-31", "2008-08-31", "2008-12-31", "2008-12-31",
    ]  # fmt: skip


def test_the_reports_follow_each_other():
    before = [report_before(on(day)).isoformat() for day in ("2008-04-30", "2008-08-31")]

    assert before == ["2007-12-31", "2008-04-30"]
    assert report_before(on("2008-12-31")) == on("2008-08-31")
