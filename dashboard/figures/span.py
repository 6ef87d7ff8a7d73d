"""The months a page adds up: one month, or the year so far; and the same a year before."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chargeback.period import last_day_of, next_period
from dashboard import formats
from dashboard.figures.comparisons import plural
from dashboard.i18n import name
from dashboard.rows import Row
from dashboard.view import View
from dashboard.words.board import a_year_before
from dashboard.words.causes import ServiceChange

MONTH, YEAR = "month", "year"
# A cell's columns, and what they are called in a service's row after the span's name.
ADDED_UP = {
    "amount_ore": "ore",
    "before_ore": "before_ore",
    "unit_days": "unit_days",
    "before_unit_days": "before_unit_days",
}


@dataclass(frozen=True)
class Span:
    """The months from ``first`` to ``last``.

    Args:
        first: First month.
        last: Last month.
        is_year: Whether it is the year so far, also in January.
    """

    first: datetime.date
    last: datetime.date
    is_year: bool

    @classmethod
    def of(cls, view: View) -> "Span":
        """What the address asks for: ``view=year``, else the month."""
        is_year = view.address.get("view") == YEAR
        return cls(view.year_start if is_year else view.period, view.period, is_year)

    @property
    def words(self) -> str:
        """``januari–augusti 2008``."""
        return formats.months(self.first, self.last)

    @property
    def words_before(self) -> str:
        """``januari–augusti 2007``."""
        return formats.months(self.first_before, self.last_before)

    @property
    def when_before(self) -> str:
        """The same to follow "than": ``samma månader 2007``."""
        return a_year_before(self.first_before, self.last_before)

    @property
    def first_before(self) -> datetime.date:
        """The first month a year before."""
        return self.first.replace(year=self.first.year - 1)

    @property
    def last_before(self) -> datetime.date:
        """The last month a year before."""
        return self.last.replace(year=self.last.year - 1)

    @property
    def key(self) -> str:
        """What begins the names of this span's amounts in a row: ``year`` or ``month``."""
        return YEAR if self.is_year else MONTH

    def ore(self, row: Row) -> int:
        """A row's amount in the span (öre)."""
        return int(row[f"{self.key}_ore"])

    def before_ore(self, row: Row) -> int:
        """A row's amount a year before (öre)."""
        return int(row[f"{self.key}_before_ore"])

    def added_up(self, cells: Sequence[Row]) -> list[Row]:
        """Every service over all departments, dearest first, in the columns of this span.

        Args:
            cells: Rows of :func:`dashboard.queries.board.departments_and_services`.
        """
        parts = {column: f"{self.key}_{part}" for column, part in ADDED_UP.items()}
        services: dict[str, Row] = {}
        for cell in cells:
            row = services.setdefault(
                cell["service_id"],
                {
                    "service_id": cell["service_id"],
                    "name_sv": cell["service_sv"],
                    "name_en": cell["service_en"],
                    **dict.fromkeys(parts.values(), 0),
                },
            )
            for column, part in parts.items():
                row[part] += cell[column]
        return sorted(services.values(), key=lambda row: (-self.ore(row), row["service_id"]))

    def change_of(self, row: Row) -> ServiceChange:
        """A service's row as a change against the year before."""
        return ServiceChange(
            row["service_id"],
            name(row),
            plural(row),
            self.ore(row),
            self.before_ore(row),
            Fraction(row[f"{self.key}_unit_days"], days(self.first, self.last)),
            Fraction(
                row[f"{self.key}_before_unit_days"], days(self.first_before, self.last_before)
            ),
        )


def days(first: datetime.date, last: datetime.date) -> int:
    """The days of some months.

    >>> days(datetime.date(2008, 1, 1), datetime.date(2008, 2, 1))
    60
    """
    return (next_period(last) - first).days


def month_end(period: datetime.date) -> datetime.date:
    """The day whose prices stand for a month: its last."""
    return last_day_of(period)
