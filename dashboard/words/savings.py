"""What a department's savings page says."""

import datetime
from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words.causes import listed

# In the order they are shown.
KINDS = ("leaver_account", "dormant_machine", "double_charge", "unused_licence")


def kind(one: str) -> str:
    """A kind as a heading."""
    return {
        "leaver_account": _("Accounts of people who have left"),
        "dormant_machine": _("Machines not seen for more than 90 days"),
        "double_charge": _("Second accounts of the same person"),
        "unused_licence": _("Licences on machines that are gone"),
    }[one]


def counted(one: str, count: int) -> str:
    """So many of a kind: ``12 konton för personer som slutat``."""
    return {
        "leaver_account": ngettext(
            "one account of someone who has left",
            "%(num)s accounts of people who have left",
            count,
        ),
        "dormant_machine": ngettext(
            "one machine nobody has used for 90 days",
            "%(num)s machines nobody has used for 90 days",
            count,
        ),
        "double_charge": ngettext("one second account", "%(num)s second accounts", count),
        "unused_licence": ngettext(
            "one licence on a machine that is gone",
            "%(num)s licences on machines that are gone",
            count,
        ),
    }[one]


def why(one: str) -> str:
    """What makes an object one of its kind, and how it is returned."""
    return {
        "leaver_account": _(
            "The last employment has ended but the account is open. Close it in the directory."
        ),
        "dormant_machine": _(
            "The inventory has not heard from it. It is charged until it is deregistered."
        ),
        "double_charge": _(
            "The person has another staff account that was used later. Close the one not needed."
        ),
        "unused_licence": _(
            "The machine is no longer charged. Return the licence before the next reading."
        ),
    }[one]


def savings_title(
    department: str, period: datetime.date, counts: Mapping[str, int], year_ore: int
) -> str:
    """What can be saved a year, and on what.

    Args:
        department: Its name.
        period: The month.
        counts: Objects by kind.
        year_ore: Öre a year in all.
    """
    found = [one for one in KINDS if counts.get(one)]
    if not found:
        return _(
            "%(department)s paid for nothing unused in %(month)s",
            department=department,
            month=formats.month(period),
        )
    return _(
        "%(department)s can save %(amount)s a year: %(things)s",
        department=department,
        amount=formats.large(year_ore, 2),
        things=listed([counted(one, counts[one]) for one in found]),
    )


def return_by(days: Sequence[datetime.date]) -> str:
    """By when to act, so that nothing of it is counted again."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return _("Return by %(day)s.", day=formats.day_in_words(first))
    return _(
        "Return machines and accounts by %(first)s, licences by %(last)s.",
        first=formats.day_in_words(first),
        last=formats.day_in_words(last),
    )
