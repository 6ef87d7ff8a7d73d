"""The board's first page in words: where the year ends, why it changed, what differs most."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import change
from dashboard.words.causes import running_name
from dashboard.words.reference import area as area_name

DECEMBER = 12
PERMILLE = 1000
Kind = Literal["volume", "other_volume", "agreements", "new", "ended", "price"]


@dataclass(frozen=True)
class Cause:
    """One part of a change.

    Attributes:
        kind: What kind of cause it is.
        key: The area of a volume; the only service that is new or has ended; else empty.
        change_ore: What it adds or takes away (öre).
        count: How many areas or services it holds.
    """

    kind: Kind
    key: str
    change_ore: int
    count: int = 1


def page_title(
    period: datetime.date, forecast_ore: int | None, budget_ore: int, causes: Sequence[Cause]
) -> str:
    """The page's answer: what the year is expected to cost against its budget, and why.

    Args:
        period: The month shown.
        forecast_ore: The whole year as foreseen; None where nothing is.
        budget_ore: The whole year's budget; 0 where there is none.
        causes: What leads from the year before to this one.
    """
    year = period.year
    if forecast_ore is None:
        return _("Nothing is foreseen for %(year)s yet", year=year)
    if not budget_ore:
        return _(
            "IT is expected to cost %(amount)s in %(year)s", amount=_large(forecast_ore), year=year
        )
    difference = forecast_ore - budget_ore
    words = {"size": _large(abs(difference)), "year": year}
    if change.is_hardly_any(difference, budget_ore):
        told = _("IT in %(year)s is expected to cost about what was budgeted", year=year)
    elif period.month == DECEMBER and difference > 0:
        told = _("IT cost %(size)s more than budget in %(year)s", **words)
    elif period.month == DECEMBER:
        told = _("IT cost %(size)s less than budget in %(year)s", **words)
    elif difference > 0:
        told = _("IT is expected to cost %(size)s more than budget in %(year)s", **words)
    else:
        told = _("IT is expected to cost %(size)s less than budget in %(year)s", **words)
    driver = _driver(causes)
    return f"{told}. {driver}" if driver else told


def _driver(causes: Sequence[Cause]) -> str:
    """What raises the cost most against the year before; nothing where nothing does."""
    rises = [one for one in causes if one.change_ore > 0]
    if not rises:
        return ""
    largest = max(rises, key=lambda one: one.change_ore)
    reason = {
        "volume": _more_of(largest.key),
        "other_volume": _("more use"),
        "agreements": _("agreements on systems"),
        "new": _("new services"),
        "price": _("higher prices"),
    }.get(largest.kind)
    return _("Since last year %(reason)s raise it most", reason=reason) if reason else ""


def _more_of(area: str) -> str:
    """More use of an area, by what is used there."""
    return {
        "Arbetsplats": _("more computers"),
        "Drift": _("more servers"),
        "Konsult": _("more hours of consulting"),
        "Konto": _("more accounts"),
        "Lagring": _("more gigabytes stored"),
        "Licens": _("more licences"),
        "Nät": _("more network connections"),
        "Support": _("more hours of support"),
        "Telefoni": _("more extensions and calls"),
        "Utskrift": _("more pages printed"),
        "Webb": _("more e-services"),
    }.get(area, _("more use of %(area)s", area=running_name(area_name(area))))


def against_budget(forecast_ore: int, budget_ore: int) -> str:
    """``3,4 mnkr högre än budget``."""
    difference = forecast_ore - budget_ore
    if difference == 0:
        return _("as budgeted")
    size = _large(abs(difference))
    return (
        _("%(size)s higher than budget", size=size)
        if difference > 0
        else _("%(size)s lower than budget", size=size)
    )


def budget_note(budget_ore: int, months: str, amount_ore: int, to_date_ore: int) -> str:
    """The year's budget, and the months so far against theirs."""
    return _(
        "Budget %(budget)s. %(months)s %(amount)s against the budgeted %(to_date)s.",
        budget=_large(budget_ore),
        months=formats.capital(months),
        amount=_large(amount_ore),
        to_date=_large(to_date_ore),
    )


def course_title(deviations: Sequence[tuple[datetime.date, int]]) -> str:
    """When the cost passed its budget, and on which side it is."""
    period, last = deviations[-1]
    words = {"month": formats.month_name(period), "size": _large(abs(last))}
    if last == 0:
        return _("Up to %(month)s the cost is on budget", **words)
    since = _side_since(deviations)
    passed = since != deviations[0][0]
    words["since"] = formats.month_name(since)
    if last > 0 and passed:
        return _(
            "The cost passed its budget in %(since)s and is %(size)s over in %(month)s", **words
        )
    if last > 0:
        return _("Up to %(month)s the cost is %(size)s over its budget", **words)
    if passed:
        return _("The cost came under its budget in %(since)s, %(size)s in %(month)s", **words)
    return _("Up to %(month)s the cost is %(size)s under its budget", **words)


def _side_since(deviations: Sequence[tuple[datetime.date, int]]) -> datetime.date:
    """From which month on the deviation has been on the side it is on now."""
    is_over = deviations[-1][1] > 0
    since = deviations[-1][0]
    for period, ore in reversed(deviations):
        if (ore > 0) != is_over:
            break
        since = period
    return since


