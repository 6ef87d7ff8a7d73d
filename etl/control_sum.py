"""The sum of a file's accepted amounts, counted in Python beside the SQL that types them.

The cost equation compares the two: they share no code, so a row lost on the way shows. An amount
that stands on many rows is read once and counted as often as it stands there.
"""

import re
from collections.abc import Iterable

from etl.structure import BLANKS

AMOUNT = re.compile(r"([-−]?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?(?:kr|SEK)?")
GAPS = re.compile("[ \u00a0\u202f]")


def control_sum(texts: Iterable[tuple[str, int]], decimals: int) -> int:
    """Add up one column of a file of rows.

    Args:
        texts: Each text of the column as the reader left it, and how many accepted rows have it.
        decimals: Decimals of the amounts: 2 where they are in kronor, 0 in öre.

    Returns:
        The sum in öre.

    Raises:
        ValueError: An accepted amount is not one; the SQL and this disagree.
    """
    return sum(ore(text, decimals) * rows for text, rows in texts)


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
