"""Corrections of closed months, and how far a month has come, in words."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.rows import Row
from journal.periods import PeriodState

#: So many digits of a manifest's hash are printed on a bill: enough for verify --head.
HEAD_DIGITS = 12
FINAL = frozenset({"closed", "booked"})


def title(lines: Sequence[Row]) -> str:
    """What the corrections of a bill come to."""
    total = sum(line["amount_ore"] for line in lines)
    size = formats.kronor(abs(total))
    if total < 0:
        return _("%(amount)s is paid back for closed months", amount=size)
    if total > 0:
        return _("%(amount)s is charged for closed months", amount=size)
    return _("Corrections of closed months that cancel each other")


def reason(line: Row) -> str:
    """Why a closed month's line is another now."""
    return {
        "price": _("another price"),
        "quantity": _("another quantity"),
        "added": _("was not charged"),
        "removed": _("no longer charged"),
        "rule": _("counted in another way"),
    }.get(line["correction_cause"], "")


def state(month: PeriodState) -> str:
    """How far the bill's month has come: that it can still change, or that it is closed."""
    if month.state not in FINAL:
        return _("Preliminary: the month is not closed, and the bill can change until it is.")
    closed = month.closed
    told = _(
        "Closed %(day)s: %(decision)s.",
        day=formats.day(closed.recorded_at.date()) if closed else "",
        decision=month.decision or "",
    )
    return f"{told} {head(month)}"


def head(month: PeriodState) -> str:
    """The head of the chain of sealed months, as it is printed on a bill."""
    digits = (month.manifest_sha256 or "")[:HEAD_DIGITS]
    return _("Sealed %(head)s.", head=digits)


def corrected_since(rows: Sequence[Row]) -> str:
    """That a sealed line has been corrected on later bills; nothing where it has not."""
    if not rows:
        return ""
    total = sum(row["amount_ore"] for row in rows)
    return ngettext(
        "The line stands as it was sealed; it has been corrected by %(amount)s kr in %(month)s.",
        "The line stands as it was sealed; corrections of it come to %(amount)s kr, last in "
        "%(month)s.",
        len(rows),
        amount=formats.change(total),
        month=formats.month(rows[-1]["period"]),
    )
