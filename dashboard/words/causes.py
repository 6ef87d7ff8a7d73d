"""Why an amount changed, told by the services that changed most."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Literal

from babel.lists import format_list

from dashboard import formats
from dashboard.i18n import _, locale

Reason = Literal["more", "fewer", "gone", "dearer", "cheaper", "higher", "lower"]
BY_QUANTITY: frozenset[Reason] = frozenset({"more", "fewer", "gone"})

MOST_NAMED = 3
# A service is named when it makes this part of the change in its direction,
# and a reason is given when those named together make up half of it.
LEAST_PART = Fraction(15, 100)
ENOUGH = Fraction(1, 2)


@dataclass(frozen=True)
class ServiceChange:
    """One service in two months.

    Args:
        service_id: Its id.
        name: Its name in the reader's language.
        plural: What is counted, in plural and running text: ``elevkonton``; empty
            when nothing is counted or the data do not say.
        amount_ore: The month's amount (öre).
        before_ore: The amount of the month compared with (öre).
        in_use: Units on average over the month (unit-days by days).
        in_use_before: The same in the month compared with.
        units: Objects counted in the month.
        units_before: The same in the month compared with.
    """

    service_id: str
    name: str
    plural: str
    amount_ore: int
    before_ore: int
    in_use: Fraction = Fraction(0)
    in_use_before: Fraction = Fraction(0)
    units: int = 0
    units_before: int = 0

    @property
    def change_ore(self) -> int:
        """What the service adds or takes away (öre)."""
        return self.amount_ore - self.before_ore


def in_use(unit_days: int, period: datetime.date) -> Fraction:
    """Units on average over a month.

    >>> in_use(62, datetime.date(2008, 8, 1))
    Fraction(2, 1)
    """
    return Fraction(unit_days, calendar.monthrange(period.year, period.month)[1])


def by_size(changes: Sequence[ServiceChange]) -> list[ServiceChange]:
    """Services that changed, the largest change first, ties by id."""
    changed = [change for change in changes if change.change_ore]
    return sorted(changed, key=lambda change: (-abs(change.change_ore), change.service_id))


def largest(changes: Sequence[ServiceChange], sign: int) -> list[ServiceChange]:
    """The services that together explain the rise (sign 1) or fall (sign -1).

    Returns:
        At most three, largest first, each at least 15 % of all change in that
        direction; none when together they make up less than half of it.
    """
    same_way = [change for change in by_size(changes) if change.change_ore * sign > 0]
    whole = sum(map(attrgetter("change_ore"), same_way))
    named = [c for c in same_way if c.change_ore * sign >= LEAST_PART * whole * sign][:MOST_NAMED]
    told = sum(map(attrgetter("change_ore"), named))
    return named if told * sign >= ENOUGH * whole * sign else []


def reason(change: ServiceChange) -> str:
    """What lies behind one service's change: ``fler elevkonton``, ``lägre pris på elevkonton``."""
    return reasons([change])


def reasons(changes: Sequence[ServiceChange]) -> str:
    """What lies behind several changes: ``fler elevkonton och tunna klienter``.

    Services with the same kind of reason are told together, in the order given.
    """
    things: dict[Reason, list[str]] = {}
    for change in changes:
        things.setdefault(kind_of_reason(change), []).append(thing(change))
    return listed([_phrase(kind, listed(named)) for kind, named in things.items()])


def kind_of_reason(change: ServiceChange) -> Reason:
    """Whether quantity or price lies behind a change.

    Quantity does when it makes up at least half of the change, else price; where
    nothing is counted only the amount is told.
    """
    is_more = change.change_ore > 0
    if not change.plural:
        return "higher" if is_more else "lower"
    if not _is_by_quantity(change):
        return "dearer" if is_more else "cheaper"
    if change.in_use == 0:
        return "gone"
    return "more" if is_more else "fewer"


def thing(change: ServiceChange) -> str:
    """What a service is called in running text: what it counts, else its name."""
    return change.plural or running_name(change.name)


def _phrase(kind: Reason, things: str) -> str:
    return {
        "more": _("more %(things)s", things=things),
        "fewer": _("fewer %(things)s", things=things),
        "gone": _("no %(things)s any longer", things=things),
        "dearer": _("a higher price of %(things)s", things=things),
        "cheaper": _("a lower price of %(things)s", things=things),
        "higher": _("a higher amount for %(things)s", things=things),
        "lower": _("a lower amount for %(things)s", things=things),
    }[kind]


def listed(words: Sequence[str]) -> str:
    """``a, b och c``."""
    return str(format_list(words, locale=locale()))


def running_name(name: str) -> str:
    """A service's name inside a sentence: small first letter, but not of an abbreviation.

    >>> running_name("Tunn klient"), running_name("IT-konsultation")
    ('tunn klient', 'IT-konsultation')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def largest_changes(changes: Sequence[ServiceChange]) -> str:
    """The three largest changes, up and down, with kronor; empty when nothing changed."""
    told = [
        f"{thing(change)} ({formats.whole_change(change.change_ore)})"
        for change in by_size(changes)[:MOST_NAMED]
    ]
    return _("Largest changes: %(services)s.", services=listed(told)) if told else ""


def _is_by_quantity(change: ServiceChange) -> bool:
    if change.in_use_before == 0 or change.in_use == 0:
        return True
    unit_before = change.before_ore / change.in_use_before
    by_quantity = (change.in_use - change.in_use_before) * unit_before
    sign = 1 if change.change_ore > 0 else -1
    return by_quantity * sign >= abs(change.change_ore) * ENOUGH
