"""Finished lines out of DuckDB: rows are put together in SQL, files only join them."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def month_lines(
    connection: duckdb.DuckDBPyConnection, script: str, month_no: int, **parameters: object
) -> list[str]:
    """The lines a month's query gives, in its order; column ``line``."""
    query = resources.files("etl.sample").joinpath(script).read_text(encoding="utf-8")
    columns = connection.execute(query, {"month_no": month_no, **parameters}).fetchnumpy()
    return list(columns["line"])
