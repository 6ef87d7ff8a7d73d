"""What each kind of fee says and how it is computed again, from the line's own figures.

A calculation is a sentence without its full stop, the same in blocks with the signs between
them, and the öre that come out when the blocks are followed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chargeback.explain_line import (
    NBSP,
    USE,
    Line,
    grouped,
    kronor,
    price_text,
    quantity_text,
)
from chargeback.explain_words import MONTHS, NOUNS, UNIT_NOUNS, UNITS, WORDS
from chargeback.money import (
    METERED_PARTS,
    MILLI,
    TierPart,
    price_parts_ore,
    rounded_ore,
    tier_parts,
)

TIMES = f"{NBSP}× "
Block = tuple[str, str]


@dataclass(frozen=True)
class Calculation:
    """How an amount comes about.

    Attributes:
        sentence: Quantity, price, month and amount in words.
        blocks: Value and caption of each figure, the amount last.
        signs: What stands between the blocks, one less than they are.
        amount_ore: The amount computed again.
    """

    sentence: str
    blocks: list[Block]
    signs: list[str]
    amount_ore: int


def calculation(line: Line, language: str) -> Calculation:
    """The calculation of a line by its kind of fee."""
    if line.tier_kind:
        return by_tiers(line, language)
    return _KINDS.get(line.fee_kind, yearly)(line, language)


def yearly(line: Line, language: str) -> Calculation:
    """Units × the month's share of a yearly price, by days where not every day counts."""
    words = WORDS[language]
    told = {
        "quantity": quantity(line, language),
        "times": TIMES,
        "price": yearly_price(line, language),
        "part": month_part(line, language),
        "amount": kronor(line.amount_ore, language),
    }
    form = "decision_line" if line.rule == "decision" else "line"
    sentence = words[form].format(**told)
    if line.rule == "fixed":
        name = line.agreement_system
        system = words["system"].format(name=name) if name else ""
        sentence = words["agreed"].format(agreement=line.agreement_id, system=system, **told)
    return Calculation(
        sentence,
        [quantity_block(line, language), price_block(line, language), amount_block(line, language)],
        ["×", "="],
        rounded_ore((line.quantity_days or 0) * line.share_ore, MILLI * line.days_in_month),
    )


def metered(line: Line, language: str) -> Calculation:
    """Quantity × price, above the allowance where there is one."""
    price = (price_text(line.price_e4 or 0, language), per_unit(line, language))
    recomputed = rounded_ore(charged(line) * (line.price_e4 or 0), METERED_PARTS)
    if line.gross_quantity is None:
        return of_use(line, price, recomputed, language)
    sentence = WORDS[language]["above_allowance"].format(
        above=above(line, language),
        share=share_of_use(line, language),
        quantity=amount_of(line, line.quantity, language),
        times=TIMES,
        price=unit_price(line, language),
        month=month_and_year(line, language),
        amount=kronor(line.amount_ore, language),
    )
    blocks, signs = allowance_blocks(line, language)
    return Calculation(
        sentence,
        [*blocks, price, amount_block(line, language)],
        [*signs, "×", "="],
        recomputed,
    )


def one_off(line: Line, language: str) -> Calculation:
    """Events × the price of a piece."""
    price = (kronor(line.price_ore or 0, language), WORDS[language]["a_piece"])
    recomputed = rounded_ore(line.quantity * (line.price_ore or 0), MILLI)
    return of_use(line, price, recomputed, language)


def of_use(line: Line, price: Block, recomputed: int, language: str) -> Calculation:
    """What was used in the month × the price of each."""
    sentence = WORDS[language]["use"].format(
        quantity=amount_of(line, line.quantity, language),
        times=TIMES,
        price=unit_price(line, language),
        month=month_and_year(line, language),
        amount=kronor(line.amount_ore, language),
    )
    return Calculation(
        sentence,
        [use_block(line, language), price, amount_block(line, language)],
        ["×", "="],
        recomputed,
    )


