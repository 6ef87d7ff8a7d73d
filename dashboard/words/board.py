"""What the city's costs say, as sentences."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.i18n import _
from dashboard.words import change
from dashboard.words.bill import how_many_carry_half, largest_part
from dashboard.words.causes import (
    ServiceChange,
    by_size,
    largest,
    listed,
    reasons,
    running_name,
)


def cost_title(
    span: str, when: str, amount_ore: int, before_ore: int, changes: Sequence[ServiceChange]
) -> str:
    """The page's answer: what some months cost the city, against the year before, and why.

    Args:
        span: The months: ``augusti 2008`` or ``januari–augusti 2008``.
        when: The same a year before, to follow "than": ``i augusti 2007``.
        amount_ore: The city's total.
        before_ore: The same a year before; 0 where there is none.
        changes: Every service, against the year before.
    """
    cost = _("IT cost the city %(amount)s in %(span)s", amount=formats.large(amount_ore), span=span)
    if before_ore <= 0:
        return cost
    compared = _compared(when, amount_ore - before_ore, before_ore)
    named = largest(changes, 1 if amount_ore > before_ore else -1)
    if change.is_hardly_any(amount_ore - before_ore, before_ore) or not named:
        return f"{cost}, {compared}"
    because = _("mostly for %(reasons)s", reasons=reasons(named))
    return f"{cost}, {compared}: {because}"


def _compared(when: str, change_ore: int, before_ore: int) -> str:
    """How the months stand to those a year before."""
    if change.is_hardly_any(change_ore, before_ore):
        return _("about as much as %(when)s", when=when)
    part = change.part(change_ore, before_ore)
    if change_ore > 0:
        return _("%(part)s more than %(when)s", part=part, when=when)
    return _("%(part)s less than %(when)s", part=part, when=when)


def a_year_before(first: datetime.date, last: datetime.date) -> str:
    """Some months of the year before, to follow "than": ``samma månader 2007``."""
    if first == last:
        return _("in %(month)s", month=formats.month(last))
    return _("the same months of %(year)s", year=last.year)


def against(amount_ore: int, before_ore: int) -> tuple[str, str]:
    """A change as the value and the note of a fact: kronor in words, and per cent.

    Returns:
        ``("131 587 kr mer", "11,3 %.")``; the note is empty where a share says nothing.
    """
    if before_ore <= 0:
        return _("nothing to compare with"), ""
    words = change.in_kronor(amount_ore - before_ore)
    if amount_ore == before_ore:
        return words, ""
    part = change.part_to_a_decimal(amount_ore - before_ore, before_ore)
    return words, _("%(part)s higher.", part=part) if amount_ore > before_ore else _(
        "%(part)s lower.", part=part
    )


def what_is_charged(charged: int, services: int) -> str:
    """Which part of the services the figures hold."""
    if charged == services:
        return _("All %(services)s services are charged.", services=services)
    return _(
        "%(charged)s of %(services)s services have a source and are charged; "
        "the others are not in these figures.",
        charged=charged,
        services=services,
    )


def trend_title(first: datetime.date, first_ore: int, last: datetime.date, last_ore: int) -> str:
    """How the months have gone, from the first to the chosen one."""
    if first == last:
        return _("The month's cost, from %(month)s on", month=formats.month(first))
    parts = {
        "first": formats.large(first_ore),
        "last": formats.large(last_ore),
        "since": formats.month(first),
    }
    if change.is_hardly_any(last_ore - first_ore, first_ore):
        return _("A month costs what it did in %(since)s: %(last)s", **parts)
    if last_ore > first_ore:
        return _("A month has gone from %(first)s in %(since)s up to %(last)s", **parts)
    return _("A month has gone from %(first)s in %(since)s down to %(last)s", **parts)


def areas_title(names: Sequence[str], amounts_ore: Sequence[int], grown: str) -> str:
    """Which area is the largest, and which has grown most since the first month.

    Args:
        names: Areas, the largest in the chosen month first.
        amounts_ore: Their amounts that month.
        grown: The area that has grown most in kronor; empty where none has.
    """
    share = formats.percent(amounts_ore[0], sum(amounts_ore))
    if not grown:
        return _("%(area)s is the largest area, %(share)s of the cost", area=names[0], share=share)
    if grown == names[0]:
        return _(
            "%(area)s is the largest area, %(share)s of the cost, and has grown most",
            area=names[0],
            share=share,
        )
    return _(
        "%(area)s is the largest area, %(share)s of the cost; %(grown)s has grown most",
        area=names[0],
        share=share,
        grown=running_name(grown),
    )


def bridge_title(changes: Sequence[ServiceChange]) -> str:
    """What raises and what lowers the city's cost against the year before."""
    ups, downs = largest(changes, 1)[:2], largest(changes, -1)[:2]
    net_ore = sum(one.change_ore for one in changes)
    if (net_ore > 0 and not ups) or (net_ore < 0 and not downs):
        most = by_size(changes)[0]
        return _(
            "%(service)s changed most: %(change)s",
            service=most.name,
            change=change.in_kronor(most.change_ore),
        )
    if ups and downs:
        return _(
            "The cost is raised by %(ups)s and lowered by %(downs)s",
            ups=reasons(ups),
            downs=reasons(downs),
        )
    if ups:
        return _("The cost is raised by %(ups)s", ups=reasons(ups))
    if downs:
        return _("The cost is lowered by %(downs)s", downs=reasons(downs))
    return _("What changed, by service")


