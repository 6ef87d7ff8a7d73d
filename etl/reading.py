"""Which reader reads a source's files, and with what."""

from pathlib import Path

from etl.glance import Glance
from etl.readers import delimited, ldif
from etl.recognise import encoding_of, head_text
from etl.source import Source
from etl.structure import Structure, Wanted


def read(seen: Glance, source: Source, rows: Path, faults: Path) -> Structure:
    """Read a file by its source's reader into a file of rows and a file of faults.

    Raises:
        FileFault: The file as a whole cannot be read; the rules stand with each reader.
    """
    wanted = Wanted(source.columns, source.optional, (*source.blank, *source.unused))
    if source.reader == "ldif":
        return ldif.read(seen.path, wanted, rows, faults)
    delimiter = delimited.delimiter_of(head_text(seen, source), source.delimiter, wanted)
    dialect = delimited.Dialect(encoding_of(seen, source), delimiter)
    return delimited.read(seen.path, dialect, wanted, rows, faults)
