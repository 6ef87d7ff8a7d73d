"""A stretch of months as the address names it: a month, a quarter, a year so far, any months."""

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from chargeback.period import months_later, periods_between
from dashboard.formats import period_key, period_of_key
from dashboard.queries.changes import Months
from dashboard.view import UnknownError

MONTH, QUARTER, TERTIAL, SO_FAR, YEAR, FREE = (
    "month",
    "quarter",
    "tertial",
    "so_far",
    "year",
    "free",
)
#: Months of a kind that always has as many, and the letter it has in the address.
PARTS = {QUARTER: (3, "Q"), TERTIAL: (4, "T")}
KINDS = (MONTH, QUARTER, TERTIAL, SO_FAR, YEAR, FREE)
NUMBERED = re.compile(r"(?P<year>[0-9]{4})-(?P<letter>[QT])(?P<number>[1-4])")
WHOLE_YEAR = re.compile(r"[0-9]{4}")
UNTIL = ".."


@dataclass(frozen=True)
class Stretch(Months):
    """The months from the first to the last, and which kind of stretch they were asked for as.

    Args:
        kind: One of KINDS.
    """

    kind: str = FREE

    @classmethod
    def around(cls, kind: str, month: datetime.date) -> Self:
        """The stretch of a kind with a month in it; of a year so far it is the last."""
        if kind in PARTS:
            count, _letter = PARTS[kind]
            first = month.replace(month=(month.month - 1) // count * count + 1)
            return cls(first, months_later(first, count - 1), kind)
        if kind == SO_FAR:
            return cls(month.replace(month=1), month, kind)
        if kind == YEAR:
            return cls(month.replace(month=1), month.replace(month=12), kind)
        return cls(month, month, kind)

    @classmethod
    def of(cls, key: str) -> Self:
        """The stretch an address names.

        ``2008-08``, ``2008-Q3``, ``2008-T2``, ``2008``, ``..2008-08`` (from January on) or
        ``2007-11..2008-02``.

        Raises:
            UnknownError: It names none.
        """
        if WHOLE_YEAR.fullmatch(key):
            return cls.around(YEAR, _month(f"{key}-01"))
        if found := NUMBERED.fullmatch(key):
            kind = next(kind for kind, (_count, sign) in PARTS.items() if sign == found["letter"])
            count, _letter = PARTS[kind]
            month = int(found["number"]) * count
            if month > datetime.date.max.month:
                raise UnknownError
            return cls.around(kind, _month(f"{found['year']}-{month:02d}"))
        first, until, last = key.partition(UNTIL)
        if not until:
            return cls.around(MONTH, _month(key))
        if not first:
            return cls.around(SO_FAR, _month(last))
        if _month(first) > _month(last):
            raise UnknownError
        return cls(_month(first), _month(last), FREE)

    @property
    def key(self) -> str:
        """What the address calls it."""
        if self.kind == MONTH:
            return period_key(self.last)
        if self.kind in PARTS:
            return f"{self.first.year}-{PARTS[self.kind][1]}{self.number}"
        if self.kind == YEAR:
            return f"{self.first.year}"
        return (
            f"{'' if self.kind == SO_FAR else period_key(self.first)}{UNTIL}{period_key(self.last)}"
        )

    @property
    def number(self) -> int:
        """Which quarter or tertial of its year."""
        return self.last.month // PARTS[self.kind][0]

    @property
    def months(self) -> list[datetime.date]:
        """All its months, in order."""
        return periods_between(self.first, self.last)

    def is_within(self, known: Collection[datetime.date]) -> bool:
        """Whether every month of it is known."""
        return all(month in known for month in self.months)

    def year_before(self) -> "Stretch":
        """The same months a year earlier."""
        return self._moved(-12)

    def just_before(self) -> "Stretch":
        """The stretch of the same kind before it; of a year so far, a month less."""
        if self.kind == SO_FAR and self.last > self.first:
            return Stretch(self.first, months_later(self.last, -1), SO_FAR)
        return self._moved(-1 if self.kind == SO_FAR else -len(self.months))

    def _moved(self, count: int) -> "Stretch":
        moved = months_later(self.first, count), months_later(self.last, count)
        return (
            Stretch.around(SO_FAR, moved[1]) if self.kind == SO_FAR else Stretch(*moved, self.kind)
        )


def offered(kind: str, months: Sequence[datetime.date]) -> list[Stretch]:
    """The stretches of a kind that lie within some months, newest first.

    Args:
        kind: One of KINDS but free, which has too many.
        months: Newest first.
    """
    known = frozenset(months)
    found = dict.fromkeys(Stretch.around(kind, month) for month in months)
    return [stretch for stretch in found if stretch.is_within(known)]


def _month(key: str) -> datetime.date:
    """The month of a key.

    Raises:
        UnknownError: It names none.
    """
    month = period_of_key(key)
    if month is None or month.year <= datetime.MINYEAR:
        raise UnknownError
    return month
