"""The catalogue in words: how a service is counted, what it costs and how that has changed."""

import datetime

from dashboard import formats
from dashboard.i18n import _, name, ngettext
from dashboard.rows import Row
from dashboard.words import change
from dashboard.words.causes import listed

PRICE_PARTS = 10_000
ORE_PARTS = 100


def catalogue_title(services: int, charged: int) -> str:
    """The page's answer: how many services there are and how many are charged."""
    if services == charged:
        return ngettext(
            "One service, and it is charged", "%(num)s services, all of them charged", services
        )
    return _("%(charged)s of %(services)s services are charged", charged=charged, services=services)


def lead(on: datetime.date, cheaper: int, dearer: int) -> str:
    """Which day's prices stand here and how they have moved."""
    return _(
        "Prices on %(day)s. Since their first price %(cheaper)s services have become cheaper and "
        "%(dearer)s dearer.",
        day=formats.day_in_words(on),
        cheaper=formats.count(cheaper),
        dearer=formats.count(dearer),
    )


def area(area_sv: str) -> str:
    """A service's or a budget's area; one the city has added is shown by its own name."""
    return {
        "Anslutning": _("Connection"),
        "Arbetsplats": _("Workplace"),
        "Arbetsplats och konto": _("Workplace and accounts"),
        "Drift": _("Hosting"),
        "Konsult": _("Consulting"),
        "Konto": _("Accounts"),
        "Lagring": _("Storage"),
        "Licens": _("Licences"),
        "Nät": _("Network"),
        "Nät, drift och övrigt": _("Network, hosting and other"),
        "Support": _("Support"),
        "System": _("Systems"),
        "Telefoni": _("Telephony"),
        "Utskrift": _("Printing"),
        "Webb": _("Web"),
    }.get(area_sv, area_sv)


def charged_title(services: int) -> str:
    """Over the services that are on the bills."""
    return ngettext("One service is charged", "%(num)s services are charged", services)


def waiting_title(services: int) -> str:
    """Over the services that are on no bill."""
    return ngettext("One service is on no bill", "%(num)s services are on no bill yet", services)


def counting_rule(rule: str, rule_days: str, allowance: str) -> str:
    """How the quantity of a service is counted.

    Args:
        rule: Of the service.
        rule_days: Its reading days: ``10-15|02-15``, ``20`` or nothing.
        allowance: What is included, or nothing.
    """
    days = reading_days(rule_days)
    words = {
        "month_end": _("in use on the month's last day"),
        "day_exact": _("by the days in use"),
        "on_day": _("as read on day %(day)s of the month", day=days),
        "on_dates": _("as read on %(days)s", days=days),
        "event": _("when it happens"),
        "sum": _("all use in the month"),
        "fixed": _("a twelfth of the year's amount"),
        "decision": _("by the size class of the year"),
    }.get(rule, rule)
    return (
        _("%(rule)s, %(allowance)s included", rule=words, allowance=allowance)
        if (allowance)
        else words
    )


def counted_unit(row: Row, rule: str) -> str:
    """What is counted and how: ``konto, i bruk månadens sista dag``; kronor are not counted."""
    if row["fee_kind"] in {"agreement", "passed_through"}:
        return rule
    return f"{name(row, 'unit')}, {rule}"


def reading_days(rule_days: str) -> str:
    """Reading days as words: ``15 oktober och 15 februari``; ``20`` stays."""
    days = []
    for part in filter(None, rule_days.split("|")):
        month, _mark, day = part.partition("-")
        days.append(
            formats.day_of_month(datetime.date(2000, int(month), int(day))) if day else part
        )
    return listed(days)


def fee_kind(kind: str) -> str:
    """What kind of fee a service has."""
    return {
        "yearly": _("a year's price, a twelfth each month"),
        "one_off": _("once"),
        "metered": _("by use"),
        "passed_through": _("as the supplier bills it"),
        "agreement": _("a fixed amount by agreement"),
        "decision": _("a year's price by size class"),
    }.get(kind, kind)


def price(row: Row | None, per: str, kind: str) -> str:
    """A price with its unit: ``5 400,00 kr/år`` or ``0,35 kr/st``; words where there is none."""
    if row is None:
        return {"agreement": _("by agreement"), "passed_through": _("as billed")}.get(
            kind, _("no price")
        )
    return f"{bare_price(row)}{formats.SPACE}{per_unit(per)}"


