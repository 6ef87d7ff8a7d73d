"""E-services in the web platform's register: in operation, on trial and wound up."""

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
    source="etjanster",
    columns=(
        "ETjänstId",
        "Namn",
        "Förvaltning",
        "Ansvar",
        "Driftsatt",
        "Avvecklad",
        "Status",
        "Ärenden_mån",
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
    where volumes.service_id = 'WEB-ETJ'
"""

LINES = "execute e_services_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table e_services."""
    connection.execute(QUANTITIES)
    make_objects(connection)
    run_script(connection, "formats.sql")
    run_script(connection, "e_services.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write etjanster_<last day>.csv."""
    month_no, _, last_day = month
    outbox.write(f"etjanster_{last_day}.csv", LAYOUT, lines_of(connection, LINES, month_no))
