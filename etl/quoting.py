"""Names and values put into SQL text: the only way either gets there in the intake.

Readers of CSV and Parquet, COPY and generated CASE expressions take no parameters in DuckDB.
"""

import re
from collections.abc import Iterable

NAME = re.compile(r"[a-z_][a-z0-9_]*")


def name(text: str) -> str:
    """A column or table name, quoted.

    Raises:
        ValueError: Not a plain lower-case identifier.
    """
    if not NAME.fullmatch(text):
        raise ValueError(f"expected a plain lower-case name, found {text!r}")
    return f'"{text}"'


def literal(text: str) -> str:
    """A text value, quoted; a quote in it is doubled, and nothing else is special in DuckDB."""
    if "\0" in text:
        raise ValueError(f"expected text without NUL, found {text!r}")
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    """Text values with commas between."""
    return ", ".join(literal(text) for text in texts)
