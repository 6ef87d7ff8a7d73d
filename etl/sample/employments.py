"""Employments in the HR system: one main employment per person, some with a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.defects import with_rejected_lines
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of
from etl.sample.stocks import make_objects

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="hr_anstallningar",
    columns=(
        "PersonId",
        "AnstNr",
        "Efternamn",
        "Förnamn",
        "OrgKod",
        "Befattning",
        "AnstForm",
        "SyssGrad",
        "From",
        "Tom",
        "Chef",
    ),
)

LINES = "execute employments_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table person_months; staff_months must be there."""
    run_script(connection, "employments.sql")
    make_objects(connection)
    run_script(connection, "persons.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write hr_anstallningar_<month>.csv."""
    month_no, period, _ = month
    lines = lines_of(connection, LINES, month_no)
    mixed = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"hr_anstallningar_{period:%Y-%m}.csv", LAYOUT, mixed)
