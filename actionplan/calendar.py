"""Swedish working days: Monday to Friday, no public holiday, and none that is one in practice.

Midsummer's eve, Christmas eve and New Year's eve are no working days (de facto). Days are counted
by number: Friday and the Saturday after it have the same, Monday the next.
"""

import datetime
from bisect import bisect_left, bisect_right
from functools import cache

import holidays

from actionplan.plan import REPORTS
from chargeback.period import next_period

EPOCH_YEAR = 1990
FRIDAY = 4


def is_working_day(day: datetime.date) -> bool:
    """Whether the city works on the day.

    >>> [is_working_day(datetime.date(2009, 6, day)) for day in (18, 19, 22)]
    [True, False, True]
    """
    return day in _working_set(day.year)


def number_of(day: datetime.date) -> int:
    """Working days from the beginning of 1990 to the day, it included.

    Raises:
        ValueError: The day is before 1990.
    """
    if day.year < EPOCH_YEAR:
        raise ValueError(f"working days are counted from {EPOCH_YEAR}, not on {day}")
    return _before(day.year) + bisect_right(_working_days(day.year), day)


def number_from(day: datetime.date) -> int:
    """The number of the first working day on or after the day."""
    return number_of(day) + (not is_working_day(day))


def day_of(number: int) -> datetime.date:
    """The working day of a number: the other way of :func:`number_of`.

    >>> day_of(number_of(datetime.date(2010, 12, 31)))
    datetime.date(2010, 12, 30)
    """
    if number < 1:
        raise ValueError(f"working days are numbered from 1, not {number}")
    year = EPOCH_YEAR
    while _before(year + 1) < number:
        year += 1
    return _working_days(year)[number - _before(year) - 1]


def working_days_between(first: datetime.date, last: datetime.date) -> int:
    """Working days after the first day, to and with the last; negative the other way."""
    return number_of(last) - number_of(first)


def working_day_after(month: datetime.date, count: int) -> datetime.date:
    """The so many-th working day of the month that follows another.

    >>> [working_day_after(datetime.date(2008, 12, 1), count) for count in (1, 3)]
    [datetime.date(2009, 1, 2), datetime.date(2009, 1, 7)]

    Args:
        month: First day of the month before.
        count: From 1.
    """
    return day_of(number_from(next_period(month)) + count - 1)


def report_date_of(day: datetime.date) -> datetime.date:
    """The last day of the tertial that the day is in."""
    month, last = REPORTS[bisect_left([month for month, _last in REPORTS], day.month)]
    return datetime.date(day.year, month, last)


def report_before(report_date: datetime.date) -> datetime.date:
    """The report date before this one."""
    return report_date_of(report_date.replace(day=1) - datetime.timedelta(days=100))


def report_after(report_date: datetime.date) -> datetime.date:
    """The report date after this one."""
    return report_date_of(report_date + datetime.timedelta(days=1))


@cache
def _working_days(year: int) -> tuple[datetime.date, ...]:
    closed = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"))
    first = datetime.date(year, 1, 1)
    days = (datetime.date(year + 1, 1, 1) - first).days
    every = (first + datetime.timedelta(days=count) for count in range(days))
    return tuple(day for day in every if day.weekday() <= FRIDAY and day not in closed)


@cache
def _working_set(year: int) -> frozenset[datetime.date]:
    return frozenset(_working_days(year))


@cache
def _before(year: int) -> int:
    """Working days before the year."""
    return 0 if year <= EPOCH_YEAR else _before(year - 1) + len(_working_days(year - 1))