def passed_through(line: Line, language: str) -> Calculation:
    """The öre of the source, as they are."""
    words, amount = WORDS[language], kronor(line.amount_ore, language)
    sentence = words["passed_through"].format(
        amount=amount, name=running_name(line.service_name), month=month_and_year(line, language)
    )
    summed = f"{quantity_text(line.quantity, 'krona', language)}{NBSP}kr"
    return Calculation(
        sentence,
        [
            (summed, words["summed"].format(month=month_name(line, language))),
            (amount, words["as_it_is"]),
        ],
        ["="],
        line.quantity // (MILLI // 100),
    )


def by_tiers(line: Line, language: str) -> Calculation:
    """The department's quantity by the tiers, and the part of it that is the cost centre's."""
    words, total = WORDS[language], line.department_quantity or 0
    parts = tier_parts(line.tier_kind or "", line.steps, total)
    department_ore = price_parts_ore(parts)
    share = f"{bare(line, line.quantity, language)}/{bare(line, total, language)}"
    of_all = words["of_all"].format(
        part=bare(line, line.quantity, language), whole=amount_of(line, total, language)
    )
    sentence = words["tiered"].format(
        above=f"{above(line, language)}; " if line.gross_quantity is not None else "",
        whole=amount_of(line, total, language),
        tiers=words[f"tiers_{line.tier_kind}"].format(steps=steps(line, language)),
        month=month_of_price(line, language),
        department=kronor(department_ore, language),
        share=of_all,
        left_over=words["ore_left_over"] if line.left_over_ore else "",
        amount=kronor(line.amount_ore, language),
    )
    blocks = [part_block(line, part, language) for part in parts]
    blocks = blocks or [(kronor(0, language), words["nothing_used"])]
    exact = department_ore * line.quantity // total if total else 0
    return Calculation(
        sentence,
        [
            *blocks,
            (kronor(department_ore, language), words["department_amount"]),
            (share, words["own_share"]),
            amount_block(line, language),
        ],
        [*["+"] * (len(blocks) - 1), "=", "×", "="],
        exact + line.left_over_ore,
    )


