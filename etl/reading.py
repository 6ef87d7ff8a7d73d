"""Which reader reads a source's files, and with what."""

from pathlib import Path

import duckdb

from etl import raw
from etl.glance import Glance
from etl.readers import delimited, ldif, xlsx
from etl.reasons import FileFault
from etl.recognise import encoding_of, head_text
from etl.source import Source
from etl.structure import Structure, Wanted


def read(
    connection: duckdb.DuckDBPyConnection, seen: Glance, source: Source, rows: Path, faults: Path
) -> Structure:
    """Read a file by its source's reader.

    Args:
        connection: Turns what a reader gives into a file of rows.
        seen: The first look at the file.
        source: Whose file it is.
        rows: Written: the file of rows, see etl/raw.py.
        faults: Written: the rows that cannot be read, see etl/structure.py.

    Raises:
        FileFault: The file as a whole cannot be read; the rules stand with each reader.
    """
    wanted = Wanted(source.columns, source.optional, (*source.blank, *source.unused))
    if source.reader != "xlsx" and seen.is_workbook:
        raise FileFault("S20", kind="xlsx")
    if source.reader == "delimited":
        return _poured(connection, seen, source, wanted, (rows, faults))
    written = rows.with_suffix(".csv")
    structure = (
        xlsx.read(seen.path, _sheet(source), wanted, written, faults)
        if source.reader == "xlsx"
        else ldif.read(seen.path, wanted, written, faults)
    )
    present = [no for no, heading in enumerate(structure.headings) if heading is not None]
    raw.keep(connection, written, present, rows)
    return structure


def _poured(
    connection: duckdb.DuckDBPyConnection,
    seen: Glance,
    source: Source,
    wanted: Wanted,
    paths: tuple[Path, Path],
) -> Structure:
    """Read delimited text, whose rows are cut as they are poured."""
    rows, faults = paths
    delimiter = delimited.delimiter_of(head_text(seen, source), source.delimiter, wanted)
    dialect = delimited.Dialect(encoding_of(seen, source), delimiter)
    text = delimited.Text(seen.path, dialect, wanted)
    raw.pour(connection, text.layout, lambda pipe: text.pour(pipe, faults), rows)
    return text.structure


def _sheet(source: Source) -> xlsx.Sheet:
    """Where in a workbook a source's rows stand, and what its columns are to hold."""
    types = {column.name: column.type for column in source.contract.fields}
    held = {field.headings: (types[field.target], field) for field in source.fields}
    columns = [held[headings] for headings in source.columns]
    return xlsx.Sheet(
        source.sheet,
        source.header_row,
        frozenset(no for no, (kind, _) in enumerate(columns) if kind == "string"),
        [field.decimals or 0 if kind == "integer" else None for kind, field in columns],
    )
