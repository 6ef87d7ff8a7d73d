"""What a bill's headings say."""

import datetime
from collections.abc import Sequence
from itertools import accumulate, pairwise

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import change
from dashboard.words.causes import (
    BY_QUANTITY,
    ServiceChange,
    kind_of_reason,
    largest,
    reason,
    reasons,
)

FEWEST_IN_A_ROW = 3
FEWEST_MONTHS = 6


def bill_title(
    department: str,
    period: datetime.date,
    before: datetime.date,
    changes: Sequence[ServiceChange],
    moved_on: datetime.date | None = None,
) -> str:
    """The bill's answer: how the month stands to the one before, and why.

    Args:
        department: Its name.
        period: The bill's month.
        before: The month compared with.
        changes: Every service of the two months.
        moved_on: Day of a reorganisation between the months. The amounts are then
            told as they were and no service is named as the reason.
    """
    amount = sum(one.amount_ore for one in changes)
    earlier = sum(one.before_ore for one in changes)
    if amount == 0 or earlier <= 0:
        return plain_title(department, period, amount)
    compared = _compared(department, before, amount, earlier)
    if moved_on is not None:
        day = formats.day_of_month(moved_on)
        return _(
            "%(compared)s, as it was before the reorganisation on %(day)s",
            compared=compared,
            day=day,
        )
    named = largest(changes, 1 if amount > earlier else -1)
    if amount == earlier or change.is_hardly_any(amount - earlier, earlier) or not named:
        return compared
    return _("%(compared)s, mostly for %(reasons)s", compared=compared, reasons=reasons(named))


def plain_title(department: str, period: datetime.date, amount_ore: int) -> str:
    """The bill without a claim, when there is nothing to compare with."""
    if amount_ore == 0:
        return _(
            "%(department)s has no fees in %(month)s",
            department=department,
            month=formats.month(period),
        )
    return _(
        "%(department)s pays %(amount)s for %(month)s",
        department=department,
        amount=formats.whole_kronor(amount_ore),
        month=formats.month(period),
    )


def _compared(department: str, before: datetime.date, amount: int, earlier: int) -> str:
    difference = amount - earlier
    words = {"department": department, "month": formats.month_name(before)}
    if difference == 0:
        return _("%(department)s pays as much as in %(month)s", **words)
    if change.is_hardly_any(difference, earlier):
        size = change.in_kronor(difference)
        return _("%(department)s pays nearly as much as in %(month)s, %(size)s", size=size, **words)
    if change.is_double(amount, earlier):
        return _("%(department)s pays at least twice as much as in %(month)s", **words)
    part = change.part(difference, earlier)
    if difference > 0:
        return _("%(department)s pays %(part)s more than in %(month)s", part=part, **words)
    return _("%(department)s pays %(part)s less than in %(month)s", part=part, **words)


def bridge_title(changes: Sequence[ServiceChange]) -> str:
    """What raises and what lowers a bill between two months."""
    ups, downs = largest(changes, 1), largest(changes, -1)
    if ups and downs:
        return _(
            "The bill is raised by %(ups)s and lowered by %(downs)s",
            ups=reasons(ups[:2]),
            downs=reasons(downs[:2]),
        )
    if ups:
        return _("The bill is raised by %(ups)s", ups=reasons(ups))
    if downs:
        return _("The bill is lowered by %(downs)s", downs=reasons(downs))
    return _("What changed, by service")


def step(one: ServiceChange) -> str:
    """A row of the bridge: ``Fler elevkonton (437 till 1 192)``; counts only where they are why."""
    cause = formats.capital(reason(one))
    if kind_of_reason(one) not in BY_QUANTITY or one.units == one.units_before:
        return cause
    return _(
        "%(cause)s (%(before)s to %(now)s)",
        cause=cause,
        before=formats.count(one.units_before),
        now=formats.count(one.units),
    )


def columns_title(amounts: Sequence[tuple[datetime.date, int]]) -> str:
    """How the last month stands among those before it.

    Args:
        amounts: Month and öre, oldest first; the last one is the bill's month.
    """
    if len(amounts) < FEWEST_MONTHS:
        return _("The amount month by month")
    ore = [amount for _period, amount in amounts]
    month = formats.capital(formats.month_name(amounts[-1][0]))
    count = len(amounts)
    if ore[-1] > max(ore[:-1]):
        return _("%(month)s is the dearest of %(count)s months", month=month, count=count)
    if ore[-1] < min(ore[:-1]):
        return _("%(month)s is the cheapest of %(count)s months", month=month, count=count)
    return _run(ore) or _against_average(month, ore)


