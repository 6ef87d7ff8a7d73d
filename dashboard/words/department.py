"""What a department's overview says."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import change
from dashboard.words.causes import LEAST_PART, ServiceChange, largest, listed, reasons, thing

MOST_LISTED = 4


def overview_title(
    department: str,
    period: datetime.date,
    changes: Sequence[ServiceChange],
    moved_on: datetime.date | None = None,
) -> str:
    """The year so far beside last year's, and why.

    Args:
        department: Its name.
        period: The last month counted.
        changes: Every service of the two years to date.
        moved_on: Day of a reorganisation since January last year. The amounts are
            then told as they were and no service is named as the reason.
    """
    amount = sum(one.amount_ore for one in changes)
    earlier = sum(one.before_ore for one in changes)
    paid = _(
        "%(department)s has paid %(amount)s up to %(month)s",
        department=department,
        amount=formats.large(amount, 2),
        month=formats.month(period),
    )
    if earlier <= 0 or amount == earlier:
        return paid
    compared = f"{paid}, {_against(amount - earlier, earlier)}"
    if moved_on is not None:
        this_year = moved_on.year == period.year
        day = formats.day_of_month(moved_on) if this_year else formats.day_in_words(moved_on)
        return _(
            "%(compared)s, as it was before the reorganisation on %(day)s",
            compared=compared,
            day=day,
        )
    named = largest(changes, 1 if amount > earlier else -1)
    if not named:
        return compared
    return _("%(compared)s, mostly for %(reasons)s", compared=compared, reasons=reasons(named))


def _against(difference: int, earlier: int) -> str:
    part = change.part(difference, earlier)
    if difference > 0:
        return _("%(part)s more than the year before", part=part)
    return _("%(part)s less than the year before", part=part)


def services_title(changes: Sequence[ServiceChange]) -> str:
    """What grew and what shrank most over a year."""
    up = max(changes, key=lambda one: (one.change_ore, one.service_id), default=None)
    down = min(changes, key=lambda one: (one.change_ore, one.service_id), default=None)
    most = max((abs(one.change_ore) for one in changes), default=0)
    grown = thing(up) if up and up.change_ore > 0 and _counts(up, most) else ""
    shrunk = thing(down) if down and down.change_ore < 0 and _counts(down, most) else ""
    if grown and shrunk:
        return _(
            "The fees for %(grown)s have grown most, those for %(shrunk)s have shrunk most",
            grown=grown,
            shrunk=shrunk,
        )
    if grown:
        return _("The fees for %(grown)s have grown most", grown=grown)
    if shrunk:
        return _("The fees for %(shrunk)s have shrunk most", shrunk=shrunk)
    return _("Services month by month")


def _counts(one: ServiceChange, most_ore: int) -> bool:
    """Whether a change is large enough beside the largest one to be told with it."""
    return abs(one.change_ore) >= LEAST_PART * most_ore


def came_and_went(came: Sequence[str], went: Sequence[str]) -> list[str]:
    """What is new on the bill and what is gone, a sentence each."""
    told = []
    if came:
        told.append(_("New: %(things)s.", things=some(came)))
    if went:
        told.append(_("Ended: %(things)s.", things=some(went)))
    return told


def some(names: Sequence[str]) -> str:
    """Names in one breath, the first four and how many more."""
    left = len(names) - MOST_LISTED
    if left <= 0:
        return listed(names)
    more = ngettext("%(count)s more", "%(count)s more", left, count=formats.count(left))
    return listed([*names[:MOST_LISTED], more])


def against_year_before(amount_ore: int, before_ore: int, before: datetime.date) -> str:
    """A service beside the same month a year before: ``+`` and ``-`` in words."""
    month = formats.month(before)
    if not before_ore:
        return _("New since %(month)s", month=month)
    if amount_ore == before_ore:
        return _("As in %(month)s", month=month)
    size = change.difference(amount_ore - before_ore)
    if amount_ore > before_ore:
        return _("%(size)s more than in %(month)s", size=size, month=month)
    return _("%(size)s less than in %(month)s", size=size, month=month)
