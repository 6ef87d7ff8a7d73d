"""The sample city: the export files a city has, made from data/reference and a seed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING

from etl.sample import (
    accounts,
    agreements,
    budgets,
    calls,
    connections,
    e_services,
    edirectory,
    employments,
    extensions,
    landesk,
    ledger,
    licences,
    organisation,
    prints,
    pupils,
    servers,
    stocks,
    storage,
    tickets,
    time_reports,
    workstations,
)
from etl.sample.city import another_writer, months_between, open_city
from etl.sample.defects import DELIVERED_TWICE
from etl.sample.files import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    import duckdb

    Draw = Callable[[duckdb.DuckDBPyConnection], None]
    WriteMonth = Callable[[duckdb.DuckDBPyConnection, Outbox, tuple[int, date, date], int], None]
    WriteSpan = Callable[[duckdb.DuckDBPyConnection, Outbox, date, date], None]
    WriteFiles = Callable[[duckdb.DuckDBPyConnection, Outbox], None]

#: Threads that write files: most of their time DuckDB plans and runs statements without Python.
WRITERS = 2

#: What the city has, in the order it is drawn: a source finds there what those before it made.
DRAWN: tuple[Draw, ...] = (
    stocks.draw,
    pupils.draw,
    accounts.draw,
    workstations.draw,
    licences.draw,
    extensions.draw,
    employments.draw,
    servers.draw,
    e_services.draw,
    connections.draw,
    calls.draw,
    prints.draw,
    storage.draw,
    time_reports.draw,
    tickets.draw,
)

#: Files of each month, given the month's number, first day, last day, and the seed.
MONTHLY: tuple[WriteMonth, ...] = (
    edirectory.write_month,
    accounts.write_month,
    landesk.write_month,
    workstations.write_month,
    employments.write_month,
    extensions.write_month,
    ledger.write_month,
    servers.write_month,
    e_services.write_month,
    connections.write_month,
    calls.write_month,
    prints.write_month,
    storage.write_month,
    time_reports.write_month,
    tickets.write_month,
)

#: Files with a rhythm of their own, given the first and the last day asked for.
REGISTERS: tuple[WriteSpan, ...] = (
    organisation.write_files,
    agreements.write_years,
    budgets.write_years,
    pupils.write_readings,
    licences.write_readings,
)


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
    written: list[Path] = []
    with open_city(reference, scale, seed) as connection:
        span = months_between(connection, *months)
        steps = len(span) + 2
        for draw in DRAWN:
            draw(connection)
        progress(1, steps, "city")
        parts = {f"{month[1]:%Y-%m}": _month(month, seed) for month in span}
        parts["registers"] = _registers(span[0][1], span[-1][2])
        every_part = _written(connection, to, list(parts.values()))
        for done, (part, files) in enumerate(zip(parts, every_part, strict=True), start=2):
            written += files
            progress(done, steps, part)
    return written


def _month(month: tuple[int, date, date], seed: int) -> WriteFiles:
    """What writes the files of a month."""

    def write_files(connection: duckdb.DuckDBPyConnection, outbox: Outbox) -> None:
        for write_month in MONTHLY:
            write_month(connection, outbox, month, seed)
        _deliver_twice(outbox, month[1])

    return write_files


def _registers(first: date, last: date) -> WriteFiles:
    """What writes the files with a rhythm of their own."""

    def write_files(connection: duckdb.DuckDBPyConnection, outbox: Outbox) -> None:
        for write_span in REGISTERS:
            write_span(connection, outbox, first, last)

    return write_files


def _written(
    connection: duckdb.DuckDBPyConnection, to: Path, parts: list[WriteFiles]
) -> Iterator[list[Path]]:
    """Write every part, two at a time; gives the files of each in the order of the parts."""
    writers: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
    for _ in range(WRITERS):
        writers.put(another_writer(connection))

    def files_of(write_files: WriteFiles) -> list[Path]:
        outbox = Outbox(to)
        writer = writers.get()
        try:
            write_files(writer, outbox)
        finally:
            writers.put(writer)
        return outbox.written

    with ThreadPoolExecutor(WRITERS) as threads:
        yield from threads.map(files_of, parts)


def _deliver_twice(outbox: Outbox, period: date) -> None:
    """D36: twice a year a file of the month comes once more, under another name."""
    sources = DELIVERED_TWICE.get(period.month)
    if sources:
        original = next(path for path in reversed(outbox.written) if path.name.startswith(sources))
        copy = original.with_name(f"{original.stem}_ny{original.suffix}")
        copy.write_bytes(original.read_bytes())
        outbox.written.append(copy)