def charged(line: Line) -> int:
    """The charged quantity computed again (1/1 000 unit): above the allowance, by share of use."""
    if line.gross_quantity is None:
        return line.quantity
    used = line.department_gross_quantity or 0
    total = max(0, used - (line.allowance_quantity or 0))
    return (total * line.gross_quantity // used if used else 0) + line.quantity_left_over


def above(line: Line, language: str) -> str:
    """``Förvaltningens 812,4 GB − 5 GB × 140 standardkonton = 112,4 GB; ``."""
    return WORDS[language]["above"].format(
        used=amount_of(line, line.department_gross_quantity or 0, language),
        included=included(line, language),
        above=amount_of(line, line.department_quantity or 0, language),
    )


def included(line: Line, language: str) -> str:
    """What is included: ``5 GB × 140 standardkonton``."""
    each, service_id = allowance_of(line)
    count = (line.allowance_quantity or 0) // each if each else 0
    nouns = NOUNS[language].get(service_id, (service_id, service_id))
    figure = quantity_text(count, "", language)
    unit = UNITS[language].get(line.unit_sv, line.unit)
    return f"{each}{NBSP}{unit}{TIMES}{figure}{NBSP}{nouns[count != MILLI]}"


def allowance_of(line: Line) -> tuple[int, str]:
    """Whole units included for each unit of which service: ``5 GB per ACC-STD`` is (5, ACC-STD)."""
    first, _, service_id = (line.allowance or "").rpartition(" per ")
    number = first.split(" ")[0]
    return (int(number) if number.isdigit() else 0), service_id


def share_of_use(line: Line, language: str) -> str:
    """The cost centre's part of what the department used, with what was left over."""
    words = WORDS[language]
    told = words["of_all"].format(
        part=bare(line, line.gross_quantity or 0, language),
        whole=amount_of(line, line.department_gross_quantity or 0, language),
    )
    return told + (words["quantity_left_over"] if line.quantity_left_over else "")


def allowance_blocks(line: Line, language: str) -> tuple[list[Block], list[str]]:
    """Used − included = above; × the cost centre's share = what it is charged for."""
    words, used = WORDS[language], line.department_gross_quantity or 0
    each, _service = allowance_of(line)
    count = quantity_text((line.allowance_quantity or 0) // each if each else 0, "", language)
    own = bare(line, line.gross_quantity or 0, language)
    form = "department_read" if line.counted_on else "department_used"
    caption = words[form].format(day=day_of_month(line, language))
    return [
        (amount_of(line, used, language), caption),
        (f"{each}{TIMES}{count}", words["included"]),
        (amount_of(line, line.department_quantity or 0, language), words["above_included"]),
        (f"{own}/{bare(line, used, language)}", words["own_share"]),
        (amount_of(line, line.quantity, language), words["own_quantity"]),
    ], ["−", "=", "×", "="]


def steps(line: Line, language: str) -> str:
    """The tiers in words: ``från 0: 0,35 kr, från 1 000: 0,30 kr``."""
    words = WORDS[language]
    packages = line.tier_kind == "package"
    return ", ".join(
        words["step_package" if packages else "step"].format(
            start=grouped(step.from_units, language),
            package=grouped(step.package, language),
            price=price_text(step.price_e4, language),
        )
        for step in line.steps
    )


def part_block(line: Line, part: TierPart, language: str) -> Block:
    """One tier's part of the department's amount."""
    words = WORDS[language]
    price = price_text(part.tier.price_e4, language)
    start = words["from_step"].format(start=grouped(part.tier.from_units, language))
    if line.tier_kind == "flat":
        return price, start
    if line.tier_kind == "package":
        count = grouped(part.count_milli // MILLI, language)
        packages = words["packages"].format(size=grouped(part.tier.package, language))
        return f"{count}{TIMES}{price}", f"{packages}, {start}"
    return f"{bare(line, part.count_milli, language)}{TIMES}{price}", start


def quantity(line: Line, language: str) -> str:
    """What was counted, in the reader's words."""
    words = WORDS[language]
    if line.rule == "decision":
        return words["decided"].format(name=line.service_name) + size(line, language)
    what = amount_of(line, line.quantity, language)
    if line.rule == "day_exact":
        days = grouped(line.unit_days or 0, language)
        return words["object_days"].format(days=days, what=what)
    if line.rule in {"on_dates", "on_day"} and line.counted_on:
        return words["read_on"].format(what=what, day=line.counted_on.isoformat())
    return what


def size(line: Line, language: str) -> str:
    """The employees a size class was decided on and its limit, in brackets; else nothing."""
    if line.headcount is None or line.headcount_on is None:
        return ""
    words, day = WORDS[language], line.headcount_on
    limit = ""
    if line.size_from:
        limit = words["size_from"].format(limit=grouped(line.size_from, language))
    elif line.size_until:
        limit = words["size_below"].format(limit=grouped(line.size_until, language))
    return words["size"].format(
        count=grouped(line.headcount, language),
        day=f"{day.day}{NBSP}{MONTHS[language][day.month - 1]} {day.year}",
        limit=limit,
    )


def amount_of(line: Line, quantity_milli: int, language: str) -> str:
    """A quantity with its noun, one or several: ``12 345 svartvita sidor``, ``6,50 timmar``."""
    figure = bare(line, quantity_milli, language)
    nouns = NOUNS[language].get(line.service_id) or UNIT_NOUNS[language].get(line.unit_sv)
    if nouns is None:
        return WORDS[language]["pieces"].format(count=figure, name=line.service_name)
    return f"{figure}{NBSP}{nouns[not 0 < quantity_milli <= MILLI]}"


def bare(line: Line, quantity_milli: int, language: str) -> str:
    """A quantity without its unit."""
    return quantity_text(quantity_milli, line.unit_sv, language)


def unit_price(line: Line, language: str) -> str:
    """The price of one unit: ``0,34 kr/sida``, ``600 kr per styck``."""
    if line.fee_kind == "one_off":
        price = kronor(line.price_ore or 0, language, whole_if_even=True)
        return f"{price} {WORDS[language]['a_piece']}"
    return f"{price_text(line.price_e4 or 0, language)}/{line.unit}"


def per_unit(line: Line, language: str) -> str:
    """``per sida``."""
    return WORDS[language]["per"].format(unit=line.unit)


def month_of_price(line: Line, language: str) -> str:
    """The month, and of a yearly price which twelfth of it."""
    name = month_and_year(line, language)
    if line.fee_kind in USE:
        return name
    return WORDS[language]["month_part"].format(month=name, number=line.charge_period.month)


def month_part(line: Line, language: str) -> str:
    """The month as a part of the year, and of how many of its days."""
    words, day_count = WORDS[language], line.days_in_month
    part = words["month_part"].format(
        month=month_and_year(line, language), number=line.charge_period.month
    )
    if line.rule == "day_exact":
        return words["by_day"].format(part=part, all=day_count)
    if line.is_whole:
        return part
    return words["part_days"].format(part=part, days=line.days_each, all=day_count)


def amount_block(line: Line, language: str) -> Block:
    """The amount, and that it was rounded once."""
    return kronor(line.amount_ore, language), WORDS[language]["amount"]


def use_block(line: Line, language: str) -> Block:
    """How much was used, and in which month or as read on which day."""
    words = WORDS[language]
    unit = UNITS[language].get(line.unit_sv, "")
    figure = f"{bare(line, line.quantity, language)}{NBSP}{unit}".rstrip(NBSP)
    if line.counted_on:
        return figure, words["read"].format(day=day_of_month(line, language))
    form = "one_payer" if line.fee_kind == "one_off" else "used_in"
    return figure, words[form].format(month=month_name(line, language))


def quantity_block(line: Line, language: str) -> Block:
    """How many, and on which day or in which month."""
    words = WORDS[language]
    if line.rule == "day_exact":
        days = f"{grouped(line.unit_days or 0, language)}{NBSP}{words['days_unit']}"
        return days, words["days_of"].format(month=month_name(line, language))
    count = f"{bare(line, line.quantity, language)}{NBSP}{words['piece_unit']}".rstrip(NBSP)
    if line.counted_on is None:
        return count, words["one_payer"].format(month=month_name(line, language))
    form = "read" if line.rule in {"on_dates", "on_day"} else "counted"
    return count, words[form].format(day=day_of_month(line, language))


def price_block(line: Line, language: str) -> Block:
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
    price = kronor(line.price_ore or 0, language, whole_if_even=True)
    return WORDS[language]["a_year"].format(price=price)


def running_name(name: str) -> str:
    """A service's name inside a sentence: small first letter, but not of an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def month_name(line: Line, language: str) -> str:
    """The month of the charge, in the language's own small or capital letters."""
    return MONTHS[language][line.charge_period.month - 1]


def month_and_year(line: Line, language: str) -> str:
    """``augusti 2008``."""
    return f"{month_name(line, language)} {line.charge_period.year}"


def day_of_month(line: Line, language: str) -> str:
    """The day counted: ``31 augusti`` or ``31 August``."""
    day = line.counted_on or line.charge_period
    return f"{day.day}{NBSP}{MONTHS[language][day.month - 1]}"


_KINDS: Mapping[str, Callable[[Line, str], Calculation]] = {
    "metered": metered,
    "one_off": one_off,
    "passed_through": passed_through,
}
