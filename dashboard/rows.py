"""A frame's rows as plain Python values: whole numbers, text, days, None."""

import datetime
from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Rows with None for what is missing and days for moments at midnight."""
    return [
        {str(column): plain(value) for column, value in row.items()}
        for row in frame.to_dict("records")
    ]


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
