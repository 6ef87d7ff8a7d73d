"""Licences and who holds them, read on 31 December."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="licenser",
    columns=(
        "Produkt",
        "Licenstyp",
        "AntalTilldelade",
        "Datornamn",
        "Användare",
        "Förvaltning",
        "Ansvar",
        "Tilldelad",
        "Återlämnad",
    ),
)

LINES = "execute licences_reading(reading_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables licence_days and licences; workstations must be drawn."""
    run_script(connection, "licences.sql")


def write_readings(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, first: date, last: date
) -> None:
    """Write licenser_<day>.csv for readings in the span, and the one in force when it starts.

    Args:
        connection: The city with its licences drawn.
        outbox: Where to write.
        first: First day of the span.
        last: Last day of the span.
    """
    readings = connection.execute(
        "select reading_no, reading_on from licence_days where reading_on <= $last"
        " and reading_no >= ("
        "   select max(reading_no) from licence_days where effective_from <= $first"
        " ) order by reading_no",
        {"first": first, "last": last},
    ).fetchall()
    for reading_no, reading_on in readings:
        lines = lines_of(connection, LINES, reading_no)
        outbox.write(f"licenser_{reading_on}.csv", LAYOUT, lines)
