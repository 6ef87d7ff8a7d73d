"""The columns of a bill line that an explanation needs, and how its figures are written.

Everything is whole: öre, 1/10 000 kr, 1/1 000 unit and days. Figures become text here because
an explanation is text, not a figure that somebody adds.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from chargeback.money import MILLI, Tier, month_share_ore

NBSP = "\N{NO-BREAK SPACE}"
ORE_IN_KRONA = 100
E4_IN_KRONA = 10_000
E4_IN_ORE = 100
# The fewest decimals a quantity is written with, by the service's unit; the most are three.
DECIMALS = {"timme": 2, "GB-månad": 1, "krona": 2, "årsarbetare": 2}
USE = frozenset({"one_off", "metered", "passed_through"})


@dataclass(frozen=True)
class Line:
    """The columns of a bill line that an explanation needs, in plain types."""

    cost_centre_id: str
    code_string: str | None
    service_id: str
    service_name: str
    rule: str
    fee_kind: str
    unit_sv: str
    unit: str
    charge_period: datetime.date
    counted_on: datetime.date | None
    units: int
    quantity: int
    gross_quantity: int | None
    allowance: str | None
    allowance_quantity: int | None
    quantity_left_over: int
    department_gross_quantity: int | None
    department_quantity: int | None
    department_amount_ore: int | None
    left_over_ore: int
    unit_days: int | None
    quantity_days: int | None
    days_in_month: int
    price_ore: int | None
    price_e4: int | None
    tier_kind: str | None
    tiers: str | None
    amount_ore: int
    before_ore: int
    price_lists: list[str]
    price_agreement_id: str | None
    decision: str | None
    decided_on: datetime.date | None
    headcount: int | None
    headcount_on: datetime.date | None
    size_from: int | None
    size_until: int | None
    agreement_id: str | None
    agreement_status: str
    agreement_system: str | None
    source_files: list[str]
    object_count: int

    @property
    def share_ore(self) -> int:
        """The month's part of the yearly price, computed anew."""
        return month_share_ore(self.price_ore or 0, self.charge_period.month)

    @property
    def days_each(self) -> int:
        """Days each unit was charged for, where all have as many."""
        return (self.quantity_days or 0) // self.quantity if self.quantity else 0

    @property
    def is_whole(self) -> bool:
        """Every unit was charged for the whole month."""
        return self.quantity_days == self.quantity * self.days_in_month

    @property
    def steps(self) -> list[Tier]:
        """The tiers of its price, a yearly one's as the month's share: see marts.bill_lines."""
        return [self._step(text) for text in (self.tiers or "").split("|") if text]

    def _step(self, text: str) -> Tier:
        place, price = text.split(":")
        start, package = place.split("/")
        return Tier(int(start), int(package), self._monthly_e4(int(price)))

    def _monthly_e4(self, price: int) -> int:
        if self.fee_kind == "metered":
            return price
        if self.fee_kind == "one_off":
            return price * E4_IN_ORE
        return month_share_ore(price, self.charge_period.month) * E4_IN_ORE


def read(line: Mapping[str, object], language: str) -> Line:
    """The line in plain types; a data frame's NaN and timestamps become None and dates.

    Args:
        line: A row of marts.bill_lines: its columns by name, missing values as None or NaN.
        language: ``sv`` or ``en``.

    Raises:
        KeyError: A column or the language is missing.
    """
    lists = as_text(line["price_list_ids"])
    return Line(
        cost_centre_id=str(line["cost_centre_id"]),
        code_string=as_text(line["code_string"]),
        service_id=str(line["service_id"]),
        service_name=str(line[f"service_name_{language}"]),
        rule=str(line["rule"]),
        fee_kind=str(line["fee_kind"]),
        unit_sv=str(line["unit_sv"]),
        unit=str(line[f"unit_{language}"]),
        charge_period=cast("datetime.date", as_day(line["charge_period"])),
        counted_on=as_day(line["counted_on"]),
        units=whole(line["units"]),
        quantity=whole(line["quantity"]),
        gross_quantity=as_number(line["gross_quantity"]),
        allowance=as_text(line["allowance"]),
        allowance_quantity=as_number(line["allowance_quantity"]),
        quantity_left_over=as_number(line["quantity_left_over"]) or 0,
        department_gross_quantity=as_number(line["department_gross_quantity"]),
        department_quantity=as_number(line["department_quantity"]),
        department_amount_ore=as_number(line["department_amount_ore"]),
        left_over_ore=as_number(line["left_over_ore"]) or 0,
        unit_days=as_number(line["unit_days"]),
        quantity_days=as_number(line["quantity_days"]),
        days_in_month=whole(line["days_in_month"]),
        price_ore=as_number(line["price_ore"]),
        price_e4=as_number(line["price_e4"]),
        tier_kind=as_text(line["tier_kind"]),
        tiers=as_text(line["tiers"]),
        amount_ore=whole(line["amount_ore"]),
        before_ore=as_number(line.get("before_ore")) or 0,
        price_lists=lists.split(",") if lists else [],
        price_agreement_id=as_text(line["price_agreement_id"]),
        decision=as_text(line["decision"]),
        decided_on=as_day(line["decided_on"]),
        headcount=as_number(line["headcount"]),
        headcount_on=as_day(line["headcount_on"]),
        size_from=as_number(line["size_from"]),
        size_until=as_number(line["size_until"]),
        agreement_id=as_text(line["agreement_id"]),
        agreement_status=str(line["agreement_status"]),
        agreement_system=as_text(line["agreement_system"]),
        source_files=str(line["source_files"]).split(","),
        object_count=whole(line["object_count"]),
    )


