"""A tertial's figures: the year's money up to its last month and the plan as its report told it."""

import datetime
import re
from dataclasses import dataclass, replace
from functools import cached_property

from actionplan.plan import REPORTS
from dashboard.access import Viewer
from dashboard.address import Address
from dashboard.figures.plan_in_short import InShort, as_of_report
from dashboard.figures.year import Year
from dashboard.plan import Asked
from dashboard.view import UnknownError, View, view_for

PAGE = "/board/action-plan"
KEY = re.compile(r"([0-9]{4})T([123])")
#: Who reads what the command line writes: what it says is the board's.
READER = Viewer("report", "board")


@dataclass(frozen=True)
class Tertial:
    """A tertial as the board reads it; nothing in it depends on the day it is asked for.

    Args:
        view: The page asked for, its period and the plan's day those of the tertial.
    """

    view: View

    @cached_property
    def year(self) -> Year:
        """The year's money up to the tertial's last month."""
        return Year(self.view)

    @cached_property
    def short(self) -> InShort:
        """The plan as the report told it."""
        return InShort(Asked(self.view))

    @property
    def day(self) -> datetime.date:
        """The report's day."""
        return self.short.asked.report_date

    @property
    def number(self) -> int:
        """1, 2 or 3."""
        return self.day.month // 4

    @property
    def key(self) -> str:
        """``2008T2``."""
        return f"{self.day.year}T{self.number}"


def of_view(view: View) -> Tertial:
    """The tertial of the report in the address, else of the latest one.

    Raises:
        UnknownError: There is no plan, no report of that day, or its month is not published.
    """
    asked = Asked(view)
    if not asked.reports:
        raise UnknownError
    if not has_money(asked):
        raise UnknownError
    day = asked.report_date
    return Tertial(replace(as_of_report(view, day), period=day.replace(day=1), chosen=None))


def has_money(asked: Asked) -> bool:
    """Whether the month that the report's tertial ends with is published."""
    return asked.report_date.replace(day=1) in asked.view.periods


def last_day(key: str) -> datetime.date:
    """The last day of the tertial named.

    >>> last_day("2008T2")
    datetime.date(2008, 8, 31)

    Raises:
        ValueError: It is no name of a tertial.
    """
    match = KEY.fullmatch(key)
    if match is None:
        raise ValueError(key)
    return datetime.date(int(match[1]), *REPORTS[int(match[2]) - 1])


def of_key(key: str) -> Tertial:
    """The tertial named: ``2008T2``.

    Raises:
        ValueError: It is no name of a tertial.
        UnknownError: No report of it was told, or its month is not published.
    """
    day = last_day(key)
    period = f"{day:%Y-%m}"
    return of_view(view_for(READER, Address(PAGE, {"at": day.isoformat(), "period": period})))
