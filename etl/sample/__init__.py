"""The sample city: the export files a city has, made from data/reference and a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample import (
    accounts,
    agreements,
    employments,
    ledger,
    organisation,
    pupils,
    workstations,
)
from etl.sample.city import months_between, open_city, run_script
from etl.sample.defects import DELIVERED_TWICE
from etl.sample.files import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    import duckdb


def write(  # noqa: PLR0913 - the sample's own choices, each named by the caller
    to: Path,
    reference: Path,
    months: tuple[date, date],
    *,
    scale: float = 1.0,
    seed: int = 1,
    progress: Callable[[int, int, str], None] = lambda _done, _all, _step: None,
) -> list[Path]:
    """Write the sample city's export files, in the sources' own formats.

    Stocks follow volumes_monthly and the ledger cost_pools_monthly exactly; the defects of
    dirty_data.csv lie on top at their rates. The same arguments give the same bytes, and a month's
    files do not depend on which other months are written.

    Args:
        to: Folder to write to; made if missing. Files of the same names are replaced.
        reference: Folder of the reference tables.
        months: First and last month, each the first day of a month, inclusive.
        scale: Thins objects only: 1.0 is the whole city. Never departments, classes, prices,
            ledger, agreements or plan.
        seed: Another seed gives other objects in the same stocks.
        progress: Called with steps done, steps in all and what was just written.

    Returns:
        The files written, in order.

    Raises:
        ValueError: The scale is out of range, or no month is within the volumes.
    """
    to.mkdir(parents=True, exist_ok=True)
    outbox = Outbox(to)
    with open_city(reference, scale, seed) as connection:
        span = months_between(connection, *months)
        steps = len(span) + 2
        _draw(connection)
        progress(1, steps, "city")
        for done, month in enumerate(span, start=2):
            accounts.write_month(connection, outbox, month, seed)
            workstations.write_month(connection, outbox, month, seed)
            employments.write_month(connection, outbox, month, seed)
            ledger.write_month(connection, outbox, month, seed)
            _deliver_twice(outbox, month[1])
            progress(done, steps, f"{month[1]:%Y-%m}")
        for registers in (
            organisation.write_files,
            agreements.write_years,
            pupils.write_readings,
        ):
            registers(connection, outbox, span[0][1], span[-1][2])
        progress(steps, steps, "registers")
    return outbox.written


def _draw(connection: duckdb.DuckDBPyConnection) -> None:
    run_script(connection, "volumes.sql")
    run_script(connection, "stocks.sql")
    pupils.draw(connection)
    accounts.draw(connection)
    workstations.draw(connection)
    employments.draw(connection)


def _deliver_twice(outbox: Outbox, period: date) -> None:
    """D36: twice a year a file of the month comes once more, under another name."""
    source = DELIVERED_TWICE.get(period.month)
    if source:
        original = next(path for path in reversed(outbox.written) if path.name.startswith(source))
        copy = original.with_name(f"{original.stem}_ny{original.suffix}")
        copy.write_bytes(original.read_bytes())
        outbox.written.append(copy)
