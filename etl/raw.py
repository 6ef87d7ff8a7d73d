"""The rows of a file as text, in Parquet: the line each begins on and the columns asked for.

DuckDB cuts rows into columns ten times as fast as Python. What it is given is written to no disk:
a reader pours whole rows into a pipe, and only the columns asked for come out of it.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import duckdb

from etl.quoting import literal, name
from etl.structure import Layout

#: Bytes a pipe holds at most before somebody reads it.
PIPE_HOLDS = 1 << 16


def column(number: int) -> str:
    """The name of a wanted column in the file of rows."""
    return name(f"c{number}")


def rows(path: Path) -> str:
    """A table function over a file of rows."""
    return f"read_parquet({literal(str(path))})"


def read_csv(path: str, columns: dict[str, str], delimiter: str = ",", end: str = "\\r\\n") -> str:
    """A table function over text that Python's csv wrote: quotes, no heading.

    The line end is said outright: left to itself DuckDB takes it from a quoted line break.
    """
    types = ", ".join(f"{literal(column)}: {literal(sql)}" for column, sql in columns.items())
    return (
        f"read_csv({literal(path)}, header=false, auto_detect=false, delim={literal(delimiter)}, "
        f"quote='\"', escape='\"', new_line={literal(end)}, columns={{{types}}})"
    )


def keep(
    connection: duckdb.DuckDBPyConnection, written: Path, numbers: Sequence[int], path: Path
) -> None:
    """Turn a file a reader wrote (etl/structure.py) into a file of rows, and remove it."""
    columns = {"source_line": "BIGINT", **{f"c{number}": "VARCHAR" for number in numbers}}
    _copy(connection, f"select * from {read_csv(str(written), columns)}", path)
    written.unlink()


def pour(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    fill: Callable[[BinaryIO], None],
    path: Path,
) -> None:
    """Turn what ``fill`` writes into a file of rows, as it is written.

    Args:
        connection: Does the cutting; it is busy until all is poured.
        layout: How the rows are written.
        fill: Writes the rows into the stream it is given; runs in a thread of its own.
        path: The file of rows.

    Raises:
        Exception: Whatever ``fill`` raises.
    """
    out, into = os.pipe()
    with ThreadPoolExecutor(1) as threads:
        filled = threads.submit(_fill, layout, fill, into)
        try:
            _copy(connection, _select(layout, out), path)
        finally:
            os.close(out)
    filled.result()


def _fill(layout: Layout, fill: Callable[[BinaryIO], None], into: int) -> None:
    with os.fdopen(into, "wb") as stream:
        try:
            fill(stream)
        finally:
            _wait_for_reader(layout, stream)


def _wait_for_reader(layout: Layout, stream: BinaryIO) -> None:
    """Write rows of line 0 until the pipe could hold no more of them.

    A pipe that is closed before it is opened at the other end keeps the reader waiting for ever;
    when more is written than it holds, somebody has begun to read.
    """
    row = ("0" + layout.delimiter * layout.width + "\n").encode()
    stream.write(row * (PIPE_HOLDS // len(row) + 1))


def _select(layout: Layout, out: int) -> str:
    columns = {"source_line": "BIGINT", **{f"p{n}": "VARCHAR" for n in range(layout.width)}}
    kept = "".join(f", {name(f'p{place}')} as {column(n)}" for n, place in layout.places)
    poured = read_csv(f"/dev/fd/{out}", columns, layout.delimiter, "\\n")
    return f"select source_line{kept} from {poured} where source_line > 0"


def _copy(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    connection.execute(f"copy ({select}) to {literal(str(path))} (format parquet, compression lz4)")
