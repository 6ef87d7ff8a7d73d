"""Print jobs: as many pages as the volumes say, in two million jobs of every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="utskrifter",
    columns=(
        "Tid",
        "Användare",
        "Sidor",
        "Kopior",
        "Skrivare",
        "Dokument",
        "Klient",
        "Pappersformat",
        "Färg",
        "Duplex",
        "Kostnad",
    ),
    delimiter=",",
    encoding="utf-8",
)

LINES = "execute prints_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ready to draw print jobs; staff accounts must be drawn."""
    run_script(connection, "users.sql")
    run_script(connection, "clock.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write utskrifter_<month>.csv; none before the service began in 2008."""
    month_no, period, _ = month
    if lines := lines_of(connection, LINES, month_no):
        outbox.write(f"utskrifter_{period:%Y-%m}.csv", LAYOUT, lines)
