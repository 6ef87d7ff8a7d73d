"""The city's ledger of internal charges: what was delivered to be booked, with three mistakes.

Read from the booking files themselves, as the city's finance system would, and written as that
system's own export. In three months of 2007 and 2008 somebody errs (dirty_data.csv, D43 to D45);
everything else is booked as delivered.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from chargeback import booking
from chargeback.period import period_of
from etl.readers import sie
from etl.sample.files import Layout, Outbox
from etl.sample.ledger import LAYOUT as LEDGER
from etl.sample.money import NO_BREAK_SPACE, kronor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Mistake = Callable[[list[sie.Voucher], random.Random], None]

LAYOUT = Layout("huvudbok_internt", LEDGER.columns)
COST_CENTRE, PROJECT, ACTIVITY, COUNTERPARTY = "1", "6", "20", "21"
# Nobody looks twice at small amounts: the mistakes are made on rows of 1 000 kr or more.
NOTICED_ORE = 1_000_00
KRONA = 100


def write(home: Path, to: Path, seed: int = 1) -> list[Path]:
    """Write huvudbok_internt_<month>.csv for every booking file there is.

    Args:
        home: Folder of the city, with its booking files.
        to: Folder to write to; made if missing. Files of the same names are replaced.
        seed: Another seed errs on other rows.

    Returns:
        The files written, in order of month.
    """
    to.mkdir(parents=True, exist_ok=True)
    outbox = Outbox(to)
    for path in sorted(booking.folder(home).glob("it_debitering_*.si")):
        found = sie.read(path)
        month = path.stem.removeprefix("it_debitering_")
        dice = random.Random(f"{seed} internal ledger {month}")
        if month in MISTAKES:
            MISTAKES[month](found.vouchers, dice)
        lines = _lines(found, dice)
        outbox.write(f"huvudbok_internt_{month}.csv", LAYOUT, lines)
    return outbox.written


def _lines(found: sie.SieFile, dice: random.Random) -> Iterator[str]:
    for voucher in found.vouchers:
        for row in voucher.rows:
            yield LAYOUT.line(
                f"{period_of(voucher.booked_on):%Y%m}",
                f"{voucher.series} {voucher.number}",
                f"{voucher.booked_on}",
                row.account,
                found.accounts.get(row.account, ""),
                row.objects.get(COST_CENTRE, ""),
                row.objects.get(ACTIVITY, ""),
                row.objects.get(PROJECT, ""),
                row.objects.get(COUNTERPARTY, ""),
                kronor(row.amount_ore, dice.choice((" ", NO_BREAK_SPACE))),
                row.text,
            )


def _wrong_cost_centre(vouchers: list[sie.Voucher], dice: random.Random) -> None:
    """D43: a row stands on a cost centre of another department."""
    voucher, place = dice.choice(_noticed(vouchers))
    own = {row.objects[COST_CENTRE] for row in voucher.rows}
    others = sorted({row.objects[COST_CENTRE] for v in vouchers for row in _paid(v)} - own)
    row = voucher.rows[place]
    voucher.rows[place] = replace(row, objects={**row.objects, COST_CENTRE: dice.choice(others)})


def _transposed_digits(vouchers: list[sie.Voucher], dice: random.Random) -> None:
    """D44: two digits of an amount change places, in the voucher's counter entry too."""
    candidates = [
        (voucher, place, swapped)
        for voucher, place in _noticed(vouchers)
        for swapped in _swapped(voucher.rows[place].amount_ore)
    ]
    voucher, place, amount_ore = dice.choice(candidates)
    more = amount_ore - voucher.rows[place].amount_ore
    income = len(voucher.rows) - 1
    for number, ore in ((place, more), (income, -more)):
        row = voucher.rows[number]
        voucher.rows[number] = replace(row, amount_ore=row.amount_ore + ore)


def _voucher_twice(vouchers: list[sie.Voucher], dice: random.Random) -> None:
    """D45: a voucher is entered once more, under the next number."""
    voucher, _ = dice.choice(_noticed(vouchers))
    last = max(int(one.number) for one in vouchers)
    vouchers.append(replace(voucher, number=str(last + 1), rows=list(voucher.rows)))


#: Who errs when.
MISTAKES: dict[str, Mistake] = {
    "2007-05": _wrong_cost_centre,
    "2007-10": _transposed_digits,
    "2008-02": _voucher_twice,
}


def _noticed(vouchers: list[sie.Voucher]) -> list[tuple[sie.Voucher, int]]:
    """The customers' rows of some size, by voucher and place."""
    return [
        (voucher, place)
        for voucher in vouchers
        for place, row in enumerate(voucher.rows)
        if row.amount_ore >= NOTICED_ORE
    ]


def _paid(voucher: sie.Voucher) -> list[sie.Row]:
    return [row for row in voucher.rows if row.amount_ore > 0]


def _swapped(amount_ore: int) -> Iterator[int]:
    """The amounts that come of two neighbouring digits of the kronor changing places."""
    digits, ore = str(amount_ore // KRONA), amount_ore % KRONA
    for place in range(1, len(digits) - 1):
        one, other = digits[place], digits[place + 1]
        if one != other:
            changed = digits[:place] + other + one + digits[place + 2 :]
            yield int(changed) * KRONA + ore
