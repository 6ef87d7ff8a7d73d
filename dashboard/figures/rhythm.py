"""Which files a month was calculated from."""

import datetime
from collections.abc import Sequence

from chargeback.period import periods_between
from dashboard.rows import Row


def is_monthly(covers: Sequence[datetime.date]) -> bool:
    """Whether a source comes every month: it has come in most of the months since its first."""
    months = set(covers)
    return len(months) > 1 and 2 * len(months) > len(periods_between(min(months), max(months)))


def covered(files: Sequence[Row]) -> dict[str, list[datetime.date]]:
    """The months each source has files for."""
    months: dict[str, list[datetime.date]] = {}
    for file in files:
        if file["covers"]:
            months.setdefault(file["source_id"], []).append(file["covers"])
    return months


def in_force(files: Sequence[Row], period: datetime.date) -> list[Row]:
    """The files a month was calculated from.

    A source that comes every month gives the month's own file; one that comes now
    and then (an agreement register, a pupil reading) its latest.

    Args:
        files: Rows with source_id and covers (first day of a month, or None), by time.
        period: The month.
    """
    wanted = {
        source_id: period if is_monthly(covers) else max(until)
        for source_id, covers in covered(files).items()
        if (until := [month for month in covers if month <= period])
    }
    return [
        file for file in files if file["covers"] and file["covers"] == wanted.get(file["source_id"])
    ]
