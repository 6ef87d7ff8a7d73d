"""What a department's agreement page says."""

import datetime
from collections.abc import Mapping

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext

IN_FORCE = "in_force"
# Worst first: the order in which they are told.
WITHOUT = ("missing", "expired", "unsigned")
STATUSES: Mapping[str, Status] = {
    "in_force": "good",
    "coming": "waiting",
    "unsigned": "watch",
    "expired": "bad",
    "missing": "bad",
}


def agreements_title(
    department: str, period: datetime.date, by_status: Mapping[str, int], charged_ore: int
) -> str:
    """How much of the month's bill rests on a signed agreement in force.

    Args:
        department: Its name.
        period: The month.
        by_status: Öre charged by status.
        charged_ore: Öre charged in all.
    """
    month = formats.month(period)
    if not charged_ore:
        return _("%(department)s has no bill for %(month)s", department=department, month=month)
    without = charged_ore - by_status.get(IN_FORCE, 0)
    if without == 0:
        return _(
            "Everything %(department)s paid for in %(month)s has a signed agreement in force",
            department=department,
            month=month,
        )
    if without == charged_ore:
        return _(
            "Nothing %(department)s paid for in %(month)s has a signed agreement in force",
            department=department,
            month=month,
        )
    return _(
        "%(part)s of what %(department)s paid in %(month)s lacks a signed agreement in force",
        part=formats.percent(without, charged_ore),
        department=department,
        month=month,
    )


def state(status: str) -> str:
    """A status in words."""
    return {
        "in_force": _("in force"),
        "coming": _("not begun"),
        "unsigned": _("not signed"),
        "expired": _("expired"),
        "missing": _("missing"),
    }[status]


def signed(signed_on: datetime.date | None, valid_from: datetime.date) -> str:
    """When it was signed, and whether that was after it had begun."""
    if signed_on is None:
        return _("not signed")
    if signed_on <= valid_from:
        return formats.day(signed_on)
    late = (signed_on - valid_from).days
    return ngettext(
        "%(day)s, a day late", "%(day)s, %(num)s days late", late, day=formats.day(signed_on)
    )


def to_do(by_status: Mapping[str, int]) -> str:
    """What the department can do about each kind of gap, in the order of its weight."""
    told = {
        "missing": _("draw up an agreement for what has none"),
        "expired": _("renew what has expired"),
        "unsigned": _("sign what waits for a signature"),
    }
    todo = [told[status] for status in WITHOUT if by_status.get(status)]
    return _("What remains: %(things)s.", things="; ".join(todo)) if todo else ""
