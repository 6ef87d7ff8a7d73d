"""Telephone extensions in the exchange's register: traditional, IP and mobile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of
from etl.sample.stocks import make_objects

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="anknytningar",
    columns=(
        "Anknytning",
        "Typ",
        "Status",
        "Användare",
        "Förvaltning",
        "Ansvar",
        "Placering",
        "Ansluten",
        "Avslutad",
    ),
)

QUANTITIES = """
    create or replace table quantities as
    select
        months.month_no,
        volumes.org_id,
        volumes.service_id,
        scaled(volumes.quantity) as quantity,
        true as is_shared
    from volumes
    join months using (period)
    where volumes.service_id in ('TEL-FAST', 'TEL-IP', 'TEL-MOB')
"""

LINES = "execute extensions_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table extensions; staff accounts must be drawn."""
    connection.execute(QUANTITIES)
    make_objects(connection)
    run_script(connection, "extensions.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write anknytningar_<last day>.csv."""
    month_no, _, last_day = month
    lines = lines_of(connection, LINES, month_no)
    outbox.write(f"anknytningar_{last_day}.csv", LAYOUT, lines)
