"""A scenario: which prices and rules are others, from when, by which fee model; what follows.

All of it stands in the address, so that a scenario is a link: ``p-WS-ADM=4800`` is another
price, ``rule-ACC-EXT=month_end`` another rule of counting, ``from=2009-01-15`` the first day of
what is tried, ``model=mixed`` a fee model.
Amounts are whole öre throughout; a price is whole öre, or whole 1/10 000 kr of a metered service.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from chargeback.period import last_day_of, next_period
from chargeback.what_if import ByDays, FeeModel, TriedPrice, by_employees, totals
from dashboard.address import Address
from dashboard.formats import period_of_key, rounded
from dashboard.i18n import language, name
from dashboard.queries import reference, simulator
from dashboard.rows import Row, rows_of
from dashboard.view import View

__all__ = [
    "FROM",
    "MODEL",
    "RULE",
    "Area",
    "Effect",
    "FeeModel",
    "Price",
    "Scenario",
    "parameters",
    "price_of",
    "price_text",
    "totals",
]

PRICE = "p-"
RULE = "rule-"
FROM = "from"
MODEL = "model"
MONTHS = 12
# What a price of each kind of fee counts: two decimals of a krona, or four.
DIGITS = {"metered": 4}
WHOLE_ORE = 2
KRONOR = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,4}))?")
# A price further from today's than this is a slip of the finger, and could overflow.
FURTHEST = 10

# Counted in stretches of days, so that a price may begin on any of them.
BY_DAYS = frozenset({"month_end", "day_exact", "on_dates", "decision"})

Key = tuple[str, str]
Start = tuple[str, datetime.date]


@dataclass(frozen=True)
class Price:
    """A service's price today and in the scenario.

    Attributes:
        row: Of :func:`dashboard.queries.simulator.listed`.
        value: The scenario's price: öre, or 1/10 000 kr of a metered service.
    """

    row: Row
    value: int

    @property
    def service_id(self) -> str:
        """Whose price."""
        return str(self.row["service_id"])

    @property
    def today(self) -> int:
        """The list's price."""
        return int(self.row["price"])

    @property
    def digits(self) -> int:
        """How many decimals of a krona the price has."""
        return digits(self.row)

    @property
    def is_changed(self) -> bool:
        """Whether the scenario has another price."""
        return self.value != self.today


def digits(row: Row) -> int:
    """How many decimals of a krona a service's price has."""
    return DIGITS.get(row["fee_kind"], WHOLE_ORE)


def price_of(text: str, decimals: int) -> int | None:
    """A price in kronor as whole parts of a krona; None for what is no price.

    >>> price_of("4800", 2), price_of("0,34", 4), price_of("1,005", 2)
    (480000, 3400, None)
    """
    found = KRONOR.fullmatch(text.replace("\N{NO-BREAK SPACE}", "").replace(" ", ""))
    if not found:
        return None
    whole, fraction = found[1], (found[2] or "").rstrip("0")
    if len(fraction) > decimals:
        return None
    return int(whole + fraction.ljust(decimals, "0"))


def price_text(value: int, decimals: int) -> str:
    """A price as the address and a field write it; assets/simulator.js writes it alike.

    >>> price_text(480000, 2), price_text(3400, 4), price_text(50, 2)
    ('4800', '0,34', '0,50')
    """
    whole, fraction = divmod(value, 10**decimals)
    told = f"{fraction:0{decimals}d}".rstrip("0")
    if not told:
        return str(whole)
    sign = "," if language() == "sv" else "."
    return f"{whole}{sign}{told.ljust(WHOLE_ORE, '0')}"


