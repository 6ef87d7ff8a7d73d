"""Finished lines out of DuckDB: rows are put together in SQL, files only join them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def lines_of(connection: duckdb.DuckDBPyConnection, statement: str, number: int) -> list[str]:
    """The lines a prepared statement gives for a month or reading, in its order.

    Each connection prepares it once, which saves parsing it for each file; DuckDB plans it each
    time, and for a small city that is most of the work.

    Args:
        connection: Of another_writer.
        statement: ``execute name(parameter := getvariable('number'))``; gives the column ``line``.
        number: The month's or the reading's number.
    """
    connection.execute("set variable number = ?", [number])
    columns = connection.execute(statement).fetchnumpy()
    return list(columns["line"])
