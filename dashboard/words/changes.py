"""What a bridge says: how two stretches of months stand, and which causes lie between them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from chargeback.bridge import CAUSES, Parts
from chargeback.budget_bridge import USE
from dashboard import formats
from dashboard.i18n import _
from dashboard.words import change
from dashboard.words.causes import listed, running_name

# A cause is named when it makes this part of the change in its direction.
LEAST_PART = Fraction(15, 100)
LEAST_OF_ALL = Fraction(1, 100)
MOST_NAMED = 2

Key = TypeVar("Key")


def cause(key: str) -> str:
    """A cause as a row of the bridge and the head of a column."""
    return {
        "price": _("Price"),
        "quantity": _("Quantity"),
        "owner": _("Owner"),
        "mix": _("Mix"),
        "new": _("New services"),
        "ended": _("Ended services"),
        "correction": _("Corrections"),
    }[key]


def meaning(key: str) -> str:
    """What a cause is, in a sentence under the figure."""
    return {
        "price": _("other prices on the mean quantity"),
        "quantity": _("more or fewer units at the mean price"),
        "owner": _("what came from other departments less what went to them"),
        "mix": _("a mean price that moved though no price did; odd öre"),
        "new": _("services without earlier lines"),
        "ended": _("services without later lines"),
        "correction": _("lines for an earlier month than the one they are booked in"),
    }[key]


def reason(key: str, *, is_more: bool) -> str:
    """A cause in a sentence, by its direction: ``lägre priser``."""
    more = {
        "price": _("higher prices"),
        "quantity": _("more use"),
        "owner": _("what has come from other departments"),
        "mix": _("dearer use of the same services"),
        "new": _("new services"),
        "ended": _("services that ended with a credit"),
        "correction": _("corrections of earlier months"),
    }
    less = {
        "price": _("lower prices"),
        "quantity": _("less use"),
        "owner": _("what has gone to other departments"),
        "mix": _("cheaper use of the same services"),
        "new": _("new services with a credit"),
        "ended": _("services no longer used"),
        "correction": _("credits for earlier months"),
    }
    return (more if is_more else less)[key]


def against_budget(key: str, area: str = "", *, are_budgets: bool = False) -> str:
    """A cause where a budget stands on a side, as a row of the bridge and the head of a column.

    Args:
        key: One of :data:`chargeback.budget_bridge.CAUSES`.
        area: Of which area of the budget; all of them without one.
        are_budgets: Whether budgets stand on both sides.
    """
    if key == USE and are_budgets:
        return _("Adopted: %(area)s", area=area) if area else _("Adopted")
    if key == USE:
        return _("Other use: %(area)s", area=area) if area else _("Other use")
    return {
        "price": _("Price since January"),
        "owner": _("Owner since January"),
        "revision": _("Revision"),
        "unbudgeted": _("Customers without a budget"),
        "correction": _("Corrections"),
    }[key]


def meaning_against_budget(key: str, *, are_budgets: bool = False) -> str:
    """What a cause is where a budget stands on a side, in a sentence under the figure."""
    return {
        "price": _("other fees than in the January of the budget's year, on what was used"),
        "owner": _("what came from other departments since that January less what went to them"),
        "revision": _("what revised budgets added to what was adopted"),
        USE: _("what the council adopted for the area")
        if are_budgets
        else _(
            "what the others leave: the budget has no units, so more use, new services and "
            "dearer use cannot be told apart in it"
        ),
        "unbudgeted": _("what customers without any budget paid"),
        "correction": _("lines for an earlier month than the one they are booked in"),
    }[key]


def _reason_against_budget(key: str, area: str, *, is_more: bool) -> str:
    if key == USE:
        told = _("more for %(area)s") if is_more else _("less for %(area)s")
        return told % {"area": running_name(area)}
    more = {
        "price": _("higher prices"),
        "owner": _("what has come from other departments"),
        "revision": _("revised budgets"),
        "unbudgeted": _("customers without a budget"),
        "correction": _("corrections of earlier months"),
    }
    less = {
        "price": _("lower prices"),
        "owner": _("what has gone to other departments"),
        "revision": _("revised budgets"),
        "unbudgeted": _("customers without a budget"),
        "correction": _("credits for earlier months"),
    }
    return (more if is_more else less)[key]


def budget_title(who: str, words: tuple[str, str], amounts: tuple[int, int]) -> str:
    """The page's answer where a budget stands on a side.

    Args:
        who: The department, or the city.
        words: The earlier side and the later one: ``budget augusti 2008``.
        amounts: Their öre.
    """
    before_ore, amount_ore = amounts
    difference = amount_ore - before_ore
    told = {"who": who, "before": words[0], "now": words[1]}
    if difference == 0:
        return _("%(who)s: %(now)s is as much as %(before)s", **told)
    size = (
        change.difference(difference)
        if before_ore <= 0 or change.is_hardly_any(difference, before_ore)
        else change.part(difference, before_ore)
    )
    if difference > 0:
        return _("%(who)s: %(now)s is %(size)s more than %(before)s", size=size, **told)
    return _("%(who)s: %(now)s is %(size)s less than %(before)s", size=size, **told)


def budget_bridge_title(steps: Mapping[tuple[str, str], int]) -> str:
    """Which causes raise the amount and which lower it, where a budget stands on a side.

    Args:
        steps: Öre by cause and name of the area, which only use has.
    """
    ups, downs = (
        [_reason_against_budget(*key, is_more=sign > 0) for key in _largest(steps, sign)]
        for sign in (1, -1)
    )
    return _raised_and_lowered(ups, downs)


def title(who: str, when: str, before_ore: int, amount_ore: int, parts: Parts) -> str:
    """The page's answer: how much more or less than before, and mostly why.

    Args:
        who: The department, or the city.
        when: The earlier months in words.
        before_ore: Their amount.
        amount_ore: The later months' amount.
        parts: The causes.
    """
    difference = amount_ore - before_ore
    words = {"who": who, "when": when}
    if before_ore <= 0:
        return _("%(who)s pays %(amount)s", who=who, amount=formats.large(amount_ore))
    if difference == 0:
        return _("%(who)s pays as much as in %(when)s", **words)
    if change.is_hardly_any(difference, before_ore):
        size = change.in_kronor(difference)
        return _("%(who)s pays nearly as much as in %(when)s, %(size)s", size=size, **words)
    part = change.part(difference, before_ore)
    told = (
        _("%(who)s pays %(part)s more than in %(when)s", part=part, **words)
        if difference > 0
        else _("%(who)s pays %(part)s less than in %(when)s", part=part, **words)
    )
    named = largest(parts, 1 if difference > 0 else -1)
    if not named:
        return told
    return _("%(told)s, mostly for %(reasons)s", told=told, reasons=_reasons(named, difference))


def bridge_title(parts: Parts) -> str:
    """Which causes raise the amount and which lower it."""
    ups, downs = (
        [reason(key, is_more=sign > 0) for key in largest(parts, sign)] for sign in (1, -1)
    )
    return _raised_and_lowered(ups, downs)


def _raised_and_lowered(ups: Sequence[str], downs: Sequence[str]) -> str:
    if ups and downs:
        return _(
            "The amount is raised by %(ups)s and lowered by %(downs)s",
            ups=listed(ups),
            downs=listed(downs),
        )
    if ups:
        return _("The amount is raised by %(ups)s", ups=listed(ups))
    if downs:
        return _("The amount is lowered by %(downs)s", downs=listed(downs))
    return _("Nothing has changed")


def largest(parts: Parts, sign: int) -> list[str]:
    """The causes that make most of the rise (sign 1) or fall (sign -1), largest first."""
    return _largest({key: getattr(parts, key) for key in CAUSES}, sign)


def _largest(causes: Mapping[Key, int], sign: int) -> list[Key]:
    same_way = {key: ore * sign for key, ore in causes.items() if ore * sign > 0}
    whole = sum(same_way.values())
    # Sorting keeps the order of the causes where two are alike.
    ranked = sorted(same_way, key=lambda key: -same_way[key])
    # An öre of rounding is no cause beside thousands of kronor the other way.
    least = max(LEAST_PART * whole, LEAST_OF_ALL * sum(map(abs, causes.values())))
    return [key for key in ranked if same_way[key] >= least][:MOST_NAMED]


def services_title(names: Sequence[str], changes: Sequence[int]) -> str:
    """Which service changed most.

    Args:
        names: Services, the largest change first.
        changes: Their öre.
    """
    if not changes or not changes[0]:
        return _("No service costs more or less than before")
    size = change.difference(changes[0])
    if changes[0] > 0:
        return _("%(service)s rises most, by %(size)s", service=names[0], size=size)
    return _("%(service)s falls most, by %(size)s", service=names[0], size=size)


def areas_title(names: Sequence[str], changes: Sequence[int]) -> str:
    """Which area of the budget differs most.

    Args:
        names: Areas, the largest difference first.
        changes: Their öre.
    """
    if not changes or not changes[0]:
        return _("No area differs")
    size = change.difference(changes[0])
    if changes[0] > 0:
        return _("%(area)s is most above, by %(size)s", area=names[0], size=size)
    return _("%(area)s is most below, by %(size)s", area=names[0], size=size)


def _reasons(keys: Sequence[str], sign: int) -> str:
    return listed([reason(key, is_more=sign > 0) for key in keys])