def bare_price(row: Row) -> str:
    """A price as kronor without a unit: two decimals where they are enough, else four."""
    if row["price_ore"] is not None:
        return formats.amount(int(row["price_ore"]))
    return small_price(int(row["price_e4"]))


def small_price(price_e4: int) -> str:
    """A price in 1/10 000 kr as kronor: two decimals where they are enough, else four."""
    decimals = 2 if price_e4 % (PRICE_PARTS // ORE_PARTS) == 0 else 4
    return formats.decimal(price_e4, PRICE_PARTS, decimals)


def recovery_title(year: int, fees_ore: int, self_cost_ore: int) -> str:
    """The year's answer: how much of what the services cost the fees were."""
    return _(
        "In %(year)s the fees covered %(share)s of what the services cost",
        year=str(year),
        share=formats.percent(fees_ore, self_cost_ore, 1),
    )


def recovery_lead(short: int, over: int) -> str:
    """How many services were under and over their cost."""
    return _(
        "Under their self-cost: %(short)s services; over it: %(over)s. The result is shown as it "
        "is: one service's surplus does not hide another's deficit. Idle capacity that the "
        "supplier bears is not in it.",
        short=formats.count(short),
        over=formats.count(over),
    )


def unit_cost(row: Row) -> str:
    """What one unit cost, in the unit of its price; a dash where kronor are what is counted.

    Args:
        row: A row of :func:`dashboard.queries.reference.recovery`.
    """
    if row["unit_cost_ore"] is None or row["fee_kind"] in {"agreement", "passed_through"}:
        return "\N{EN DASH}"
    cost = (
        formats.decimal(int(row["unit_cost_e4"]), PRICE_PARTS, 4)
        if row["fee_kind"] == "metered" and abs(row["unit_cost_e4"]) < PRICE_PARTS
        else formats.amount(int(row["unit_cost_ore"]))
    )
    return f"{cost}{formats.SPACE}{per_unit(row['per'])}"


def result(result_ore: int) -> str:
    """Fees less self-cost, in words: ``12 300 kr över``."""
    size = formats.whole_kronor(abs(result_ore))
    if result_ore < 0:
        return _("%(size)s under", size=size)
    return _("%(size)s over", size=size) if result_ore else _("covered to the öre")


def per_unit(per: str) -> str:
    """What a price is for."""
    return {
        "år": _("kr/year"),
        "st": _("kr each"),
        "tim": _("kr/hour"),
    }.get(per, f"kr/{per}")


def price_change(before: int, now: int) -> str:
    """A price against another, in words."""
    if before == now:
        return _("unchanged")
    share = change.part_to_a_decimal(now - before, before)
    return _("%(part)s higher", part=share) if now > before else _("%(part)s lower", part=share)


def price_sentence(service: str, first: Row, now: Row) -> str:
    """How a service's price has gone, from its first to the one asked about."""
    since = formats.day_in_words(first["valid_from"])
    costs = _("%(service)s costs %(price)s kr", service=service, price=bare_price(now))
    if first["amount"] == now["amount"]:
        return _("%(now)s, the same since %(day)s", now=costs, day=since)
    moved = price_change(first["amount"], now["amount"])
    return _("%(now)s, %(change)s than on %(day)s", now=costs, change=moved, day=since)


def until(row: Row) -> str:
    """The last day of a price, and whether another list ended it early."""
    if row["valid_until"] >= formats.OPEN_END:
        return formats.day(row["valid_until"])
    last = formats.day(row["valid_until"] - datetime.timedelta(days=1))
    if row["ended_by"]:
        return _("%(day)s, ended by %(list)s", day=last, list=row["ended_by"])
    return last


def decision(row: Row) -> str:
    """Who decided a price and when, as the price list says."""
    return row["decision"] or formats.day(row["decided_on"])


def not_charged(row: Row, on: datetime.date) -> str:
    """Why a service is on no bill."""
    if row["valid_until"] <= on:
        return _("ended on %(day)s", day=formats.day(row["valid_until"]))
    if row["valid_from"] > on:
        return _("begins on %(day)s", day=formats.day(row["valid_from"]))
    return _("no source yet")


def no_price(kind: str) -> str:
    """Why a service has no row of price."""
    if kind == "agreement":
        return _("Each agreement states its own yearly amount, so there is no list price.")
    if kind == "passed_through":
        return _("The supplier's bill is passed on as it is, so there is no list price.")
    return _("No price has been decided.")
