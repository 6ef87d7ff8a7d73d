"""What a department's budget page says: deviations always in words, never by sign alone."""

import datetime

from dashboard import formats
from dashboard.i18n import _
from dashboard.words import change

PERMILLE = 1000


def deviation(amount_ore: int, budget_ore: int) -> str:
    """``3,2 % över budget``, ``41 200 kr under budget``, ``på budget``.

    Args:
        amount_ore: Charged (öre).
        budget_ore: The budget for the same months.
    """
    difference = amount_ore - budget_ore
    if difference == 0:
        return _("on budget")
    if budget_ore <= 0 or change.is_hardly_any(difference, budget_ore):
        size = change.difference(difference)
    else:
        size = change.part(difference, budget_ore)
    return (
        _("%(size)s over budget", size=size)
        if difference > 0
        else _("%(size)s under budget", size=size)
    )


def in_kronor(amount_ore: int, budget_ore: int) -> str:
    """``41 200 kr mer än budget``: the same in kronor."""
    difference = amount_ore - budget_ore
    if difference == 0:
        return _("as budgeted")
    size = change.difference(difference)
    return (
        _("%(size)s more than budget", size=size)
        if difference > 0
        else _("%(size)s less than budget", size=size)
    )


def budget_title(  # noqa: PLR0913, PLR0917 - who, when and four amounts
    department: str,
    period: datetime.date,
    charged_ore: int,
    to_date_ore: int,
    forecast_ore: int | None,
    year_ore: int,
) -> str:
    """Where the department stands and where the year is foreseen to end.

    Args:
        department: Its name.
        period: The last month charged.
        charged_ore: Charged this year so far.
        to_date_ore: The budget for the same months.
        forecast_ore: The whole year as foreseen; None where nothing is.
        year_ore: The whole year's budget.
    """
    month = formats.month(period)
    if not year_ore:
        return _(
            "%(department)s has no budget for IT in %(year)s",
            department=department,
            year=period.year,
        )
    now = _(
        "%(department)s is %(deviation)s up to %(month)s",
        department=department,
        deviation=deviation(charged_ore, to_date_ore),
        month=month,
    )
    if forecast_ore is None or period.month == 12:  # noqa: PLR2004 - December
        return now
    return _(
        "%(now)s and is foreseen to pay %(forecast)s in the year, %(against)s",
        now=now,
        forecast=formats.large(forecast_ore, 2),
        against=deviation(forecast_ore, year_ore),
    )


def band(low_ore: int | None, high_ore: int | None) -> str:
    """Between what and what the year may end, or that nothing is known of it."""
    if low_ore is None or high_ore is None:
        return _("The rule has no year before to be tried on.")
    return _(
        "Between %(low)s and %(high)s.",
        low=formats.large(low_ore, 2),
        high=formats.large(high_ore, 2),
    )


def missed(permille: int | None, period: datetime.date) -> str:
    """How wrong the same rule was a year earlier."""
    if permille is None:
        return ""
    before = formats.month(period.replace(year=period.year - 1))
    if permille == 0:
        return _("In %(month)s the same rule was right.", month=before)
    size = formats.percent(abs(permille), PERMILLE, 1)
    if permille > 0:
        return _("In %(month)s the same rule foresaw %(size)s too much.", month=before, size=size)
    return _("In %(month)s the same rule foresaw %(size)s too little.", month=before, size=size)


def base(base_from: datetime.date, period: datetime.date) -> str:
    """Which months the pace is taken from, and why they are not all."""
    months = formats.months(base_from, period)
    if base_from.month == 1:
        return _("Pace of %(months)s.", months=months)
    return _("Pace of %(months)s, after the reorganisation.", months=months)
