"""The plan's risks in words."""

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext

SHAPES: dict[str, Status] = {"large": "bad", "middling": "watch", "small": "good"}


def title(standing: int, large: int) -> str:
    """How many risks stand, and how many of them are large."""
    if not standing:
        return _("No risk stands in the plan")
    told = ngettext("One risk stands in the plan", "%(num)s risks stand in the plan", standing)
    if not large:
        return _("%(told)s, and none is large", told=told)
    return ngettext(
        "%(told)s, and one is large", "%(told)s, and %(num)s are large", large, told=told
    )


def level(one: str) -> str:
    """How large a risk is."""
    return {"large": _("large"), "middling": _("middling"), "small": _("small")}[one]


def size(number: int, one: str) -> str:
    """A risk's size in a table: ``12, stor``."""
    return f"{formats.count(number)},{formats.SPACE}{level(one)}"


def grew(number: int | None) -> str:
    """How a risk has moved since the word before."""
    if number is None:
        return _("new")
    if not number:
        return _("unchanged")
    if number > 0:
        return _("larger by %(size)s", size=formats.count(number))
    return _("smaller by %(size)s", size=formats.count(-number))


def cell(number: int, likelihood: int, consequence: int) -> str:
    """A place in the matrix, for those who do not see it."""
    many = ngettext("one risk", "%(num)s risks", number)
    return _(
        "%(many)s of likelihood %(likelihood)s and consequence %(consequence)s",
        many=many,
        likelihood=likelihood,
        consequence=consequence,
    )
