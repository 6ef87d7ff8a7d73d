"""Two stretches of months held against each other, and each service's causes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chargeback.bridge import CAUSES, Move, Moved, Parts, Side, moved_between, parts
from chargeback.period import months_later, periods_between
from dashboard import formats
from dashboard.i18n import name
from dashboard.queries.changes import Months
from dashboard.rows import Row
from dashboard.view import UnknownError, View

__all__ = ["CAUSES", "YEAR", "Compared", "Parts", "ServiceParts", "service_parts", "together"]

YEAR = "year"


@dataclass(frozen=True)
class Compared:
    """What the address holds against each other: two months, or two years so far.

    Args:
        before: The earlier months.
        now: The later months.
        is_year: Whether each begins in January.
    """

    before: Months
    now: Months
    is_year: bool

    @classmethod
    def of(cls, view: View) -> "Compared":
        """``period`` and ``before`` are the last months, ``view=year`` begins in January.

        Without ``before`` it is the same month a year before, else the month before.

        Raises:
            UnknownError: There is no such month.
        """
        is_year = view.address.get("view") == YEAR
        earlier = _earlier(view)
        if is_year:
            return cls(
                Months(earlier.replace(month=1), earlier),
                Months(view.year_start, view.period),
                is_year=True,
            )
        return cls(Months(earlier, earlier), Months(view.period, view.period), is_year=False)

    @property
    def words(self) -> str:
        """``januari–augusti 2008``."""
        return formats.months(self.now.first, self.now.last)

    @property
    def words_before(self) -> str:
        """``januari–augusti 2007``."""
        return formats.months(self.before.first, self.before.last)


@dataclass(frozen=True)
class ServiceParts:
    """A service's amounts of both sides, and what lies between them."""

    service_id: str
    name: str
    before_ore: int
    amount_ore: int
    parts: Parts

    @property
    def change_ore(self) -> int:
        """What the service adds or takes away (öre)."""
        return self.amount_ore - self.before_ore


def service_parts(
    cells: Sequence[Row], moves: Iterable[Row], compared: Compared
) -> list[ServiceParts]:
    """Every service with its causes, the largest change first.

    Args:
        cells: Rows of :func:`dashboard.queries.changes.cells`.
        moves: Rows of :func:`dashboard.queries.changes.moves`; none for the city.
        compared: The months.
    """
    moved = _moved(moves, compared)
    services: dict[str, ServiceParts] = {}
    for (service_id, system), (known, before, now) in _sides(cells).items():
        own = parts(before, now, Moved() if system else moved.get(service_id, Moved()))
        earlier = services.get(service_id)
        services[service_id] = ServiceParts(
            service_id,
            name(known),
            before.amount_ore + before.correction_ore + (earlier.before_ore if earlier else 0),
            now.amount_ore + now.correction_ore + (earlier.amount_ore if earlier else 0),
            own + earlier.parts if earlier else own,
        )
    return sorted(services.values(), key=lambda one: (-abs(one.change_ore), one.service_id))


def together(services: Iterable[ServiceParts]) -> Parts:
    """All services' causes."""
    return sum((one.parts for one in services), start=Parts())


def _earlier(view: View) -> datetime.date:
    """The earlier side's last month; of the first month there is, itself."""
    asked = view.address.get("before")
    if asked:
        period = formats.period_of_key(asked)
        if period not in view.periods:
            raise UnknownError
        return period
    nearest = (view.year_before, months_later(view.period, -1))
    return next((period for period in nearest if period in view.periods), view.period)


def _sides(cells: Sequence[Row]) -> dict[tuple[str, str], tuple[Row, Side, Side]]:
    """Each service and system with a row of its names and its two sides."""
    found: dict[tuple[str, str], tuple[Row, Side, Side]] = {}
    for row in cells:
        key = (row["service_id"], row["agreement_system"] or "")
        _row, before, now = found.get(key, (row, Side(), Side()))
        side = Side(
            row["amount_ore"],
            row["quantity_parts"],
            frozenset(row["prices"].split(",")) if row["prices"] else frozenset(),
            row["correction_ore"],
        )
        found[key] = (row, before, side) if row["is_now"] else (row, side, now)
    return found


def _moved(moves: Iterable[Row], compared: Compared) -> dict[str, Moved]:
    """What each service's change owes to moves."""
    by_service: dict[str, list[Move]] = {}
    for row in moves:
        own = by_service.setdefault(row["service_id"], [])
        own.append(Move(row["period"], row["quantity_parts"], row["amount_ore"]))
    before = periods_between(compared.before.first, compared.before.last)
    now = periods_between(compared.now.first, compared.now.last)
    return {key: moved_between(own, before, now) for key, own in by_service.items()}
