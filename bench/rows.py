"""Rows of a city of any size, written month by month as Parquet, never all in memory."""

import calendar
import datetime
from collections.abc import Iterator
from pathlib import Path

import duckdb

FIRST_YEAR = 2007
MONTHS = 48
# One in a hundred objects leaves and comes each month.
STAYING_MONTHS = 100
HERE = Path(__file__).parent
# Of a thousand snapshot rows; employments come on top, for those who have accounts.
ACCOUNTS_PER_MILLE = 625


def write_uses(connection: duckdb.DuckDBPyConnection, folder: Path, rows: int, seed: int) -> None:
    """Counted use, as quantities.owned_uses holds it: ``uses_<month>.parquet``.

    Args:
        connection: Holds the staged reference tables.
        folder: Where the files go.
        rows: How many in all; a whole number for each of the 48 months.
        seed: Same seed, same rows.
    """
    for month_no, period, last_day in months():
        many = rows // MONTHS
        values = {"period": period, "last_day": last_day, "seed": seed, "many": many}
        write(connection, "uses", folder, values | {"first_no": month_no * many // STAYING_MONTHS})


def write_snapshots(
    connection: duckdb.DuckDBPyConnection, folder: Path, rows: int, seed: int
) -> None:
    """Snapshots of accounts, workstations and employments, as staging holds them.

    Args:
        connection: Holds the staged reference tables and organisation units.
        folder: Where the files go.
        rows: How many accounts and workstations over the 48 months; employments come on top.
        seed: Same seed, same rows.
    """
    accounts = rows // MONTHS * ACCOUNTS_PER_MILLE // 1000
    stocks = {"accounts": accounts, "workstations": rows // MONTHS - accounts}
    for month_no, _period, last_day in months():
        for entity, many in (*stocks.items(), ("employments", accounts)):
            values = {
                "first_no": month_no * many // STAYING_MONTHS,
                "many": many,
                "seed": seed,
                "month_no": month_no,
                "first_on": datetime.date(FIRST_YEAR, 1, 1),
                "snapshot_on": last_day,
            }
            write(connection, entity, folder, values)


def months() -> Iterator[tuple[int, datetime.date, datetime.date]]:
    """Number, first and last day of each of the 48 months."""
    for month_no in range(MONTHS):
        year, month = FIRST_YEAR + month_no // 12, month_no % 12 + 1
        last = calendar.monthrange(year, month)[1]
        yield month_no, datetime.date(year, month, 1), datetime.date(year, month, last)


def write(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Path, values: dict[str, object]
) -> None:
    """One month of one kind of rows, streamed to a file."""
    query = (HERE / f"{name}.sql").read_text(encoding="utf-8")
    used = {key: value for key, value in values.items() if f"${key}" in query}
    target = folder / f"{name}_{values.get('snapshot_on') or values['last_day']}.parquet"
    connection.sql(query, params=used).write_parquet(str(target))