def heat_title(names: Sequence[str], amounts_ore: Sequence[int]) -> str:
    """How the cost is spread: how few departments carry half of it.

    Args:
        names: Departments, dearest first.
        amounts_ore: Their amounts in the same order.
    """
    few = how_many_carry_half(amounts_ore)
    if not few:
        return _("What each department pays for")
    if few == 1:
        return _(
            "%(name)s carries %(part)s of the cost", name=names[0], part=largest_part(amounts_ore)
        )
    return _(
        "%(few)s of %(count)s departments carry half of the cost; %(name)s pays most",
        few=few,
        count=len(names),
        name=names[0],
    )


def per_employee_title(name: str, amount_ore: int, city_ore: int) -> str:
    """Who pays most per employee, against the whole city.

    Args:
        name: The department with the highest figure.
        amount_ore: Its öre per employee and month.
        city_ore: The same for the whole city.
    """
    return _(
        "%(name)s pays %(amount)s a month per employee, the whole city %(city)s",
        name=name,
        amount=formats.whole_kronor(amount_ore),
        city=formats.whole_kronor(city_ore),
    )


def services_title(names: Sequence[str], amounts_ore: Sequence[int]) -> str:
    """How the cost lies on the services; arguments as of :func:`heat_title`."""
    few = how_many_carry_half(amounts_ore)
    if not few:
        return _("No service is charged")
    if few == 1:
        return _(
            "%(name)s makes up %(part)s of the cost", name=names[0], part=largest_part(amounts_ore)
        )
    return _("%(few)s of %(count)s services make up half of the cost", few=few, count=len(names))


def opened_title(
    span: str, amount_ore: int, before_ore: int, changes: Sequence[ServiceChange]
) -> str:
    """What an opened department has paid over some months, and why that changed."""
    paid = _("%(amount)s in %(span)s", amount=formats.whole_kronor(amount_ore), span=span)
    if before_ore <= 0:
        return paid
    named = largest(changes, 1 if amount_ore > before_ore else -1)
    compared = _("%(change)s than a year before", change=change.in_kronor(amount_ore - before_ore))
    if amount_ore == before_ore:
        compared = _("the same amount as a year before")
    if not named or change.is_hardly_any(amount_ore - before_ore, before_ore):
        return f"{paid}, {compared}"
    because = _("mostly for %(reasons)s", reasons=reasons(named))
    return f"{paid}, {compared}: {because}"


def as_it_was(came: Sequence[tuple[str, datetime.date]], went: Sequence[str]) -> str:
    """Why some departments cannot be compared with the year before; empty where all can.

    Args:
        came: Departments that began after the first month compared, with their first day.
        went: Departments that are there no longer.
    """
    if not came and not went:
        return ""
    parts = [
        _("%(name)s began on %(day)s", name=name, day=formats.day_in_words(began))
        for name, began in came
    ]
    parts += [_("%(name)s is there no longer", name=name) for name in went]
    return _("Compared as it was: %(changes)s.", changes=listed(parts))
