"""The connection the sample is made in: reference tables, months, dice.

Everything is drawn for the whole span of the volumes, whatever months are asked for, so that a
month's files are the same bytes however many months are written beside it.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from etl.sample.defects import (
    CLIENT_RATES,
    MONTHLY_COUNTS,
    PROTECTED_PUPILS,
    YEAR_END_RATES,
    rate_per_10_000,
)
from etl.sample.defects import scaled as scaled_count

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

REFERENCE_TABLES = (
    "agreed_times",
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
    "source_availability",
)

#: The SQL files that prepare the statement of a file.
PREPARED = ("_month.sql", "_reading.sql")


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
    for table, name in {"volumes": "volumes_monthly", "budgets": "budgets"}.items():
        connection.execute(
            f"create table {table} as select * from read_parquet(?)",
            [str(reference / f"{name}.parquet")],
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
            for defect in YEAR_END_RATES | CLIENT_RATES
            for month_no, period in months
        ],
    )


def another_writer(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A connection to a city that is drawn, ready to write files beside others.

    Variables (whole numbers, all of them) and prepared statements belong to one connection: it
    gets the city's, and prepares the statements of all files.
    """
    writer = connection.cursor()
    variables = connection.execute("select name, value from duckdb_variables()").fetchall()
    for name, value in variables:
        writer.execute(f"set variable {name} = ?", [int(value)])
    for script in resources.files("etl.sample").iterdir():
        if script.name.endswith(PREPARED):
            run_script(writer, script.name)
    return writer


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


def is_delivered(connection: duckdb.DuckDBPyConnection, source: str, day: date) -> bool:
    """Whether a source has a file of a day, by source_availability."""
    return _in_availability(connection, source, day, "last_file")


def rules(connection: duckdb.DuckDBPyConnection, source: str, day: date) -> bool:
    """Whether a source's file of a day is the one that counts where two name the same objects.

    A source rules to its last day of authority; the one that follows it rules from the next.
    """
    return (
        is_delivered(connection, source, day)
        and _in_availability(connection, source, day, "authoritative_until")
        and not connection.execute(
            "select 1 from source_availability as before"
            " join source_availability as after on after.follows_source_id = before.source"
            " where after.source = $source and before.authoritative_until::date >= $day",
            {"source": source, "day": day},
        ).fetchall()
    )


def _in_availability(
    connection: duckdb.DuckDBPyConnection, source: str, day: date, until: str
) -> bool:
    rows = connection.execute(
        f"select 1 from source_availability where source = $source and first_file::date <= $day"
        f" and coalesce({until}::date, date '9999-12-31') >= $day",
        {"source": source, "day": day},
    ).fetchall()
    return bool(rows)