def _run(ore: Sequence[int]) -> str:
    """Months in a row that rose or fell up to the last one."""
    signs = [(b > a) - (b < a) for a, b in pairwise(ore)]
    run = next((n for n, sign in enumerate(reversed(signs)) if sign != signs[-1]), len(signs))
    if run < FEWEST_IN_A_ROW or signs[-1] == 0:
        return ""
    if signs[-1] > 0:
        return _("The amount has risen %(count)s months in a row", count=run)
    return _("The amount has fallen %(count)s months in a row", count=run)


def _against_average(month: str, ore: Sequence[int]) -> str:
    """The last month against the mean of those before it."""
    earlier, count = sum(ore[:-1]), len(ore) - 1
    difference = ore[-1] * count - earlier
    if earlier <= 0 or change.is_hardly_any(difference, earlier):
        return _("%(month)s is an ordinary month", month=month)
    words = {"month": month, "part": change.part(difference, earlier), "count": count}
    if difference > 0:
        return _("%(month)s is %(part)s above the average of %(count)s months", **words)
    return _("%(month)s is %(part)s below the average of %(count)s months", **words)


def how_many_carry_half(amounts: Sequence[int]) -> int:
    """The fewest amounts, largest first, that make at least half of the sum.

    >>> how_many_carry_half([50, 30, 20])
    1
    """
    whole = sum(amounts)
    running = accumulate(sorted(amounts, reverse=True))
    return next((place for place, total in enumerate(running, start=1) if 2 * total >= whole), 0)


def largest_part(amounts: Sequence[int]) -> str:
    """The first amount's part of the sum, never told as the whole when others carry some."""
    whole, first = sum(amounts), amounts[0]
    part = formats.rounded(100 * first, whole)
    return formats.percent(min(part, 99) if first < whole else part, 100)


def cost_centres_title(amounts: Sequence[int], first: str) -> str:
    """How the amount lies on the cost centres.

    Args:
        amounts: Öre per cost centre, largest first.
        first: The name of the largest.
    """
    count, few = len(amounts), how_many_carry_half(amounts)
    if count == 0:
        return _("No cost centre carries an amount")
    if count == 1:
        return _("%(name)s carries the whole amount", name=first)
    if few == 1:
        return _("%(name)s carries %(part)s of the amount", name=first, part=largest_part(amounts))
    return _("%(few)s of %(count)s cost centres carry half of the amount", few=few, count=count)


def services_title(amounts: Sequence[int], first: str) -> str:
    """How the amount lies on the services; arguments as of :func:`cost_centres_title`."""
    count, few = len(amounts), how_many_carry_half(amounts)
    if count == 0:
        return _("No service is charged")
    if few == 1:
        return _("%(name)s makes up %(part)s of the amount", name=first, part=largest_part(amounts))
    return _("%(few)s of %(count)s services make up half of the amount", few=few, count=count)


def agreements_title(without_ore: int, lines: int) -> str:
    """Whether everything charged has an agreement in force."""
    if lines == 0:
        return _("Everything charged has an agreement in force")
    return without_agreement(without_ore, lines)


def without_agreement(without_ore: int, lines: int) -> str:
    """What is charged without an agreement in force: lines and kronor."""
    return ngettext(
        "%(count)s line, %(amount)s, is charged without an agreement in force",
        "%(count)s lines, %(amount)s, are charged without an agreement in force",
        lines,
        count=formats.count(lines),
        amount=formats.whole_kronor(without_ore),
    )


def against_months(difference: int, earlier: int, months: str) -> str:
    """Some months beside the same ones a year before: ``9 800 kr mer än januari–maj 2007``."""
    if difference == 0:
        return _("As much as %(months)s.", months=months)
    size, part = change.difference(difference), change.part_to_a_decimal(difference, earlier)
    words = {"size": size, "part": part, "months": months}
    if difference > 0:
        return _("%(size)s more than %(months)s, %(part)s.", **words)
    return _("%(size)s less than %(months)s, %(part)s.", **words)


def as_it_was(moved_on: datetime.date) -> str:
    """That an earlier amount is that of the organisation before a day."""
    return _("As it was before the reorganisation on %(day)s.", day=formats.day_in_words(moved_on))


def restated(amount_ore: int, restated_ore: int | None, moved_on: datetime.date) -> str:
    """A comparison over a reorganisation: as it was, and in today's organisation.

    Args:
        amount_ore: The month's amount.
        restated_ore: The earlier amount of the cost centres of today, where it can be told.
        moved_on: Day of the reorganisation.
    """
    told = as_it_was(moved_on)
    if not restated_ore:
        return told
    difference = amount_ore - restated_ore
    part = change.part_to_a_decimal(difference, restated_ore)
    words = {"told": told, "part": part}
    if difference < 0:
        return _("%(told)s In today's organisation %(part)s less.", **words)
    return _("%(told)s In today's organisation %(part)s more.", **words)
