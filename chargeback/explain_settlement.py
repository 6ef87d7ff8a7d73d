"""What a line says that pays back its part of a year's result, and how it is computed again.

The columns it is made of are told in ``charges/settlement_lines.sql``.
"""

from chargeback.explain_fees import Calculation
from chargeback.explain_line import Line, kronor
from chargeback.explain_words import WORDS
from chargeback.money import rounded_ore

SETTLEMENT = "settlement"
#: A krona of a line is told in 1/1 000, an öre in ten of them.
PARTS_OF_ORE = 10


def settlement(line: Line, language: str) -> Calculation:
    """The payer's part of what is decided about a service's year, less what was booked of it.

    Source:
        docs/method.md, "A year's result".
    """
    words = WORDS[language]
    divided = line.department_amount_ore or 0
    told = {
        "year": str(line.charge_period.year),
        "name": line.service_name,
        "divided": kronor(abs(divided), language),
        "charged": _kronor(line.gross_quantity, language),
        "whole": _kronor(line.department_gross_quantity, language),
        "left_over": words["ore_left_over"] if line.left_over_ore else "",
        "part": kronor(_part(line), language),
        "before": kronor(line.before_ore, language),
        "amount": kronor(line.amount_ore, language),
        "decision": line.decision or "",
        "day": line.decided_on.isoformat() if line.decided_on else "",
    }
    blocks = [
        (kronor(-divided, language), words["to_settle"].format(**told)),
        (told["charged"], words["charged_in_year"].format(**told)),
        (told["whole"], words["charged_all"].format(**told)),
    ]
    signs = ["×", "÷"]
    if line.before_ore:
        blocks.append((told["before"], words["settled_before"]))
        signs.append("−")
    blocks.append((told["amount"], words["settled_amount"].format(**told)))
    sentence = [words[_form(divided)].format(**told)]
    if line.before_ore:
        sentence.append(words["settled_more"].format(**told))
    sentence.append(words["settled_by"].format(**told))
    if booked := _stand_in(line):
        sentence.append(words["settled_on"].format(ended=line.cost_centre_id, booked=booked))
    return Calculation(" ".join(sentence), blocks, [*signs, "="], _part(line) - line.before_ore)


def _stand_in(line: Line) -> str:
    """The cost centre it is booked on where the payer has ended, else nothing."""
    _, booked, *_ = (line.code_string or "-").split("-")
    return "" if booked == line.cost_centre_id else booked


def _form(divided: int) -> str:
    """Which way the result goes: back, out of the payers, or nowhere any more."""
    if not divided:
        return "settled_not"
    return "paid_back" if divided > 0 else "charged_short"


def _part(line: Line) -> int:
    """The payer's part of what is divided (öre): a surplus is a credit."""
    divided, whole = line.department_amount_ore or 0, line.department_gross_quantity or 0
    if not whole:
        return 0
    part = abs(divided) * (line.gross_quantity or 0) // whole + line.left_over_ore
    return -part if divided > 0 else part


def _kronor(parts: int | None, language: str) -> str:
    return kronor(rounded_ore(parts or 0, PARTS_OF_ORE), language)
