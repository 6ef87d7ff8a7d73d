"""Workstations in SCCM: desks, laptops, school machines, drawing stations and thin clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import is_delivered, rules, run_script
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
    where starts_with(volumes.service_id, 'WS-') and volumes.measure = 'stock'
"""

SCRIPTS = (
    "shares",
    "machines",
    "machine_plan",
    "machine_shift",
    "machine_plan",
    "machine_stays",
    "workstations",
)

LINES = "execute workstations_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables workstations and machine_months; staff accounts must be drawn."""
    connection.execute(QUANTITIES)
    for script in SCRIPTS:
        run_script(connection, f"{script}.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write sccm_datorer_<last day>.csv, if SCCM is there yet."""
    month_no, period, last_day = month
    if not is_delivered(connection, LAYOUT.source, last_day):
        return
    lines = lines_of(connection, LINES, month_no)
    if rules(connection, LAYOUT.source, last_day):
        lines = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"sccm_datorer_{last_day}.csv", LAYOUT, lines)
