"""The pupil register on its reading days, 15 October and 15 February."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="elevregister",
    columns=(
        "ElevId",
        "Skola",
        "SkolEnhetskod",
        "Huvudman",
        "Årskurs",
        "Klass",
        "Stadsdel",
        "InskrivenFrom",
        "InskrivenTom",
        "Skyddad",
    ),
)

LINES = "execute pupils_reading(reading_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables reading_days, reading_months, schools and pupil_stays."""
    run_script(connection, "pupils.sql")


def write_readings(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, first: date, last: date
) -> None:
    """Write elevregister_<day>.csv for readings in the span, and the one in force when it starts.

    Args:
        connection: The city with its pupils drawn.
        outbox: Where to write.
        first: First day of the span.
        last: Last day of the span.
    """
    readings = connection.execute(
        "select reading_no, reading_on from reading_days where reading_on <= $last"
        " and reading_no >= ("
        "   select max(reading_no) from reading_days where effective_from <= $first"
        " ) order by reading_no",
        {"first": first, "last": last},
    ).fetchall()
    for reading_no, reading_on in readings:
        lines = lines_of(connection, LINES, reading_no)
        outbox.write(f"elevregister_{reading_on}.csv", LAYOUT, lines)
