"""The connection the sample is made in: reference tables, months, dice.

Everything is drawn for the whole span of the volumes, whatever months are asked for, so that a
month's files are the same bytes however many months are written beside it.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from etl.sample.defects import MONTHLY_COUNTS, PROTECTED_PUPILS, YEAR_END_RATES, rate_per_10_000
from etl.sample.defects import scaled as scaled_count

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

REFERENCE_TABLES = (
    "agreements",
    "agreement_scopes",
    "cost_centres",
    "cost_pools_monthly",
    "ledger_mapping",
    "organisation",
    "organisation_aliases",
    "organisation_events",
    "readings",
    "services",
)


def run_script(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run one of this package's SQL files."""
    connection.execute(resources.files("etl.sample").joinpath(name).read_text(encoding="utf-8"))


def open_city(reference: Path, scale: float, seed: int) -> duckdb.DuckDBPyConnection:
    """Open an in-memory connection with the reference tables as text, months and rates.

    Raises:
        ValueError: The scale is not above 0 and at most 10.
    """
    if not 0 < scale <= 10:  # noqa: PLR2004 - ten cities are enough for any benchmark
        raise ValueError(f"scale must be above 0 and at most 10, not {scale}")
    connection = duckdb.connect()
    for table in REFERENCE_TABLES:
        connection.execute(
            f"create table {table} as select * from read_csv(?, header = true, all_varchar = true,"
            " delim = ',', quote = '\"', escape = '\"', nullstr = '')",
            [str(reference / f"{table}.csv")],
        )
    connection.execute(
        "create table volumes as select * from read_parquet(?)",
        [str(reference / "volumes_monthly.parquet")],
    )
    for name, value in {
        "seed": seed,
        "scale_millionths": round(scale * 1_000_000),
        "protected_pupils": scaled_count(PROTECTED_PUPILS, scale),
        **{defect: scaled_count(count, scale) for defect, count in MONTHLY_COUNTS.items()},
    }.items():
        connection.execute(f"set variable {name} = ?", [value])
    run_script(connection, "city.sql")
    _insert_rates(connection)
    return connection


def _insert_rates(connection: duckdb.DuckDBPyConnection) -> None:
    months = connection.execute("select month_no, period from months order by month_no").fetchall()
    connection.execute("create table rates (defect_id varchar, month_no bigint, per_10_000 bigint)")
    connection.executemany(
        "insert into rates values (?, ?, ?)",
        [
            (defect, month_no, rate_per_10_000(defect, period))
            for defect in YEAR_END_RATES
            for month_no, period in months
        ],
    )


def months_between(
    connection: duckdb.DuckDBPyConnection, first: date, last: date
) -> list[tuple[int, date, date]]:
    """Number, first day and last day of the months asked for, in order.

    Raises:
        ValueError: The city has no volumes in any of the months.
    """
    months = connection.execute(
        "select month_no, period, last_day from months where period between ? and ?"
        " order by month_no",
        [first, last],
    ).fetchall()
    if not months:
        raise ValueError(f"no volumes between {first} and {last}")
    return months