def course_sub(permille: int | None) -> str:
    """How to read the drawing."""
    told = _(
        "Charged minus budget, added up since January, %(unit)s.", unit=formats.millions_unit()
    )
    if permille is None:
        return f"{told} {_('Dotted: the forecast.')}"
    size = formats.percent(abs(permille), PERMILLE, 1)
    fan = _("Dotted: the forecast; the surface: what it missed by last year, %(size)s.", size=size)
    return f"{told} {fan}"


def bridge_title(causes: Sequence[Cause]) -> str:
    """What use adds and what prices take, or the other way about."""
    volume = sum(one.change_ore for one in causes if one.kind in {"volume", "other_volume"})
    price = sum(one.change_ore for one in causes if one.kind == "price")
    words = {"volume": _large(abs(volume)), "price": _large(abs(price))}
    if not volume and not price:
        return _("What changed against the year before")
    if volume >= 0 >= price:
        times = abs(volume) // abs(price) if price else 0
        if times >= change.DOUBLE:
            return _(
                "Use adds %(volume)s, more than %(times)s times what lower prices take away",
                times=formats.count(times),
                **words,
            )
        return _("Use adds %(volume)s and lower prices take away %(price)s", **words)
    if volume >= 0:
        return _("Use adds %(volume)s and higher prices %(price)s", **words)
    if price <= 0:
        return _("Less use takes away %(volume)s and lower prices %(price)s", **words)
    return _("Less use takes away %(volume)s and higher prices add %(price)s", **words)


def cause_name(cause: Cause, service: str) -> str:
    """What a row of the bridge is called.

    Args:
        cause: The part of the change.
        service: Name of the service that ``key`` names, where it names one.
    """
    if cause.kind == "volume":
        return _("Use: %(area)s", area=running_name(area_name(cause.key)))
    if cause.kind == "new":
        return (
            _("New service: %(service)s", service=running_name(service))
            if service
            else ngettext("One new service", "%(num)s new services", cause.count)
        )
    if cause.kind == "ended":
        return (
            _("No longer: %(service)s", service=running_name(service))
            if service
            else ngettext("One service no longer", "%(num)s services no longer", cause.count)
        )
    return _kind_name(cause.kind)


def _kind_name(kind: Kind) -> str:
    return {
        "other_volume": _("Use: other areas"),
        "agreements": _("Agreements on systems"),
        "price": _("Price"),
    }[kind]


def department_deviation(
    name: str, months: str, amount_ore: int, budget_ore: int
) -> tuple[str, str]:
    """A department far from its budget: the claim, and its figures.

    Returns:
        ``("Utbildningsförvaltningen ligger 1,1 mnkr över budget", "20,3 mnkr mot …")``.
    """
    difference = amount_ore - budget_ore
    words = {"name": name, "size": _large(abs(difference))}
    claim = (
        _("%(name)s is %(size)s over budget", **words)
        if difference > 0
        else _("%(name)s is %(size)s under budget", **words)
    )
    return claim, _(
        "%(amount)s against %(budget)s in %(months)s.",
        months=months,
        amount=_large(amount_ore),
        budget=_large(budget_ore),
    )


def pool_deviation(pool: str, fees_ore: int, cost_ore: int, months: str) -> tuple[str, str]:
    """A pool whose fees do not cover its own cost: the claim, and its figures."""
    claim = _(
        "The fees for %(pool)s cover %(share)s of the cost",
        pool=running_name(pool),
        share=formats.percent(fees_ore, cost_ore),
    )
    return claim, _(
        "%(missing)s is missing of %(cost)s in %(months)s.",
        months=months,
        missing=_large(cost_ore - fees_ore),
        cost=_large(cost_ore),
    )


def kpi_deviation(name: str, figure: str, should_be: str) -> tuple[str, str]:
    """A key figure far behind its trajectory: the claim, and its figures."""
    claim = _("%(name)s is behind its trajectory", name=name)
    return claim, _(
        "%(figure)s where the trajectory says %(should_be)s.", figure=figure, should_be=should_be
    )


def over_or_under(difference_ore: int) -> str:
    """A deviation in a narrow column: ``1,1 mnkr över``."""
    if difference_ore == 0:
        return _("on budget")
    size = _large(abs(difference_ore))
    return _("%(size)s over", size=size) if difference_ore > 0 else _("%(size)s under", size=size)


def deviations_title(count: int) -> str:
    """Over the deviations told."""
    return ngettext("The largest deviation", "The %(num)s largest deviations", count)


def departments_title(over: int, departments: int) -> str:
    """How many departments are over their budget."""
    if not over:
        return _("No department is over its budget")
    return _(
        "%(over)s of %(departments)s departments are over their budget",
        over=formats.count(over),
        departments=formats.count(departments),
    )


def _large(ore: int) -> str:
    """An amount in a sentence: millions to one decimal, to two below one, kronor below 0,1."""
    is_near_million = 10 * abs(ore) >= formats.ORE_IN_MILLION > abs(ore)
    return formats.millions(ore, 2) if is_near_million else formats.large(ore)
