"""Months held against each other: totals, years to date and changes by service.

Sums of published öre for one department, a few hundred rows; nothing is
calculated here that is not a sum or a difference of stored amounts.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

import pandas as pd

from chargeback.explain_settlement import SETTLEMENT
from chargeback.explain_words import NOUNS
from chargeback.money import MONTHS_A_YEAR
from chargeback.period import months_later, periods_between
from dashboard.i18n import language, name
from dashboard.rows import Row, rows_of
from dashboard.words.causes import ServiceChange, in_use


@dataclass(frozen=True)
class ServiceMonth:
    """One service in one month of a department; units are objects, amounts öre."""

    period: datetime.date
    service_id: str
    name: str
    plural: str
    units: int
    unit_days: int
    amount_ore: int


def service_months(rows: pd.DataFrame) -> list[ServiceMonth]:
    """The rows of :func:`dashboard.queries.department.services_by_month` as plain values."""
    names = {row["service_id"]: (name(row), plural(row)) for row in _services(rows)}
    columns = (
        rows[column].tolist() for column in ("service_id", "units", "unit_days", "amount_ore")
    )
    days = [stamp.date() for stamp in rows["period"]]
    return [
        ServiceMonth(period, service_id, *names[service_id], units, unit_days, amount_ore)
        for period, service_id, units, unit_days, amount_ore in zip(days, *columns, strict=True)
    ]


def _services(rows: pd.DataFrame) -> list[Row]:
    """Each service once, with its names."""
    return rows_of(rows[["service_id", "name_sv", "name_en"]].drop_duplicates())


def plural(row: Row) -> str:
    """What a service counts, in plural; nothing where it has no noun of its own."""
    return NOUNS[language()].get(row["service_id"], ("", ""))[1]


def totals(months: Iterable[ServiceMonth]) -> dict[datetime.date, int]:
    """Öre of each month that has any."""
    added: dict[datetime.date, int] = {}
    for month in months:
        added[month.period] = added.get(month.period, 0) + month.amount_ore
    return added


def total(amounts: Mapping[datetime.date, int], first: datetime.date, last: datetime.date) -> int:
    """Öre from the first month to the last one."""
    return sum(ore for period, ore in amounts.items() if first <= period <= last)


def month_by_month(
    amounts: Mapping[datetime.date, int], first: datetime.date, last: datetime.date
) -> list[tuple[datetime.date, int]]:
    """Öre month by month from the first month that has any, without gaps."""
    known = [period for period in amounts if first <= period <= last]
    if not known:
        return []
    return [(period, amounts.get(period, 0)) for period in periods_between(min(known), last)]


def changes(
    months: Sequence[ServiceMonth], period: datetime.date, before: datetime.date
) -> list[ServiceChange]:
    """Every service there is, with its amounts of two months; they add up to the two totals."""
    known = {month.service_id: month for month in months}
    now = {month.service_id: month for month in months if month.period == period}
    then = {month.service_id: month for month in months if month.period == before}
    return [_change(known[key], now.get(key), then.get(key)) for key in sorted(known)]


def changes_over(
    months: Sequence[ServiceMonth], period: datetime.date, january: datetime.date
) -> list[ServiceChange]:
    """Every service from January to a month, beside the same months a year before."""
    by_month = [
        change
        for month in periods_between(january, period)
        for change in changes(months, month, months_later(month, -MONTHS_A_YEAR))
    ]
    services = {change.service_id: change for change in by_month}
    return [_added_up(known, by_month) for known in services.values()]


def _added_up(known: ServiceChange, by_month: Sequence[ServiceChange]) -> ServiceChange:
    own = [change for change in by_month if change.service_id == known.service_id]
    return ServiceChange(
        known.service_id,
        known.name,
        known.plural,
        sum(change.amount_ore for change in own),
        sum(change.before_ore for change in own),
        sum((change.in_use for change in own), start=Fraction(0)),
        sum((change.in_use_before for change in own), start=Fraction(0)),
    )


def _change(
    known: ServiceMonth, now: ServiceMonth | None, then: ServiceMonth | None
) -> ServiceChange:
    return ServiceChange(
        known.service_id,
        known.name,
        known.plural,
        now.amount_ore if now else 0,
        then.amount_ore if then else 0,
        in_use(now.unit_days, now.period) if now else in_use(0, known.period),
        in_use(then.unit_days, then.period) if then else in_use(0, known.period),
        now.units if now else 0,
        then.units if then else 0,
    )


@dataclass(frozen=True)
class LinePair:
    """A line beside the same line of the month compared with; one of them may be missing."""

    now: Row | None
    before: Row | None

    @property
    def known(self) -> Row:
        """The month's line, else the earlier one."""
        row = self.now or self.before
        if row is None:
            raise ValueError("a pair holds at least one line")
        return row

    @property
    def amount_ore(self) -> int:
        """Öre of the month."""
        return int(self.now["amount_ore"]) if self.now else 0

    @property
    def before_ore(self) -> int:
        """Öre of the month compared with."""
        return int(self.before["amount_ore"]) if self.before else 0

    @property
    def change_ore(self) -> int:
        """What the line adds or takes away (öre)."""
        return self.amount_ore - self.before_ore


def pair_lines(lines: Sequence[Row], period: datetime.date) -> list[LinePair]:
    """Lines of two months held against each other, dearest first.

    Lines belong together by cost centre, service and the system of an agreement;
    where there are several of a kind (a price that changed inside the month) the
    cheapest go together first. A correction stands alone, and so does what is paid back
    of a year. Every line is in one pair, so pairs add up as lines do.
    """
    sides: dict[tuple[str, str, str, str], tuple[list[Row], list[Row]]] = {}
    for line in sorted(lines, key=_price_order):
        alone = line["line_id"] if line["fee_kind"] == SETTLEMENT else ""
        corrected = line["original_line_id"] or alone
        system = line["agreement_system"] or ""
        key = (line["cost_centre_id"], line["service_id"], system, corrected)
        sides.setdefault(key, ([], []))[line["period"] != period].append(line)
    pairs = [
        LinePair(now, before)
        for now_lines, before_lines in sides.values()
        for now, before in zip_longest(now_lines, before_lines)
    ]
    return sorted(pairs, key=_pair_order)


def _price_order(line: Row) -> tuple[int, str]:
    return line["price_ore"] or line["price_e4"] or 0, line["line_id"]


def _pair_order(pair: LinePair) -> tuple[int, int, str]:
    return -pair.amount_ore, -pair.before_ore, pair.known["line_id"]
