"""Months as the bills count them: a period is the first day of its month."""

import calendar
import datetime

from chargeback.money import MONTHS_A_YEAR


def period_of(day: datetime.date) -> datetime.date:
    """The period a day belongs to: the first day of its month."""
    return day.replace(day=1)


def next_period(period: datetime.date) -> datetime.date:
    """The period after this one; also the day a half-open month ends."""
    return (period.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)


def months_later(period: datetime.date, count: int) -> datetime.date:
    """The period so many months after this one, before it when negative."""
    years, month = divmod(period.month - 1 + count, MONTHS_A_YEAR)
    return datetime.date(period.year + years, month + 1, 1)


def days_in(period: datetime.date) -> int:
    """How many days the month has, 29 in February of a leap year."""
    return calendar.monthrange(period.year, period.month)[1]


def last_day_of(period: datetime.date) -> datetime.date:
    """The day whose end a unit counted by the month must reach."""
    return period.replace(day=days_in(period))


def periods_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Every period from that of ``first`` to that of ``last``, both included.

    Returns:
        Periods in order; none when ``last`` is in an earlier month.
    """
    period, found = period_of(first), []
    while period <= last:
        found.append(period)
        period = next_period(period)
    return found
