"""Two stretches of months held against each other, and each service's causes."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chargeback import budget_bridge
from chargeback.bridge import CAUSES, Move, Moved, Parts, Side, moved_between, parts
from chargeback.budget_bridge import CAUSES as BUDGET_CAUSES
from chargeback.budget_bridge import USE, Known, januaries, owner_since, price_since
from dashboard import formats
from dashboard.figures.stretches import MONTH, SO_FAR, Stretch
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.view import UnknownError, View

__all__ = [
    "ADOPTED",
    "BUDGET",
    "BUDGET_CAUSES",
    "CAUSES",
    "FIGURES",
    "OUTCOME",
    "USE",
    "Area",
    "Compared",
    "Parts",
    "Piece",
    "ServiceParts",
    "Shown",
    "area_parts",
    "januaries",
    "service_parts",
    "together",
]

OUTCOME, BUDGET, ADOPTED = "outcome", "budget", "adopted"
#: What a side can show.
FIGURES = (OUTCOME, BUDGET, ADOPTED)
NOTHING_KNOWN = Known()
# What used to be written for the year so far.
YEAR_SO_FAR = "year"


@dataclass(frozen=True)
class Shown:
    """One side: which months, and whether their outcome or their budget.

    Args:
        months: The stretch.
        figures: One of FIGURES.
    """

    months: Stretch
    figures: str = OUTCOME

    @property
    def words(self) -> str:
        """``januari–augusti 2008``, ``budget januari–augusti 2008``."""
        months = formats.months(self.months.first, self.months.last)
        return {
            OUTCOME: months,
            BUDGET: _("budget %(months)s", months=months),
            ADOPTED: _("adopted budget %(months)s", months=months),
        }[self.figures]

    @property
    def is_budget(self) -> bool:
        """Whether a budget stands there."""
        return self.figures != OUTCOME


@dataclass(frozen=True)
class Compared:
    """What the address holds against each other.

    Args:
        before: The earlier side.
        now: The later side.
    """

    before: Shown
    now: Shown

    @classmethod
    def of(cls, view: View, budgeted: Sequence[datetime.date]) -> "Compared":
        """``now`` and ``before`` are stretches, ``now_as`` and ``before_as`` what they show.

        Without ``now`` it is the month chosen. Without ``before`` it is the same stretch where
        one side is a budget, and else that of the year before, or the one just before.

        Args:
            view: What the page is asked for.
            budgeted: The months there is a budget for.

        Raises:
            UnknownError: There is no such stretch.
        """
        now_as, before_as = (_figures(view, key) for key in ("now_as", "before_as"))
        known = {OUTCOME: view.periods, BUDGET: budgeted, ADOPTED: budgeted}
        now = _now(view, known[now_as])
        before = _before(view, now, known[before_as], is_alike=now_as == before_as)
        return cls(Shown(before, before_as), Shown(now, now_as))

    @property
    def words(self) -> str:
        """``januari–augusti 2008``."""
        return self.now.words

    @property
    def words_before(self) -> str:
        """``januari–augusti 2007``."""
        return self.before.words

    @property
    def has_budget(self) -> bool:
        """Whether a budget stands on either side."""
        return self.before.is_budget or self.now.is_budget

    @property
    def are_budgets(self) -> bool:
        """Whether budgets stand on both sides."""
        return self.before.is_budget and self.now.is_budget


@dataclass(frozen=True)
class Area:
    """One side of an area of the budget.

    Args:
        amount_ore: Its öre.
        known: What is known of them without the other side.
    """

    amount_ore: int = 0
    known: Known = NOTHING_KNOWN


@dataclass(frozen=True)
class Piece:
    """A service's or an area's amounts of both sides, and what lies between them.

    Args:
        id: Of the service, or the area's name in the data.
        name: What the reader calls it.
        before_ore: Öre of the earlier side.
        amount_ore: Öre of the later side.
        causes: Öre of each cause; they add up to the change.
    """

    id: str
    name: str
    before_ore: int
    amount_ore: int
    causes: Mapping[str, int]

    @property
    def change_ore(self) -> int:
        """What it adds or takes away (öre)."""
        return self.amount_ore - self.before_ore

    def called(self, name: str) -> "Piece":
        """The same by the name a reader knows it by."""
        return replace(self, name=name)


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

    @property
    def piece(self) -> Piece:
        """The same with its causes by name."""
        told = {cause: getattr(self.parts, cause) for cause in CAUSES}
        return Piece(self.service_id, self.name, self.before_ore, self.amount_ore, told)


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


def area_parts(before: Mapping[str, Area], now: Mapping[str, Area]) -> list[Piece]:
    """Every area of the budget with its causes, the largest change first.

    Args:
        before: The earlier side by area.
        now: The later side by area.
    """
    pieces = []
    for area in {**before, **now}:
        was, is_now = before.get(area, Area()), now.get(area, Area())
        causes = budget_bridge.causes(was.amount_ore, was.known, is_now.amount_ore, is_now.known)
        pieces.append(Piece(area, area, was.amount_ore, is_now.amount_ore, causes))
    return sorted(pieces, key=lambda one: (-abs(one.change_ore), one.id))


def outcome_areas(
    areas: Iterable[Row],
    cells: Sequence[Row],
    moves: Iterable[Row],
    months: Mapping[datetime.date, datetime.date],
) -> dict[str, Area]:
    """An outcome by area of the budget, and what is known of it.

    Args:
        areas: Rows of :func:`dashboard.queries.changes.areas`.
        cells: Rows of :func:`dashboard.queries.changes.since_january`.
        moves: Rows of :func:`dashboard.queries.changes.moves`; none for the city.
        months: The months, each with the January it is held against; those whose budget was
            laid on the moves are left out.
    """
    moved = {key: owner_since(own, months) for key, own in _by_service(moves).items()}
    known: dict[str, Known] = {}
    area_of: dict[str, str] = {}
    for row, then, now in _since_january(cells):
        area = area_of[row["service_id"]] = row["budget_area"]
        own = Known(price=price_since(now, then), correction=now.correction_ore)
        known[area] = known.get(area, Known()) + own
    for service_id, area in area_of.items():
        known[area] += Known(owner=moved.get(service_id, 0))
    return {
        row["area"]: Area(
            row["amount_ore"],
            known.get(row["area"], Known()) + Known(unbudgeted=row["unbudgeted_ore"]),
        )
        for row in areas
    }


def budget_areas(areas: Iterable[Row], figures: str, *, beside_budget: bool) -> dict[str, Area]:
    """A budget by area.

    Args:
        areas: Rows of :func:`dashboard.queries.changes.areas`.
        figures: ``budget`` in force, or ``adopted``.
        beside_budget: Whether the other side is a budget too: only then a revision is told.
    """
    if figures == ADOPTED:
        return {row["area"]: Area(row["adopted_ore"]) for row in areas}
    return {
        row["area"]: Area(
            row["budget_ore"],
            Known(revision=row["budget_ore"] - row["adopted_ore"] if beside_budget else 0),
        )
        for row in areas
    }


def _sides(cells: Sequence[Row]) -> dict[tuple[str, str], tuple[Row, Side, Side]]:
    """Each service and system with a row of its names and its two sides."""
    found: dict[tuple[str, str], tuple[Row, Side, Side]] = {}
    for row in cells:
        key = (row["service_id"], row["agreement_system"] or "")
        _row, before, now = found.get(key, (row, Side(), Side()))
        found[key] = (row, before, _side(row)) if row["is_now"] else (row, _side(row), now)
    return found


def _since_january(cells: Sequence[Row]) -> list[tuple[Row, Side, Side]]:
    """Each service, system and January with a row of its names, that January and the months."""
    found: dict[tuple[str, str, datetime.date], tuple[Row, Side, Side]] = {}
    for row in cells:
        key = (row["service_id"], row["agreement_system"] or "", row["january"])
        _row, then, now = found.get(key, (row, Side(), Side()))
        found[key] = (row, then, _side(row)) if row["is_now"] else (row, _side(row), now)
    return list(found.values())


def _side(row: Row) -> Side:
    return Side(
        row["amount_ore"],
        row["quantity_parts"],
        frozenset(row["prices"].split(",")) if row["prices"] else frozenset(),
        row["correction_ore"],
    )


def _moved(moves: Iterable[Row], compared: Compared) -> dict[str, Moved]:
    """What each service's change owes to moves."""
    before, now = compared.before.months.months, compared.now.months.months
    return {key: moved_between(own, before, now) for key, own in _by_service(moves).items()}


