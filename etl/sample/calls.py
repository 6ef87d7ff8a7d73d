"""Calls out of the exchanges: what each department's calls cost in a month, to the öre."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="samtal",
    columns=(
        "Datum",
        "Tid",
        "Anknytning",
        "TypAnkn",
        "UppringtNummer",
        "Samtalstyp",
        "Längd_sek",
        "Belopp_kr",
        "Kostnadsställe",
    ),
)

LINES = "execute calls_month(month_no := getvariable('number'))"

#: D37: what stands where the amount should be, one row of each a month. Does not scale.
NO_AMOUNTS = ("fel", "#VÄRDEFEL!", "l2,50", "-", "4,6B")


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ready to draw calls; the extensions must be there."""
    run_script(connection, "formats.sql")
    run_script(connection, "clock.sql")
    run_script(connection, "calls.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write samtal_<month>.csv: the öre of volumes_monthly exactly, and rows without an amount."""
    month_no, period, _ = month
    lines = lines_of(connection, LINES, month_no)
    mixed = with_no_amounts(lines, random.Random(f"{seed} D37 {period}"))
    outbox.write(f"samtal_{period:%Y-%m}.csv", LAYOUT, mixed)


def with_no_amounts(lines: list[str], dice: random.Random) -> list[str]:
    """Put D37 among a month's lines: copies of some, with something else for an amount."""
    amount = LAYOUT.columns.index("Belopp_kr")
    mixed = list(lines)
    for text in NO_AMOUNTS:
        values = LAYOUT.values(dice.choice(lines))
        values[amount] = text
        mixed.insert(dice.randrange(len(mixed) + 1), LAYOUT.line(*values))
    return mixed
