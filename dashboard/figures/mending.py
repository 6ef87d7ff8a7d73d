"""What a mending would do, reckoned from what nobody pays for month by month."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chargeback.period import next_period
from dashboard.rows import Row

DIGITS = 12
KEYS = ("way", "object_kind", "subject")


def key_of_subject(row: Mapping[str, str]) -> str:
    """A short name of a subject that fits an address, however long a name the source writes."""
    text = "\n".join(row[key] for key in KEYS)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class MonthEffect:
    """What would get a payer in a month; ``is_whole`` where all days of it are mended."""

    period: datetime.date
    objects: int
    amount_ore: int
    is_whole: bool


def effect(
    months: Sequence[Row], valid_from: datetime.date, valid_until: datetime.date
) -> list[MonthEffect]:
    """The months a mending touches, in the order given.

    Args:
        months: period, objects and amount_ore of what nobody pays for.
        valid_from: First day of the mending.
        valid_until: First day it holds no longer.
    """
    return [
        MonthEffect(
            row["period"],
            row["objects"],
            row["amount_ore"],
            valid_from <= row["period"] and next_period(row["period"]) <= valid_until,
        )
        for row in months
        if valid_from < next_period(row["period"]) and row["period"] < valid_until
    ]