def _by_service(moves: Iterable[Row]) -> dict[str, list[Move]]:
    found: dict[str, list[Move]] = {}
    for row in moves:
        own = found.setdefault(row["service_id"], [])
        own.append(Move(row["period"], row["quantity_parts"], row["amount_ore"]))
    return found


def _figures(view: View, key: str) -> str:
    figures = view.address.get(key, OUTCOME)
    if figures not in FIGURES:
        raise UnknownError
    return figures


def _now(view: View, known: Sequence[datetime.date]) -> Stretch:
    kind = SO_FAR if view.address.get("view") == YEAR_SO_FAR else MONTH
    asked = view.address.get("now")
    return _within(Stretch.of(asked) if asked else Stretch.around(kind, view.period), known)


def _before(view: View, now: Stretch, known: Sequence[datetime.date], *, is_alike: bool) -> Stretch:
    """The earlier side; of the first stretch there is, itself."""
    asked = view.address.get("before")
    if asked:
        stretch = Stretch.of(asked)
        is_old = view.address.get("view") == YEAR_SO_FAR and not view.address.get("now")
        return _within(Stretch.around(SO_FAR, stretch.last) if is_old else stretch, known)
    nearest = [now.year_before(), now.just_before()] if is_alike else [now]
    return next((one for one in nearest if one.is_within(known)), now)


def _within(stretch: Stretch, known: Sequence[datetime.date]) -> Stretch:
    if not stretch.is_within(known):
        raise UnknownError
    return stretch
