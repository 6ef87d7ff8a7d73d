"""What a line of a bill says in its table row and beside its explanation."""

import calendar
import datetime
from collections.abc import Mapping
from typing import Any

from chargeback.explain_line import USE, price_text, quantity_text
from chargeback.explain_settlement import SETTLEMENT
from chargeback.explain_words import UNITS
from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, language, name, ngettext

Line = Mapping[str, Any]
STALE_DAYS = 90


def price(ore: int) -> str:
    """A yearly price: ``2 880 kr``, with öre only where there are any."""
    return formats.whole_kronor(ore) if ore % formats.ORE_IN_KRONA == 0 else formats.kronor(ore)


def quantity(line: Line) -> str:
    """Quantity and price of a line: ``32 st × 2 880 kr/år``, ``12 345 sidor × 0,34 kr/sida``."""
    if line.get("is_correction"):
        return _("correction of %(month)s", month=formats.month(line["charge_period"]))
    if line["fee_kind"] == SETTLEMENT:
        return _("settlement of %(year)s", year=line["charge_period"].year)
    return _quantity_and_price(line)


def _quantity_and_price(line: Line) -> str:
    if line["tier_kind"]:
        return _("%(quantity)s, price by steps", quantity=amount_of(line, line["quantity"]))
    if line["fee_kind"] in USE:
        return _of_use(line)
    yearly = price(line["price_ore"])
    if line["fee_kind"] == "agreement":
        return _("by agreement, %(price)s/year", price=yearly)
    if line["fee_kind"] == "decision":
        return _("by decision, %(price)s/year", price=yearly)
    if is_by_day(line):
        days = formats.count(line["unit_days"])
        return _("%(days)s account-days × %(price)s/year", days=days, price=yearly)
    units = quantity_text(line["quantity"], "", language())
    return _("%(units)s × %(price)s/year", units=units, price=yearly)


def _of_use(line: Line) -> str:
    used = amount_of(line, line["quantity"])
    if line["fee_kind"] == "passed_through":
        return _("%(amount)s, as the source has it", amount=used)
    if line["fee_kind"] == "one_off":
        return _("%(units)s × %(price)s each", units=used, price=price(line["price_ore"]))
    each = f"{price_text(line['price_e4'], language())}/{name(line, 'unit')}"
    return _("%(quantity)s × %(price)s", quantity=used, price=each)


def amount_of(line: Line, quantity_milli: int) -> str:
    """A quantity with its unit: ``12 345 sidor``, ``6,50 tim``, ``112,4 GB``, ``4 197,30 kr``."""
    figure = quantity_text(quantity_milli, line["unit_sv"], language())
    unit = "kr" if line["unit_sv"] == "krona" else UNITS[language()].get(line["unit_sv"], "")
    if not unit:
        return _("%(count)s pcs", count=figure)
    return f"{figure}{formats.SPACE}{unit}"


def is_by_day(line: Line) -> bool:
    """Whether the line counts days rather than whole months."""
    return bool(line["rule"] == "day_exact")


def is_by_use(line: Line) -> bool:
    """Whether rows of use lie behind the line, each on its day, rather than objects."""
    return bool(line["rule"] in {"sum", "event", "on_day"} and line["fee_kind"] in USE)


def line_count(count: int) -> str:
    """``24 rader``."""
    return ngettext("%(count)s line", "%(count)s lines", count, count=formats.count(count))


def service_name(line: Line) -> str:
    """The service in the reader's language, with the system of its agreement."""
    system = line["agreement_system"]
    service = name(line, "service_name")
    return f"{service}, {system}" if system else service


def agreement_state(status: str | None) -> tuple[Status | None, str]:
    """How a line stands to its agreement: the shape that warns, and the words."""
    return {
        "in_force": (None, _("in force")),
        "unsigned": ("watch", _("not signed")),
        "expired": ("watch", _("has expired")),
    }.get(status or "", ("watch", _("no agreement")))


def against_before(now: Line, before: Line | None) -> str:
    """A line beside the month before: ``2 fler, +480,00 kr``."""
    if before is None:
        return _("new")
    change = f"{formats.change(now['amount_ore'] - before['amount_ore'])}{formats.SPACE}kr"
    more = now["quantity"] - before["quantity"]
    if now["fee_kind"] in {"agreement", "decision", "passed_through"} or more == 0:
        return change if now["amount_ore"] != before["amount_ore"] else _("unchanged")
    counted = quantity_text(abs(more), now["unit_sv"], language())
    if more > 0:
        return _("%(count)s more, %(change)s", count=counted, change=change)
    return _("%(count)s fewer, %(change)s", count=counted, change=change)


def stale(last_seen_on: datetime.date | None, counted_on: datetime.date) -> str:
    """Says so when an object has not been seen for more than 90 days; else nothing."""
    if last_seen_on is None:
        return ""
    days = (counted_on - last_seen_on).days
    return _("%(days)s days ago", days=formats.count(days)) if days > STALE_DAYS else ""


def new_in(since: datetime.date | None, period: datetime.date) -> str:
    """Says so when an object came in the month; else nothing."""
    if since is None or since.replace(day=1) != period:
        return ""
    return _("new in %(month)s", month=formats.month_name(period))


def last_day(until: datetime.date | None) -> str:
    """The last day of an interval whose end is exclusive, or that it goes on."""
    if until is None or until >= formats.OPEN_END:
        return formats.day(until)
    return formats.day(until - datetime.timedelta(days=1))


def end_of(period: datetime.date) -> datetime.date:
    """The last day of a month.

    >>> end_of(datetime.date(2008, 2, 1))
    datetime.date(2008, 2, 29)
    """
    return period.replace(day=calendar.monthrange(period.year, period.month)[1])
