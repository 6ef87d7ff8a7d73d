"""Workstations in LANDesk's inventory, until SCCM took over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import is_delivered, rules
from etl.sample.defects import with_rejected_lines
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="landesk",
    columns=(
        "Device Name",
        "Type",
        "Manufacturer",
        "Model",
        "Serial Number",
        "OS Name",
        "Last Hardware Scan Date",
        "Primary Owner",
        "BNN - Location",
        "BNN - Environment",
    ),
    delimiter="\t",
    encoding="latin-1",
)

LINES = "execute landesk_month(month_no := getvariable('number'))"


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write landesk_<last day>.txt, if LANDesk still is there."""
    month_no, period, last_day = month
    if not is_delivered(connection, LAYOUT.source, last_day):
        return
    lines = lines_of(connection, LINES, month_no)
    if rules(connection, LAYOUT.source, last_day):
        lines = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"landesk_{last_day}.txt", LAYOUT, lines)
