"""What a month charged when it was reviewed, kept to be told beside what it charges later.

A build is thrown away after a few others; a review is not. So each review writes the month's
lines, as far as the causes of a difference need them, to ``reviewed/2008-03-<fingerprint>.csv``,
and the journal has the file's sha256. The page of the month tells by cause what has changed
since. Docs/method.md, "Periods and corrections".
"""

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

import duckdb

from chargeback import builds
from chargeback.closing import Published
from chargeback.run_differences import Cell, cell

FOLDER = "reviewed"
#: Signs of a fingerprint that tell the reviews of one month apart.
SHORT = 16
COLUMNS = tuple(field.name for field in fields(Cell))
LINES = """
    select
        period, service_id, fee_kind, agreement_id, agreement_system, department_id,
        cost_centre_id, price_ore, price_e4, tiers, quantity, quantity_days, days_in_month,
        amount_ore, is_correction
    from marts.bill_lines
    where period = $period or $period is null
    order by all
"""


def cells(path: Path, period: datetime.date | None = None) -> list[Cell]:
    """What a build charges in a month, line by line; in all months without one."""
    with duckdb.connect() as connection:
        connection.execute("attach $path as build (read_only)", {"path": str(path)})
        connection.execute("use build")
        asked = connection.execute(LINES, {"period": period})
        names = [column[0] for column in asked.description or ()]
        return [cell(dict(zip(names, row, strict=True))) for row in asked.fetchall()]


def keep(home: Path, build: Published, period: datetime.date) -> str:
    """Keep what a month charges in the build that is reviewed.

    Called before the journal is told: a file that no fact speaks of is written over.

    Returns:
        sha256 of the file; empty where the build has no lines for the month.
    """
    fingerprint = build.fingerprints.get(period)
    if not fingerprint:
        return ""
    path = place(home, period, fingerprint)
    path.parent.mkdir(exist_ok=True)
    builds.write_whole(path, _written(cells(build.path, period)))
    return builds.sha256_of(path)


def kept(
    home: Path, period: datetime.date, fingerprint: str, sha256: str | None
) -> list[Cell] | None:
    """What a month charged when it was reviewed.

    Args:
        home: Folder of the city.
        period: First day of the month.
        fingerprint: Of the lines, as the review says.
        sha256: Of the file, as the review says; None of a review that kept none.

    Returns:
        None where nothing was kept, or what lies there is not what was.
    """
    path = place(home, period, fingerprint)
    if not sha256 or not path.is_file() or builds.sha256_of(path) != sha256:
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return [_read(row) for row in csv.DictReader(file)]


def place(home: Path, period: datetime.date, fingerprint: str) -> Path:
    """Where the lines of a review lie."""
    return home / FOLDER / f"{period:%Y-%m}-{fingerprint[:SHORT]}.csv"


def _written(found: Iterable[Cell]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(one) for one in found)
    return text.getvalue()


def _read(row: dict[str, str]) -> Cell:
    return Cell(
        datetime.date.fromisoformat(row["period"]),
        row["service_id"],
        row["payer"],
        row["price"],
        int(row["quantity"]),
        int(row["amount_ore"]),
        row["is_correction"] == str(True),
    )
