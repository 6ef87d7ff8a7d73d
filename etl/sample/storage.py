"""Stored data as measured on the 20th: homes, and what departments keep together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="lagring",
    columns=("Mätdatum", "Volym", "Sökväg", "Ägare", "Storlek", "Enhet"),
)

MEASURED_ON = 20

LINES = "execute storage_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ready to draw stored data; staff accounts must be drawn."""
    run_script(connection, "users.sql")
    run_script(connection, "formats.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write lagring_<the 20th>.csv."""
    month_no, period, _ = month
    day = period.replace(day=MEASURED_ON)
    outbox.write(f"lagring_{day}.csv", LAYOUT, lines_of(connection, LINES, month_no))
