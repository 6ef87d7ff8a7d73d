"""A line of a bill said as a sentence, and computed again in front of the reader.

Everything comes from the line itself, so the sentence can be checked against the line and
nothing else. What is said by kind of fee is in ``explain_fees``; the columns that are read and
how figures are written in ``explain_line``; the words in ``explain_words``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chargeback.explain_fees import calculation
from chargeback.explain_line import NBSP, Line, grouped, kronor, read, whole
from chargeback.explain_settlement import SETTLEMENT, settlement
from chargeback.explain_words import BODIES, MONTHS, WORDS


@dataclass(frozen=True)
class Explanation:
    """How the amount of one line came about.

    Attributes:
        sentence: The whole reason in one to five short sentences.
        factors: Value and caption of each block of the arithmetic, the amount last.
        signs: What stands between the blocks: ×, −, +, =; one less than the blocks.
        recomputed_ore: The amount computed again from quantity, price and days.
        agrees: Whether that is the amount that the line holds.
    """

    sentence: str
    factors: list[tuple[str, str]]
    signs: list[str]
    recomputed_ore: int
    agrees: bool


def explain(line: Mapping[str, object], language: str) -> Explanation:
    """Say how a line came about and compute it again.

    Args:
        line: A row of marts.bill_lines: its columns by name, missing values as None or NaN.
        language: ``sv`` or ``en``.

    Returns:
        Sentence, arithmetic in blocks, and whether it agrees to the öre.

    Raises:
        KeyError: A column or the language is missing.

    Source:
        docs/method.md, "A line explains itself".
    """
    if line.get("is_correction"):
        return correction(line, language)
    told = read(line, language)
    if told.fee_kind == SETTLEMENT:
        made = settlement(told, language)
        parts = [made.sentence]
    else:
        made = calculation(told, language)
        parts = [
            made.sentence,
            price_source(told, language),
            agreement(told, language),
            source(told, language),
        ]
    return Explanation(
        sentence=" ".join(part for part in parts if part),
        factors=made.blocks,
        signs=made.signs,
        recomputed_ore=made.amount_ore,
        agrees=made.amount_ore == told.amount_ore,
    )


def correction(line: Mapping[str, object], language: str) -> Explanation:
    """Say what a closed month's line would be now, what it was charged, and what that leaves.

    Args:
        line: A row of marts.bill_lines that corrects another.
        language: ``sv`` or ``en``.

    Source:
        docs/method.md, "Periods and corrections".
    """
    words = WORDS[language]
    now_ore, before_ore, amount_ore = (
        whole(line[name]) for name in ("now_ore", "before_ore", "amount_ore")
    )
    is_there = bool(whole(line["object_count"]))
    now = explain({**line, "is_correction": False, "amount_ore": now_ore}, language)
    recomputed = (now.recomputed_ore if is_there else 0) - before_ore
    said = words["correction"].format(
        month=month_name(line, language),
        now=kronor(now_ore, language),
        before=kronor(before_ore, language),
        amount=kronor(amount_ore, language),
    )
    return Explanation(
        sentence=f"{said} {now.sentence if is_there else words['no_longer']}",
        factors=[
            (kronor(now_ore, language), words["as_it_is_now"]),
            (kronor(before_ore, language), words["charged_before"]),
            (kronor(amount_ore, language), words["correction_amount"]),
        ],
        signs=["−", "="],
        recomputed_ore=recomputed,
        agrees=recomputed == amount_ore,
    )


def month_name(line: Mapping[str, object], language: str) -> str:
    """The month of use: ``mars 2008``."""
    day = read(line, language).charge_period
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def price_source(line: Line, language: str) -> str:
    """The price list or agreement and who decided it; nothing where there is no price."""
    words = WORDS[language]
    lists, agreed = ", ".join(line.price_lists), line.price_agreement_id
    if agreed:
        form = "agreed_price_too" if lists else "agreed_price"
        decision = f", {line.decision}" if line.decision else ""
        return words[form].format(agreement=agreed, lists=lists, decision=decision)
    if not lists:
        return ""
    form = "price_list" if len(line.price_lists) == 1 else "price_lists"
    return words[form].format(lists=lists, decision=decided(line, language))


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
