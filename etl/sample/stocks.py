"""What stands in the city at each month's end: volumes made into objects that live for months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import run_script

if TYPE_CHECKING:
    import duckdb


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make object_stays of the volumes, and external_quantities."""
    run_script(connection, "volumes.sql")
    make_objects(connection)


def make_objects(connection: duckdb.DuckDBPyConnection) -> None:
    """Add objects to object_stays, exactly as many as the table quantities says.

    ``quantities`` has month_no, org_id, service_id, quantity and is_shared: spread over the
    department's cost centres by their weights, or all in its default one.
    """
    run_script(connection, "shares.sql")
    run_script(connection, "stocks.sql")