@dataclass(frozen=True)
class Scenario:
    """What an address asks to be tried, and what the warehouse answers; each question once."""

    view: View

    @property
    def address(self) -> Address:
        """Where the scenario stands."""
        return self.view.address

    @cached_property
    def first(self) -> datetime.date:
        """The first month of the volumes: twelve months, or as many as there are."""
        return max(self.view.last_months(MONTHS)[0], min(self.view.periods))

    @property
    def last(self) -> datetime.date:
        """The last month of the volumes."""
        return self.view.period

    @property
    def last_day(self) -> datetime.date:
        """The last day of the volumes."""
        return last_day_of(self.last)

    @property
    def begins(self) -> datetime.date:
        """The first day of what is tried."""
        asked = day_of(self.address.get(FROM))
        return asked if asked and self.first < asked <= self.last_day else self.first

    @property
    def rules_begin(self) -> datetime.date:
        """The first whole month of the scenario's counting rules."""
        return whole_month(self.begins)

    @property
    def model(self) -> FeeModel:
        """The fee model; per unit unless the address says otherwise."""
        asked = self.address.get(MODEL)
        return next((one for one in get_args(FeeModel) if one == asked), "per_unit")

    @cached_property
    def prices(self) -> list[Price]:
        """Every list price in force at the end of the last month, with the scenario's."""
        rows = rows_of(simulator.listed(self.view.viewer, self.last_day))
        return [Price(row, self._value(row)) for row in rows]

    @property
    def changed(self) -> list[Price]:
        """The prices that are others."""
        return [price for price in self.prices if price.is_changed]

    @cached_property
    def offered_rules(self) -> dict[str, str]:
        """The rule each service could be counted by instead of its own."""
        listed = {price.service_id for price in self.prices}
        rows = rows_of(simulator.other_rules(self.view.viewer))
        return {row["service_id"]: row["rule"] for row in rows if row["service_id"] in listed}

    @cached_property
    def rules(self) -> dict[str, str]:
        """The other rules that are tried, by service."""
        return {
            service_id: rule
            for service_id, rule in self.offered_rules.items()
            if self.address.get(f"{RULE}{service_id}") == rule
        }

    @property
    def is_today(self) -> bool:
        """Whether nothing is tried."""
        return self.model == "per_unit" and not self.changed and not self.rules

    @cached_property
    def services(self) -> dict[str, Row]:
        """Every service."""
        found = rows_of(simulator.services(self.view.viewer))
        return {row["service_id"]: row for row in found}

    @cached_property
    def departments(self) -> list[Row]:
        """Every department with its full-time employees over the months."""
        return rows_of(simulator.departments(self.view.viewer, self.first, self.last))

    @property
    def employees(self) -> dict[str, int]:
        """Hundredths of a full-time employee, added over the months; none of other cities."""
        return {
            row["department_id"]: row["full_time_hundredths"]
            for row in self.departments
            if not row["is_external"] and row["full_time_hundredths"]
        }

    @cached_property
    def today(self) -> dict[Key, int]:
        """Öre by department and service at today's prices on the volumes, per unit."""
        return self._asked([(price, price.today) for price in self.prices])

    @cached_property
    def per_unit(self) -> dict[Key, int]:
        """The same at the scenario's prices, counted by its rules."""
        if not self.changed and not self.rules:
            return self.today
        return self._asked([(price, price.value) for price in self.prices], self._days())

    @cached_property
    def shared(self) -> frozenset[str]:
        """Services that the fee model shares out by full-time employee."""
        if self.model == "per_unit":
            return frozenset()
        return frozenset(
            price.service_id
            for price in self.prices
            if price.row["fee_kind"] != "one_off"
            and (self.model == "per_employee" or price.row["is_mixed"])
        )

    @property
    def shared_areas(self) -> list[str]:
        """The areas of those services."""
        return sorted({p.row["area"] for p in self.prices if p.service_id in self.shared})

    @cached_property
    def amounts(self) -> dict[Key, int]:
        """Öre by department and service at the scenario's prices, by its fee model."""
        if not self.shared:
            return self.per_unit
        return by_employees(self.per_unit, self.shared, self.employees)

    @property
    def today_ore(self) -> int:
        """All fees at today's prices."""
        return sum(self.today.values())

    @property
    def amount_ore(self) -> int:
        """All fees of the scenario."""
        return sum(self.per_unit.values())

    @property
    def shared_ore(self) -> int:
        """What is shared out by full-time employee."""
        employees = self.employees
        return sum(
            ore
            for (department_id, service_id), ore in self.per_unit.items()
            if service_id in self.shared and department_id in employees
        )

    @property
    def hundredths(self) -> int:
        """Full-time employees as a mean of the months, in hundredths."""
        months = len({period for period in self.view.periods if self.first <= period <= self.last})
        return sum(self.employees.values()) // max(months, 1)

    @property
    def effects(self) -> list["Effect"]:
        """Every department of the city, who pays most more first."""
        today, now, same = (totals(one, 0) for one in (self.today, self.amounts, self.per_unit))
        found = [
            Effect(
                row["department_id"],
                name(row),
                today.get(row["department_id"], 0),
                now.get(row["department_id"], 0),
                same.get(row["department_id"], 0),
            )
            for row in self.departments
            if not row["is_external"]
        ]
        paying = [one for one in found if one.today_ore or one.amount_ore]
        drawn = {one.department_id: self.effect_ore(one) for one in paying}
        return sorted(paying, key=lambda one: (-drawn[one.department_id], one.department_id))

    def effect_ore(self, effect: "Effect") -> int:
        """What the bars show: the model at equal prices, else the prices."""
        return effect.model_ore if self.shared else effect.change_ore

    @cached_property
    def areas(self) -> list["Area"]:
        """Every area that costs: fees beside the self-cost of its services, most short first."""
        rows = rows_of(simulator.self_costs(self.view.viewer, self.first, self.last))
        costs = {row["service_id"]: row["self_cost_ore"] for row in rows}
        fees = totals(self.per_unit, 1)
        found: dict[str, list[int]] = {}
        for service_id, cost in costs.items():
            area = found.setdefault(self.services[service_id]["area"], [0, 0, 0])
            area[0] += fees.get(service_id, 0)
            area[1] += cost
            area[2] += self.carried.get(service_id, 0)
        told = [Area(area, *sums) for area, sums in found.items() if sums[1] > 0]
        return sorted(told, key=lambda one: (one.difference_ore, one.area))

    @cached_property
    def carried(self) -> dict[str, int]:
        """Öre of the year before that each service's price is decided to carry in the months.

        A twelfth for each month of the year it is carried into; a shortage is negative.
        """
        found: dict[str, int] = {}
        for row in rows_of(reference.settlements(self.view.viewer)):
            months = sum(
                self.first <= period <= self.last and period.year == row["year"] + 1
                for period in self.view.periods
            )
            if row["kind"] == "carry" and months:
                part = rounded(row["result_ore"] * months, MONTHS)
                found[row["service_id"]] = found.get(row["service_id"], 0) + part
        return found

    def _value(self, row: Row) -> int:
        """A service's price in the scenario: as the address has it, else today's."""
        today = int(row["price"])
        asked = price_of(self.address.get(f"{PRICE}{row['service_id']}"), digits(row))
        return today if asked is None or asked > FURTHEST * today else asked

    def _asked(
        self, prices: Sequence[tuple[Price, int]], days: Sequence[ByDays] = ()
    ) -> dict[Key, int]:
        """Öre by department and service, each price from the scenario's first day on."""
        tried = []
        for price, value in prices:
            begins = self.starts(price)
            if value != price.today and begins > self.first:
                tried.append(TriedPrice(price.service_id, price.today, self.first, begins))
                tried.append(TriedPrice(price.service_id, value, begins, self._end))
            else:
                tried.append(TriedPrice(price.service_id, value, self.first, self._end))
        spans = [one for one in tried if one.valid_from < one.valid_until]
        rows = simulator.tried(self.view.viewer, spans, self.first, self.last, days)
        columns = (rows[key].tolist() for key in ("department_id", "service_id", "amount_ore"))
        return {(one, service): ore for one, service, ore in zip(*columns, strict=True)}

    def starts(self, price: Price) -> datetime.date:
        """The first day of a service's tried price.

        What is counted in stretches of days can begin on any of them. What is read on a day has
        that day's price; of other use the published months do not tell the day, so that its
        price begins with the first whole month.
        """
        month = self.begins.replace(day=1)
        if price.row["rule"] in BY_DAYS:
            return self.begins
        if price.row["rule"] == "on_day" and self.begins.day <= int(price.row["rule_days"]):
            return month
        return whole_month(self.begins)

    @property
    def later(self) -> list[Price]:
        """Tried prices that begin with the first whole month, after the day asked for."""
        return [price for price in self.changed if self.starts(price) > self.begins]

    def _days(self) -> list[ByDays]:
        """Months that the day cube answers for: of a price begun inside, and of other rules."""
        month = self.begins.replace(day=1)
        inside = [
            ByDays(price.service_id, month, month)
            for price in self.changed
            if month < self.begins == self.starts(price)
        ]
        if self.rules_begin > self.last:
            return inside
        others = [ByDays(one, self.rules_begin, self.last, is_other=True) for one in self.rules]
        return [*inside, *others]

    @property
    def _end(self) -> datetime.date:
        return next_period(self.last)


