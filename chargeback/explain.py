"""A line of a bill said as a sentence, and computed again in front of the reader.

Everything comes from the line itself, so the sentence can be checked against the line and
nothing else. Amounts are whole öre; the money is written out here because an explanation is
text, not a figure that somebody adds.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from chargeback.explain_words import BODIES, MONTHS, NOUNS, WORDS
from chargeback.money import month_share_ore, rounded_ore

NBSP = "\N{NO-BREAK SPACE}"
TIMES = f"{NBSP}× "
ORE_IN_KRONA = 100


@dataclass(frozen=True)
class Explanation:
    """How the amount of one line came about.

    Attributes:
        sentence: The whole reason in one to five short sentences.
        factors: Value and caption of the three blocks quantity, price and amount.
        recomputed_ore: The amount computed again from quantity, price and days.
        agrees: Whether that is the amount that the line holds.
    """

    sentence: str
    factors: list[tuple[str, str]]
    recomputed_ore: int
    agrees: bool


@dataclass(frozen=True)
class Line:
    """The columns of a bill line that an explanation needs, in plain types."""

    service_id: str
    service_name: str
    rule: str
    charge_period: datetime.date
    counted_on: datetime.date | None
    units: int
    unit_days: int
    days_in_month: int
    price_ore: int
    amount_ore: int
    price_lists: list[str]
    decision: str | None
    decided_on: datetime.date | None
    agreement_id: str | None
    agreement_status: str
    agreement_system: str | None
    source_files: list[str]
    object_count: int

    @property
    def share_ore(self) -> int:
        """The month's part of the yearly price, computed anew."""
        return month_share_ore(self.price_ore, self.charge_period.month)

    @property
    def days_each(self) -> int:
        """Days each unit was charged for, where all have as many."""
        return self.unit_days // self.units if self.units else 0

    @property
    def is_whole(self) -> bool:
        """Every unit was charged for the whole month."""
        return self.unit_days == self.units * self.days_in_month


def explain(line: Mapping[str, object], language: str) -> Explanation:
    """Say how a line came about and compute it again.

    Args:
        line: A row of marts.bill_lines: its columns by name, missing values as None or NaN.
        language: ``sv`` or ``en``.

    Returns:
        Sentence, arithmetic in three blocks, and whether it agrees to the öre.

    Raises:
        KeyError: A column or the language is missing.

    Source:
        docs/method.md, "A line explains itself".
    """
    told = read(line, language)
    recomputed = rounded_ore(told.unit_days * told.share_ore, told.days_in_month)
    parts = [
        calculation(told, language),
        price_source(told, language),
        agreement(told, language),
        source(told, language),
    ]
    return Explanation(
        sentence=" ".join(part for part in parts if part),
        factors=factors(told, language),
        recomputed_ore=recomputed,
        agrees=recomputed == told.amount_ore,
    )


def read(line: Mapping[str, object], language: str) -> Line:
    """The line in plain types; a data frame's NaN and timestamps become None and dates."""
    return Line(
        service_id=str(line["service_id"]),
        service_name=str(line[f"service_name_{language}"]),
        rule=str(line["rule"]),
        charge_period=cast("datetime.date", as_day(line["charge_period"])),
        counted_on=as_day(line["counted_on"]),
        units=whole(line["units"]),
        unit_days=whole(line["unit_days"]),
        days_in_month=whole(line["days_in_month"]),
        price_ore=whole(line["price_ore"]),
        amount_ore=whole(line["amount_ore"]),
        price_lists=(as_text(line["price_list_ids"]) or "").split(",")
        if as_text(line["price_list_ids"])
        else [],
        decision=as_text(line["decision"]),
        decided_on=as_day(line["decided_on"]),
        agreement_id=as_text(line["agreement_id"]),
        agreement_status=str(line["agreement_status"]),
        agreement_system=as_text(line["agreement_system"]),
        source_files=str(line["source_files"]).split(","),
        object_count=whole(line["object_count"]),
    )


def calculation(line: Line, language: str) -> str:
    """Quantity, price, month and amount: the first sentence."""
    words = WORDS[language]
    price = yearly_price(line, language)
    part, amount = month_part(line, language), kronor(line.amount_ore, language)
    if line.rule == "fixed":
        name = line.agreement_system
        system = words["system"].format(name=name) if name else ""
        return words["agreed"].format(
            agreement=line.agreement_id, system=system, price=price, part=part, amount=amount
        )
    form = "decision_line" if line.rule == "decision" else "line"
    return words[form].format(
        quantity=quantity(line, language), times=TIMES, price=price, part=part, amount=amount
    )


def quantity(line: Line, language: str) -> str:
    """What was counted, in the reader's words."""
    words = WORDS[language]
    if line.rule == "decision":
        return words["decided"].format(name=line.service_name)
    what = counted_things(line, language)
    if line.rule == "day_exact":
        days = grouped(line.unit_days, language)
        return words["object_days"].format(days=days, what=what)
    if line.rule == "on_dates" and line.counted_on:
        return words["read_on"].format(what=what, day=line.counted_on.isoformat())
    return what


