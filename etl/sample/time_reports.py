"""Consultants' time reports: the hours customers pay for, and the supplier's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="tidrapport",
    columns=(
        "Datum",
        "KonsultId",
        "Uppdrag",
        "Kund",
        "Ansvar",
        "Timmar",
        "Debiterbar",
        "Text",
    ),
)

LINES = "execute time_reports_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ready to draw time reports."""
    run_script(connection, "formats.sql")
    run_script(connection, "clock.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write tidrapport_<month>.csv."""
    month_no, period, _ = month
    outbox.write(f"tidrapport_{period:%Y-%m}.csv", LAYOUT, lines_of(connection, LINES, month_no))
