"""What a page is asked for: by whom, at which address, for which month and department."""

import datetime
from dataclasses import dataclass

from chargeback.period import months_later, periods_between
from dashboard import session
from dashboard.access import Viewer
from dashboard.address import Address
from dashboard.formats import period_of_key
from dashboard.i18n import name
from dashboard.queries import frame


class UnknownError(Exception):
    """The address names what does not exist or what is for others: nobody can tell which."""


class NothingPublishedError(Exception):
    """There is no month to show yet."""


@dataclass(frozen=True)
class Department:
    """A department the reader may see.

    Args:
        id: ``SDI``.
        name: In the reader's language.
        short: For narrow places.
    """

    id: str
    name: str
    short: str


@dataclass(frozen=True)
class View:
    """What every page's ``content`` gets.

    Args:
        viewer: Who reads; first argument of every query.
        address: Where; its ``here`` and ``to`` make links that keep the filter.
        period: The month chosen, else the latest there is.
        periods: All months, newest first.
        chosen: The department in the address, or the reader's only one; none means all.
        departments: Those the reader may see, by name.
    """

    viewer: Viewer
    address: Address
    period: datetime.date
    periods: tuple[datetime.date, ...]
    chosen: Department | None
    departments: tuple[Department, ...]

    @property
    def department(self) -> Department:
        """The department of a page that shows one: the one chosen, else the first by name.

        Raises:
            UnknownError: The reader has no department at all.
        """
        if self.chosen:
            return self.chosen
        if not self.departments:
            raise UnknownError
        return self.departments[0]

    @property
    def year_start(self) -> datetime.date:
        """The first month of the period's year."""
        return self.period.replace(month=1)

    def last_months(self, count: int) -> list[datetime.date]:
        """So many months up to the period, oldest first."""
        return periods_between(months_later(self.period, 1 - count), self.period)

    @property
    def month_before(self) -> datetime.date:
        """The month before the period."""
        return months_later(self.period, -1)

    @property
    def year_before(self) -> datetime.date:
        """The same month a year earlier."""
        return self.period.replace(year=self.period.year - 1)


def view_of(address: Address) -> View:
    """What this request's reader asks for at an address.

    Raises:
        NobodyError: Nobody has signed in.
        NothingPublishedError: No month is published.
        UnknownError: The period or department is not among the reader's.
    """
    return view_for(session.viewer(), address)


def view_for(viewer: Viewer, address: Address) -> View:
    """What a reader asks for at an address.

    Raises:
        NothingPublishedError: No month is published.
        UnknownError: The period or department is not among the reader's.
    """
    periods = tuple(_dates(viewer))
    if not periods:
        raise NothingPublishedError
    departments = tuple(_departments(viewer))
    return View(
        viewer,
        address,
        _period(address.get("period"), periods),
        periods,
        _department(address.get("department"), departments),
        departments,
    )


def _dates(viewer: Viewer) -> list[datetime.date]:
    return [
        stamp.date() if hasattr(stamp, "date") else stamp
        for stamp in frame.periods(viewer)["period"]
    ]


def _departments(viewer: Viewer) -> list[Department]:
    rows = frame.departments(viewer).to_dict("records")
    return [Department(row["department_id"], name(row), row["short"]) for row in rows]


def _period(key: str, periods: tuple[datetime.date, ...]) -> datetime.date:
    period = period_of_key(key) if key else periods[0]
    if period not in periods:
        raise UnknownError
    return period


def _department(key: str, departments: tuple[Department, ...]) -> Department | None:
    if not key:
        return departments[0] if len(departments) == 1 else None
    found = next((department for department in departments if department.id == key), None)
    if found is None:
        raise UnknownError
    return found
