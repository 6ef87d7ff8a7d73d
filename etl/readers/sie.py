"""Reads a SIE file of vouchers back, its control sum checked.

Our own booking files and those of the city's other systems: code page 437, vouchers with rows,
dimensions by number. What is not needed of a file is passed over; what is needed and wrong is
refused by line.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chargeback import sie

VALUE = re.compile(r'"((?:\\"|[^"])*)"|(\{)|(\})|([^\s"{}]+)')
AMOUNT = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,2}))?")
DAY = re.compile(r"[0-9]{8}")
SUM_LINE = re.compile(rb"^#KSUMMA[ \t]*(\S*)[ \t]*\r?$", re.MULTILINE)


class SieError(ValueError):
    """A SIE file is not what it says: names the line and what was expected."""


@dataclass(frozen=True)
class Row:
    """One row of a voucher: öre on an account, with its objects by dimension."""

    account: str
    objects: Mapping[str, str]
    amount_ore: int
    text: str


@dataclass
class Voucher:
    """A voucher as it stands in the file."""

    series: str
    number: str
    booked_on: datetime.date
    text: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class SieFile:
    """What a file brings: who it is of, names of accounts and objects, and its vouchers.

    ``objects`` by dimension and code; ``has_sum`` tells whether a control sum was there to check.
    """

    organisation: str = ""
    kind: str = ""
    has_sum: bool = False
    accounts: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)


def read(path: Path) -> SieFile:
    """Read a file whole.

    Raises:
        SieError: The control sum differs, a voucher does not sum to zero or is not ended, or a
            line does not hold what its label asks for.
    """
    content = path.read_bytes()
    found = SieFile(has_sum=_check_sum(content))
    inside: Voucher | None = None
    for number, line in enumerate(content.decode(sie.ENCODING).split("\n"), start=1):
        try:
            inside = _take(found, inside, line.strip())
        except (ValueError, IndexError) as error:
            raise SieError(f"line {number}: {error}") from error
    if inside is not None:
        raise SieError(f"voucher {inside.number} has no end")
    return found


def _check_sum(content: bytes) -> bool:
    """Whether there is a control sum; raises where it is another."""
    marks = list(SUM_LINE.finditer(content))
    if not marks:
        return False
    if len(marks) != 2:  # noqa: PLR2004 - one opens, one closes
        raise SieError(f"expected {sie.SUM} twice, found it {len(marks)} times")
    opening, closing = marks
    said = closing[1].decode(errors="replace")
    counted = sie.control_sum(content[opening.end() : closing.start()])
    if said != str(counted):
        raise SieError(f"the control sum is {counted}, the file says {said or 'none'}")
    return True


def _take(found: SieFile, inside: Voucher | None, line: str) -> Voucher | None:
    """Take one line in; gives the voucher that is open after it."""
    if not line or line == "{":
        return inside
    if line == "}":
        _check_balance(inside)
        return None
    label, values = line.split(None, 1)[0].upper(), _values(line)[1:]
    if label == "#VER":
        if inside is not None:
            raise ValueError(f"voucher {inside.number} has no end")
        inside = Voucher(values[0], values[1], _day(values[2]), [*values, ""][3])
        found.vouchers.append(inside)
    elif label == "#TRANS":
        if inside is None:
            raise ValueError("#TRANS outside a voucher")
        inside.rows.append(_row(line))
    else:
        _register(found, label, values)
    return inside


def _register(found: SieFile, label: str, values: list[str]) -> None:
    """What the file says of itself and of the codes it uses."""
    if label == "#KONTO":
        found.accounts[values[0]] = values[1]
    elif label == "#OBJEKT":
        found.objects[values[0], values[1]] = values[2]
    elif label == "#FNAMN":
        found.organisation = values[0]
    elif label == "#SIETYP":
        found.kind = values[0]


def _check_balance(inside: Voucher | None) -> None:
    """At its end a voucher sums to zero."""
    if inside is None:
        raise ValueError("} outside a voucher")
    total = sum(row.amount_ore for row in inside.rows)
    if total:
        raise ValueError(f"voucher {inside.number} sums to {sie.kronor(total)}, expected 0.00")


def _row(line: str) -> Row:
    """``#TRANS account {dimension code …} amount [day] [text] …``."""
    values = _values(line)[1:]
    begin, end = values.index("{"), values.index("}")
    codes = values[begin + 1 : end]
    after = values[end + 1 :]
    text = after[2] if len(after) > 2 else ""  # noqa: PLR2004 - amount and day come before it
    return Row(values[0], dict(zip(codes[::2], codes[1::2], strict=True)), _ore(after[0]), text)


def _values(line: str) -> list[str]:
    return [
        quoted.replace('\\"', '"') if not (opened or closed or bare) else opened or closed or bare
        for quoted, opened, closed, bare in VALUE.findall(line)
    ]


def _ore(text: str) -> int:
    match = AMOUNT.fullmatch(text)
    if not match:
        raise ValueError(f"expected an amount, found {text!r}")
    sign, whole, part = match.groups()
    ore = int(whole) * 100 + int((part or "").ljust(2, "0"))
    return -ore if sign else ore


def _day(text: str) -> datetime.date:
    if not DAY.fullmatch(text):
        raise ValueError(f"expected a day as 20080831, found {text!r}")
    return datetime.datetime.strptime(text, "%Y%m%d").replace(tzinfo=datetime.UTC).date()