@dataclass(frozen=True)
class Effect:
    """What a scenario does to a department (öre over the months).

    Attributes:
        department_id: Whose.
        name: In the reader's language.
        today_ore: At today's prices, per unit.
        amount_ore: In the scenario.
        per_unit_ore: At the scenario's prices, per unit.
    """

    department_id: str
    name: str
    today_ore: int
    amount_ore: int
    per_unit_ore: int

    @property
    def change_ore(self) -> int:
        """All that changes for it; the grant that would make up for it changes as much."""
        return self.amount_ore - self.today_ore

    @property
    def model_ore(self) -> int:
        """What the fee model alone does, at equal prices."""
        return self.amount_ore - self.per_unit_ore


@dataclass(frozen=True)
class Area:
    """What the fees of an area's services bring, and what they cost to supply (öre).

    ``carried_ore`` is what they carry of earlier years' results: a surplus, or less than nothing.
    """

    area: str
    fees_ore: int
    cost_ore: int
    carried_ore: int = 0

    @property
    def covering_ore(self) -> int:
        """What stands against the cost: fees, and what is carried."""
        return self.fees_ore + self.carried_ore

    @property
    def difference_ore(self) -> int:
        """Fees and what is carried, less self-cost."""
        return self.covering_ore - self.cost_ore


def day_of(key: str) -> datetime.date | None:
    """The day an address names: ``2009-01-15``, or the first of ``2009-01``; None for none."""
    try:
        return datetime.date.fromisoformat(key)
    except ValueError:
        return period_of_key(key)


def whole_month(day: datetime.date) -> datetime.date:
    """The first month that is whole from a day on.

    >>> whole_month(datetime.date(2009, 1, 1)), whole_month(datetime.date(2009, 1, 2))
    (datetime.date(2009, 1, 1), datetime.date(2009, 2, 1))
    """
    return day if day.day == 1 else next_period(day.replace(day=1))


def parameters(address: Address) -> Mapping[str, str]:
    """All of an address that makes the scenario, to be kept in a link to its files."""
    return {
        key: value
        for key, value in address.parameters.items()
        if key in {FROM, MODEL} or key.startswith((PRICE, RULE))
    }
