"""The sum of a file's accepted amounts, counted in Python beside the SQL that types them.

The cost equation compares the two: they share no code, so a row lost on the way shows.
"""

import csv
import re
from collections.abc import Collection
from pathlib import Path

from etl.structure import BLANKS

AMOUNT = re.compile(r"([-−]?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?(?:kr|SEK)?")
GAPS = re.compile("[ \u00a0\u202f]")


def control_sum(rows: Path, place: int, decimals: int, rejected: Collection[int]) -> int:
    """Add up one column of a file of rows.

    Args:
        rows: Line number and texts, as the reader wrote them.
        place: The column's place among the texts.
        decimals: Decimals of the amounts: 2 where they are in kronor, 0 in öre.
        rejected: Lines to leave out.

    Returns:
        The sum in öre.

    Raises:
        ValueError: An accepted amount is not one; the SQL and this disagree.
    """
    with rows.open(encoding="utf-8", newline="") as stream:
        return sum(
            ore(row[place + 1], decimals)
            for row in csv.reader(stream)
            if int(row[0]) not in rejected
        )


def ore(text: str, decimals: int) -> int:
    """An amount in the last of its decimals: '-11 485,5' with two decimals is -1148550."""
    match = AMOUNT.fullmatch(GAPS.sub("", text.strip(BLANKS)))
    if not match:
        raise ValueError(f"expected an amount, found {text!r}")
    sign, whole, fraction = match.groups(default="")
    if len(fraction) > decimals:
        raise ValueError(f"expected {decimals} decimals, found {text!r}")
    value = int(whole + fraction.ljust(decimals, "0"))
    return -value if sign else value
