"""What a department's volume page says: machines and accounts, never kronor."""

import datetime

from dashboard import formats
from dashboard.i18n import _, ngettext


def machines(count: int) -> str:
    """``412 datorer``."""
    return ngettext("one machine", "%(count)s machines", count, count=formats.count(count))


def accounts(count: int) -> str:
    """``690 konton``."""
    return ngettext("one account", "%(count)s accounts", count, count=formats.count(count))


def volumes_title(
    department: str,
    period: datetime.date,
    now: tuple[int, int],
    before: tuple[int, int] | None,
) -> str:
    """How many machines and accounts, and how that has changed in a year.

    Args:
        department: Its name.
        period: The month.
        now: Machines and accounts.
        before: The same a year earlier; None where there is no such month.
    """
    held = _(
        "%(department)s has %(machines)s and %(accounts)s in %(month)s",
        department=department,
        machines=machines(now[0]),
        accounts=accounts(now[1]),
        month=formats.month(period),
    )
    if before is None:
        return held
    return _(
        "%(held)s: %(machines)s and %(accounts)s than a year before",
        held=held,
        machines=_more_or_fewer(now[0] - before[0], machines(abs(now[0] - before[0]))),
        accounts=_more_or_fewer(now[1] - before[1], accounts(abs(now[1] - before[1]))),
    )


def _more_or_fewer(change: int, things: str) -> str:
    if change == 0:
        return _("no more and no fewer")
    return (
        _("%(things)s more", things=things) if change > 0 else _("%(things)s fewer", things=things)
    )


def change(now: int, before: int, when: str) -> str:
    """A count beside an earlier one: ``12 fler än i juli``.

    Args:
        now: Units.
        before: Units then.
        when: The month then, in words.
    """
    if now == before:
        return _("As in %(month)s", month=when)
    size = formats.count(abs(now - before))
    if now > before:
        return _("%(count)s more of them than in %(month)s", count=size, month=when)
    return _("%(count)s fewer than in %(month)s", count=size, month=when)


def came_and_went_title(joined: int, left: int, months: str) -> str:
    """How much a year has turned over."""
    return _(
        "%(joined)s came and %(left)s left, %(months)s",
        joined=formats.count(joined),
        left=formats.count(left),
        months=months,
    )


def ages_title(aged: int, dated: int) -> str:
    """How many machines are four years or older."""
    if not dated:
        return _("The inventory tells no machine's age")
    if not aged:
        return _("No machine is four years old")
    return _("%(part)s of the machines are four years or older", part=formats.percent(aged, dated))


def age(years: int | None) -> str:
    """``mindre än ett år``, ``3 år``, ``9 år eller mer``, ``okänd``."""
    if years is None:
        return _("unknown")
    if years == 0:
        return _("under a year")
    if years >= 9:  # noqa: PLR2004 - the model's last class
        return _("9 years or more")
    return ngettext("one year", "%(num)s years", years)
