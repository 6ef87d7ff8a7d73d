"""A frame's rows as plain Python values: whole numbers, text, days, None."""

import datetime
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]
# numpy's kinds that cannot miss a value: whole numbers and truth values.
NEVER_MISSING = "iub"


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Rows with None for what is missing and days for moments at midnight."""
    names = [str(name) for name in frame.columns]
    columns = [_values(column) for _name, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: "pd.Series[Any]") -> list[Any]:
    """A column's values; whole numbers of numpy's need no second look, pandas' may be missing."""
    values: list[Any] = column.tolist()
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in NEVER_MISSING:
        return values
    return [plain(value) for value in values]


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    """One value of a frame as Python has it.

    >>> plain(pd.Timestamp("2008-08-31")), plain(pd.NaT)
    (datetime.date(2008, 8, 31), None)
    """
    if isinstance(value, str | bool):
        return value
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date() if midnight else value
    return value


def first_of(frame: pd.DataFrame) -> Row | None:
    """The first row, or None where there is none."""
    return next(iter(rows_of(frame.head(1))), None)
