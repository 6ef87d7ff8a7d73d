"""The catalogue in words: how a service is counted, what it costs and how that has changed."""

import datetime

from dashboard.formats import amount, day_in_words, day_of_month, decimal, percent
from dashboard.i18n import _, ngettext

PRICE_PARTS = 10_000
ORE_PARTS = 100


def catalogue_title(services: int, charged: int) -> str:
    """The page's answer: how many services there are and how many are charged."""
    if services == charged:
        return ngettext("One service, and it is charged", "%(num)s services, all charged", services)
    return _("%(charged)s of %(services)s services are charged", charged=charged, services=services)


def prices_now(cheaper: int, dearer: int, since: datetime.date) -> str:
    """How many prices have gone down and up since a day."""
    return _(
        "%(cheaper)s prices are lower and %(dearer)s higher than on %(day)s.",
        cheaper=cheaper,
        dearer=dearer,
        day=day_in_words(since),
    )


def area(name: str) -> str:
    """A service area; one the city has added is shown by its own name."""
    return {
        "Anslutning": _("Connection"),
        "Arbetsplats": _("Workplace"),
        "Drift": _("Hosting"),
        "Konsult": _("Consulting"),
        "Konto": _("Accounts"),
        "Lagring": _("Storage"),
        "Licens": _("Licences"),
        "Nät": _("Network"),
        "Support": _("Support"),
        "System": _("Systems"),
        "Telefoni": _("Telephony"),
        "Utskrift": _("Printing"),
        "Webb": _("Web"),
    }.get(name, name)


def counting_rule(rule: str, rule_days: str | None, allowance: str | None) -> str:
    """How the quantity of a service is counted."""
    days = reading_days(rule_days)
    sentence = {
        "month_end": _("those in use on the month's last day"),
        "day_exact": _("each day in use, as days of the month"),
        "on_day": _("as read on day %(day)s of the month", day=days),
        "on_dates": _("as read on %(days)s, until the next reading", days=days),
        "event": _("once, when it happens"),
        "sum": _("all use during the month"),
        "fixed": _("as agreed, a twelfth of the year's amount"),
        "decision": _("by the size class decided for the year"),
    }.get(rule, rule)
    return (
        _("%(rule)s; %(allowance)s included", rule=sentence, allowance=allowance)
        if (allowance)
        else sentence
    )


def reading_days(rule_days: str | None) -> str:
    """Reading days as words: ``15 oktober och 15 februari``.

    Args:
        rule_days: Days of the year or of the month, ``10-15|02-15`` or ``20``.
    """
    days = []
    for part in (rule_days or "").split("|"):
        month, _mark, day_number = part.partition("-")
        days.append(_day(int(month), int(day_number)) if day_number else part)
    return _(" and ").join(days)


def _day(month: int, day_number: int) -> str:
    """A day of any year: ``15 oktober``."""
    return day_of_month(datetime.date(2000, month, day_number))


def price(price_ore: int | None, price_e4: int | None, per: str) -> str:
    """A price with its unit: ``5 400,00 kr/år`` or ``0,3500 kr/st``."""
    if price_ore is not None:
        return f"{amount(price_ore)}\N{NO-BREAK SPACE}{per_unit(per)}"
    if price_e4 is not None:
        return f"{small_amount(price_e4)}\N{NO-BREAK SPACE}{per_unit(per)}"
    return "\N{EN DASH}"


def small_amount(price_e4: int) -> str:
    """A price in 1/10 000 kr as kronor: two decimals where they are enough, else four."""
    decimals = 2 if price_e4 % (PRICE_PARTS // ORE_PARTS) == 0 else 4
    return decimal(price_e4, PRICE_PARTS, decimals)


def per_unit(per: str) -> str:
    """What a price is for."""
    return {
        "år": _("kr/year"),
        "st": _("kr each"),
        "tim": _("kr/hour"),
        "utfall": _("kr as billed"),
        "avtal": _("kr by agreement"),
    }.get(per, f"kr/{per}")


def price_change(before: int | None, now: int | None) -> str:
    """A price against the one before it, in words."""
    if not before or now is None:
        return "\N{EN DASH}"
    if before == now:
        return _("unchanged")
    share = percent(abs(now - before), before, 1)
    return _("%(share)s higher", share=share) if now > before else _("%(share)s lower", share=share)
