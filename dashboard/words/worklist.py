"""What the controller's work list says."""

import datetime
from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext
from dashboard.words.causes import listed

# In the order they are seen to: what makes figures wrong before what only lacks a payer.
KINDS = (
    "broken_equation",
    "code_string",
    "missing_file",
    "booking_error",
    "rejected_rows",
    "no_pool",
    "unallocated",
    "agreement",
)
STATUSES: Mapping[str, Status] = {
    "broken_equation": "bad",
    "code_string": "bad",
    "missing_file": "bad",
    "booking_error": "watch",
    "rejected_rows": "watch",
    "no_pool": "watch",
    "unallocated": "watch",
    "agreement": "watch",
}
URGENT = ("broken_equation", "code_string", "missing_file", "booking_error", "rejected_rows")
AT_STAKE = ("no_pool", "unallocated")


def kind(one: str) -> str:
    """A kind as a heading."""
    return {
        "broken_equation": _("Equations that do not hold"),
        "code_string": _("Code strings that stop the booking"),
        "missing_file": _("Files that have not come"),
        "booking_error": _("Booked otherwise than delivered"),
        "rejected_rows": _("Rows that could not be read"),
        "no_pool": _("Ledger rows without a pool"),
        "unallocated": _("Use that nobody pays for"),
        "agreement": _("Charged without a signed agreement in force"),
    }[one]


def what_to_do(one: str) -> str:
    """How each kind is ended."""
    return {
        "broken_equation": _("A row is lost or counted twice. Nothing should be closed on it."),
        "code_string": _("Mend the account, cost centre or activity in its register."),
        "booking_error": _("Have the ledger's voucher corrected by whoever booked it."),
        "missing_file": _("Ask the source's owner for the file and load it."),
        "rejected_rows": _("Send the rows back to whoever keeps the source, or accept with a why."),
        "no_pool": _("Give the rows a cost centre in the ledger, or the mapping a rule."),
        "unallocated": _(
            "Give the object an owner in its source, or mend it: say whose it is or what its name "
            "means."
        ),
        "agreement": _("Have the agreement drawn up, renewed or signed."),
    }[one]


def counted(one: str, things: int) -> str:
    """So many of a kind, for the title."""
    return {
        "broken_equation": ngettext(
            "one equation does not hold", "%(num)s equations do not hold", things
        ),
        "code_string": ngettext(
            "one code string stops the booking", "%(num)s code strings stop the booking", things
        ),
        "booking_error": ngettext(
            "one booking error is in the ledger",
            "%(num)s booking errors are in the ledger",
            things,
        ),
        "missing_file": ngettext("one file is missing", "%(num)s files are missing", things),
        "rejected_rows": ngettext(
            "one file has rejected rows", "%(num)s files have rejected rows", things
        ),
    }[one]


def worklist_title(period: datetime.date, counts: Mapping[str, int], at_stake_ore: int) -> str:
    """What must be seen to in the month, and what has no payer.

    Args:
        period: The month.
        counts: Things by kind.
        at_stake_ore: Öre that nobody pays.
    """
    month = formats.month(period)
    urgent = [counted(one, counts[one]) for one in URGENT if counts.get(one)]
    if at_stake_ore:
        urgent.append(_("%(amount)s has no payer", amount=formats.whole_kronor(at_stake_ore)))
    if urgent:
        return _("In %(month)s %(things)s", month=month, things=listed(urgent))
    if counts.get("agreement"):
        return _("In %(month)s only agreements wait", month=month)
    return _("Nothing waits in %(month)s", month=month)


def other_months(periods: Sequence[datetime.date]) -> str:
    """That other months too have something that makes figures wrong."""
    if not periods:
        return ""
    first, last = min(periods), max(periods)
    if first == last:
        return _("Files are missing or equations fail in %(month)s too.", month=formats.month(last))
    return ngettext(
        "Files are missing or equations fail in one more month.",
        "Files are missing or equations fail in %(num)s more months, %(months)s.",
        len(periods),
        months=formats.months(first, last),
    )