def counted_things(line: Line, language: str) -> str:
    """The units with their noun, one or several."""
    count = grouped(line.units, language)
    nouns = NOUNS[language].get(line.service_id)
    if nouns is None:
        return WORDS[language]["pieces"].format(count=count, name=line.service_name)
    return f"{count}{NBSP}{nouns[line.units != 1]}"


def month_part(line: Line, language: str) -> str:
    """The month as a part of the year, and of how many of its days."""
    words, day_count = WORDS[language], line.days_in_month
    name = f"{month_name(line, language)} {line.charge_period.year}"
    part = words["month_part"].format(month=name, number=line.charge_period.month)
    if line.rule == "day_exact":
        return words["by_day"].format(part=part, all=day_count)
    if line.is_whole:
        return part
    return words["part_days"].format(part=part, days=line.days_each, all=day_count)


def price_source(line: Line, language: str) -> str:
    """The price list and who decided it; nothing where an agreement is the price."""
    if not line.price_lists:
        return ""
    words = WORDS[language]["price_list" if len(line.price_lists) == 1 else "price_lists"]
    return words.format(lists=", ".join(line.price_lists), decision=decided(line, language))


def decided(line: Line, language: str) -> str:
    """Who decided the price list and when, with the comma before it."""
    if not line.decided_on:
        return f", {line.decision}" if line.decision else ""
    short = (line.decision or "").split(" ")[0]
    body = BODIES[language].get(short, short)
    return f", {body} {line.decided_on.isoformat()}".replace("  ", " ")


def agreement(line: Line, language: str) -> str:
    """Whether an agreement covered the charge on its day."""
    own = "own_" if line.rule == "fixed" else ""
    words = WORDS[language][own + line.agreement_status]
    return words.format(agreement=line.agreement_id)


def source(line: Line, language: str) -> str:
    """The files the objects were counted from, and how many rows of them."""
    words = WORDS[language]
    noun = words["row" if line.object_count == 1 else "rows"]
    rows = f"{grouped(line.object_count, language)}{NBSP}{noun}"
    return words["source"].format(files=", ".join(line.source_files), rows=rows)


def factors(line: Line, language: str) -> list[tuple[str, str]]:
    """The arithmetic in three blocks: quantity, the month's price, amount."""
    return [
        quantity_block(line, language),
        price_block(line, language),
        (kronor(line.amount_ore, language), WORDS[language]["amount"]),
    ]


def quantity_block(line: Line, language: str) -> tuple[str, str]:
    """How many, and on which day or in which month."""
    words = WORDS[language]
    if line.rule == "day_exact":
        days = f"{grouped(line.unit_days, language)}{NBSP}{words['days_unit']}"
        return days, words["days_of"].format(month=month_name(line, language))
    count = f"{grouped(line.units, language)}{NBSP}{words['piece_unit']}".rstrip(NBSP)
    if line.counted_on is None:
        return count, words["one_payer"].format(month=month_name(line, language))
    form = "read" if line.rule == "on_dates" else "counted"
    return count, words[form].format(day=day_of_month(line.counted_on, language))


def price_block(line: Line, language: str) -> tuple[str, str]:
    """The month's price of one unit, and what it is a part of."""
    words = WORDS[language]
    share = kronor(line.share_ore, language)
    month = month_name(line, language)
    spoken = {
        "share": share,
        "days": line.days_each,
        "all": line.days_in_month,
        "months": f"{month}s" if language == "sv" and not month.endswith("s") else month,
        "price": yearly_price(line, language),
        "number": line.charge_period.month,
    }
    if language == "en":
        spoken["months"] = f"{month}'s"
    if line.rule == "day_exact":
        return words["per_day"].format(**spoken), words["share_a_day"].format(**spoken)
    if line.is_whole:
        return share, words["share_of"].format(**spoken)
    return words["times_days"].format(**spoken), words["share_of_days"].format(**spoken)


def yearly_price(line: Line, language: str) -> str:
    """The price of one unit for a year: ``2 880 kr/år``."""
    price = kronor(line.price_ore, language, whole_if_even=True)
    return WORDS[language]["a_year"].format(price=price)


def month_name(line: Line, language: str) -> str:
    """The month of the charge, in the language's own small or capital letters."""
    return MONTHS[language][line.charge_period.month - 1]


def day_of_month(day: datetime.date, language: str) -> str:
    """``31 augusti`` or ``31 August``, with the year where it is another month's reading."""
    return f"{day.day}{NBSP}{MONTHS[language][day.month - 1]}"


def kronor(ore: int, language: str, *, whole_if_even: bool = False) -> str:
    """Öre written as kronor; even kronor without decimals where that is asked for."""
    sign = "\N{MINUS SIGN}" if ore < 0 else ""
    whole_part, rest = divmod(abs(ore), ORE_IN_KRONA)
    point = "," if language == "sv" else "."
    decimals = "" if whole_if_even and rest == 0 else f"{point}{rest:02d}"
    return f"{sign}{grouped(whole_part, language)}{decimals}{NBSP}kr"


def grouped(number: int, language: str) -> str:
    """A whole number with its thousands apart: ``2 383`` or ``2,383``."""
    return f"{number:,}".replace(",", NBSP if language == "sv" else ",")


def whole(value: object) -> int:
    """A whole number out of a database or a data frame."""
    return int(cast("Any", value))


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
