"""Which reader reads a source's files, and with what."""

from pathlib import Path

from etl.glance import Glance
from etl.readers import delimited, ldif, xlsx
from etl.reasons import FileFault
from etl.recognise import encoding_of, head_text
from etl.source import Source
from etl.structure import Structure, Wanted


def read(seen: Glance, source: Source, rows: Path, faults: Path) -> Structure:
    """Read a file by its source's reader into a file of rows and a file of faults.

    Raises:
        FileFault: The file as a whole cannot be read; the rules stand with each reader.
    """
    wanted = Wanted(source.columns, source.optional, (*source.blank, *source.unused))
    if source.reader == "xlsx":
        return xlsx.read(seen.path, _sheet(source), wanted, rows, faults)
    if seen.is_workbook:
        raise FileFault("S20", kind="xlsx")
    if source.reader == "ldif":
        return ldif.read(seen.path, wanted, rows, faults)
    delimiter = delimited.delimiter_of(head_text(seen, source), source.delimiter, wanted)
    dialect = delimited.Dialect(encoding_of(seen, source), delimiter)
    return delimited.read(seen.path, dialect, wanted, rows, faults)


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
