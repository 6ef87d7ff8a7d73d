"""The sum of a file's accepted amounts, counted in Python beside the SQL that types them.

The cost equation compares the two: they share no code, so a row lost on the way shows.
"""

import re
from collections.abc import Collection
from functools import lru_cache

import duckdb

from etl.structure import BLANKS

AMOUNT = re.compile(r"([-−]?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?(?:kr|SEK)?")
GAPS = re.compile("[ \u00a0\u202f]")
SOME = 100_000


def control_sum(rows: duckdb.DuckDBPyConnection, decimals: int, rejected: Collection[int]) -> int:
    """Add up one column of a file of rows.

    Args:
        rows: Gives line number and text of each row, as the reader left them.
        decimals: Decimals of the amounts: 2 where they are in kronor, 0 in öre.
        rejected: Lines to leave out.

    Returns:
        The sum in öre.

    Raises:
        ValueError: An accepted amount is not one; the SQL and this disagree.
    """
    total = 0
    while some := rows.fetchmany(SOME):
        total += sum(ore(text, decimals) for line, text in some if line not in rejected)
    return total


@lru_cache(maxsize=10_000)
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
