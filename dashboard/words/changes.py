"""What a bridge says: how two stretches of months stand, and which causes lie between them."""

from collections.abc import Sequence
from fractions import Fraction

from chargeback.bridge import CAUSES, Parts
from dashboard import formats
from dashboard.i18n import _
from dashboard.words import change
from dashboard.words.causes import listed

# A cause is named when it makes this part of the change in its direction.
LEAST_PART = Fraction(15, 100)
MOST_NAMED = 2


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
    ups, downs = largest(parts, 1), largest(parts, -1)
    if ups and downs:
        return _(
            "The amount is raised by %(ups)s and lowered by %(downs)s",
            ups=_reasons(ups, 1),
            downs=_reasons(downs, -1),
        )
    if ups:
        return _("The amount is raised by %(ups)s", ups=_reasons(ups, 1))
    if downs:
        return _("The amount is lowered by %(downs)s", downs=_reasons(downs, -1))
    return _("Nothing has changed")


def largest(parts: Parts, sign: int) -> list[str]:
    """The causes that make most of the rise (sign 1) or fall (sign -1), largest first."""
    same_way = {key: getattr(parts, key) * sign for key in CAUSES if getattr(parts, key) * sign > 0}
    whole = sum(same_way.values())
    ranked = sorted(same_way, key=lambda key: (-same_way[key], CAUSES.index(key)))
    return [key for key in ranked if same_way[key] >= LEAST_PART * whole][:MOST_NAMED]


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


def _reasons(keys: Sequence[str], sign: int) -> str:
    return listed([reason(key, is_more=sign > 0) for key in keys])
