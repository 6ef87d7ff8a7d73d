"""Workstations in SCCM: desks, laptops, school machines, drawing stations and thin clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.defects import with_rejected_lines
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="sccm_datorer",
    columns=(
        "Datornamn",
        "Serienummer",
        "Tillverkare",
        "Modell",
        "Chassityp",
        "Operativsystem",
        "SenasteInventering",
        "SenastInloggad",
        "Förvaltning",
        "Plats",
        "Inköpsdatum",
        "Kodsträng",
        "Miljö",
    ),
)

LINES = "execute workstations_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables workstations and machine_kinds."""
    run_script(connection, "workstations.sql")
    run_script(connection, "workstations_month.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write sccm_datorer_<last day>.csv."""
    month_no, period, last_day = month
    lines = lines_of(connection, LINES, month_no)
    mixed = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"sccm_datorer_{last_day}.csv", LAYOUT, mixed)