def decimals_of(quantity_milli: int, unit_sv: str) -> int:
    """How many decimals a quantity needs: its unit's, or as many as it has.

    >>> decimals_of(6500, "timme"), decimals_of(12_000, "sida"), decimals_of(112_437, "GB-månad")
    (2, 0, 3)
    """
    least = DECIMALS.get(unit_sv, 0)
    digits = f"{abs(quantity_milli) % MILLI:03d}".rstrip("0")
    return max(least, len(digits))


def quantity_text(quantity_milli: int, unit_sv: str, language: str) -> str:
    """A quantity to the last 1/1 000 it has: ``12 345``, ``6,50``, ``112,437``."""
    places = decimals_of(quantity_milli, unit_sv)
    sign = "\N{MINUS SIGN}" if quantity_milli < 0 else ""
    whole_part, rest = divmod(abs(quantity_milli), MILLI)
    point = "," if language == "sv" else "."
    fraction = f"{point}{f'{rest:03d}'[:places]}" if places else ""
    return f"{sign}{grouped(whole_part, language)}{fraction}"


def kronor(ore: int, language: str, *, whole_if_even: bool = False) -> str:
    """Öre written as kronor; even kronor without decimals where that is asked for."""
    sign = "\N{MINUS SIGN}" if ore < 0 else ""
    whole_part, rest = divmod(abs(ore), ORE_IN_KRONA)
    point = "," if language == "sv" else "."
    decimals = "" if whole_if_even and rest == 0 else f"{point}{rest:02d}"
    return f"{sign}{grouped(whole_part, language)}{decimals}{NBSP}kr"


def price_text(price_e4: int, language: str) -> str:
    """A price in 1/10 000 kr: ``675 kr``, ``0,34 kr``, or four decimals where it has them."""
    if price_e4 % E4_IN_ORE == 0:
        return kronor(price_e4 // E4_IN_ORE, language, whole_if_even=True)
    whole_part, rest = divmod(price_e4, E4_IN_KRONA)
    point = "," if language == "sv" else "."
    return f"{grouped(whole_part, language)}{point}{rest:04d}{NBSP}kr"


def grouped(number: int, language: str) -> str:
    """A whole number with its thousands apart: ``2 383`` or ``2,383``."""
    return f"{number:,}".replace(",", NBSP if language == "sv" else ",")


def whole(value: object) -> int:
    """A whole number out of a database or a data frame."""
    return int(cast("Any", value))


def as_number(value: object) -> int | None:
    """A whole number, or None where there is none."""
    return None if is_missing(value) else whole(value)


def as_text(value: object) -> str | None:
    """A text, or None where there is none."""
    return None if is_missing(value) or value == "" else str(value)


def as_day(value: object) -> datetime.date | None:
    """A day, or None where there is none; a timestamp loses its time."""
    if is_missing(value):
        return None
    moment = cast("datetime.date", value)
    return datetime.date(moment.year, moment.month, moment.day)


def is_missing(value: object) -> bool:
    """None, or a value that is not equal to itself, as NaN and NaT are not."""
    return value is None or bool(value != value)  # noqa: PLR0124
