"""Delimited text as a stream: decode, find the heading, check the structure, number the lines.

Nothing is typed here.
"""

import contextlib
import csv
import io
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from etl.reasons import FileFault
from etl.structure import (
    BLANKS,
    FIELD_LIMIT,
    Faults,
    Row,
    Structure,
    Wanted,
    folded,
    match,
    missing,
    written,
)

DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Dialect:
    """How a file is written: encoding as Python names it, one character as delimiter."""

    encoding: str
    delimiter: str


def header(text: str, delimiter: str) -> list[str]:
    """The headings at the start of a text; none if it has no line."""
    return _heading(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def has_headings(text: str, names: Iterable[str]) -> bool:
    """Whether the heading of a text holds all the names, whatever the delimiter."""
    wanted = {folded(name) for name in names}
    return any(wanted <= set(map(folded, header(text, delimiter))) for delimiter in DELIMITERS)


def delimiter_of(text: str, declared: str, wanted: Wanted) -> str:
    """The delimiter of a file: found in its heading only, the declared one if none fits.

    Raises:
        FileFault: S14, more than one delimiter gives the wanted columns.
    """
    fitting = [mark for mark in DELIMITERS if not missing(header(text, mark), wanted)]
    if len(fitting) > 1 and len(wanted.columns) > 1:
        raise FileFault("S14", delimiters=" ".join(map(repr, fitting)))
    return fitting[0] if len(fitting) == 1 else declared


def read(path: Path, dialect: Dialect, wanted: Wanted, rows: Path, faults: Path) -> Structure:
    """Read a file as a stream into a file of rows and a file of faults.

    Args:
        path: The delivered file.
        dialect: How it is written.
        wanted: The columns to keep, in order.
        rows: Written: see etl/structure.py.
        faults: Written: see etl/structure.py.

    Raises:
        FileFault: E05, S03, S06, S07 or S11.
    """
    csv.field_size_limit(FIELD_LIMIT)
    try:
        with (
            path.open("r", encoding=dialect.encoding, newline="") as stream,
            written(rows, faults) as (good, bad),
        ):
            lines = csv.reader(stream, delimiter=dialect.delimiter, strict=True)
            names = _heading(lines)
            structure = match(names, wanted)
            good.writerows(_numbered(lines, names, structure, bad))
            return structure
    except UnicodeDecodeError as error:
        raise _bad_byte(path, dialect.encoding, error) from error


def _heading(lines: Iterator[list[str]]) -> list[str]:
    """The first row that is a heading: not blank, no comment, not Excel's ``sep=;``."""
    with contextlib.suppress(csv.Error):
        for row in lines:
            text = "".join(row).strip(BLANKS)
            if text and not text.startswith(("#", "sep=")):
                return [name.strip(BLANKS) for name in row]
    return []


def _numbered(
    lines: Any,  # noqa: ANN401 - csv has no public reader type
    names: list[str],
    structure: Structure,
    faults: Faults,
) -> Iterator[Row]:
    """Each whole row with the physical line it begins on; the others go to the faults.

    The inner loop runs once a row of a city's files: a row without anything odd about it costs
    three comparisons.
    """
    pick = _picker(names, structure)
    width, last_name = len(names), names[-1]
    good, first = 0, lines.line_num + 1
    while True:
        try:
            for row in lines:
                if len(row) == width and row[0] and row[-1] != last_name:
                    good += 1
                    yield (first, *pick(row))
                elif not _is_blank(row):
                    rule, other = _odd(row, names)
                    if rule:
                        faults.add(first, rule, other)
                    else:
                        good += 1
                        yield (first, *pick(row))
                first = lines.line_num + 1
            break
        except csv.Error as error:
            faults.add(first, _unreadable(str(error), first, lines.line_num))
            first = lines.line_num + 1
    structure.rows_bad = faults.count
    structure.rows_in = good + faults.count


def _picker(names: list[str], structure: Structure) -> Callable[[list[str]], tuple[str, ...]]:
    """Takes the wanted columns out of a row."""
    places = [names.index(heading) for heading in structure.headings if heading is not None]
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return cast("Callable[[list[str]], tuple[str, ...]]", operator.itemgetter(*places))


def _is_blank(row: list[str]) -> bool:
    """Blank lines, delimiters only, comments, and the Ctrl-Z old systems end a file with."""
    if len(row) == 1 and row[0].startswith("#"):
        return True
    return not "".join(row).strip(BLANKS + "\x1a")


def _odd(row: list[str], names: list[str]) -> tuple[str, str]:
    """The rule a row breaks, and what the rule speaks of; no rule if the row is whole."""
    if [folded(name) for name in row] == [folded(name) for name in names]:
        return "S28", ""
    if len(row) != len(names):
        return "S08" if len(row) > len(names) else "S09", f"{len(row)} / {len(names)}"
    return "", ""


def _unreadable(error: str, first: int, last: int) -> str:
    """The rule a row breaks that cannot be cut into fields.

    Raises:
        FileFault: S11, a quote swallows the rows after it.
    """
    if last > first or "unexpected end" in error:
        raise FileFault("S11", line=first)
    return "E15" if "field limit" in error else "S16"


def _bad_byte(path: Path, encoding: str, error: UnicodeDecodeError) -> FileFault:
    """The fault of a byte that is not of the encoding, with its line and one before that is."""
    byte = f"0x{error.object[error.start]:02X}"
    number, sound = 1, 1
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as found:
                byte = f"0x{found.object[found.start]:02X}"
                break
            # A line with letters beyond ASCII shows more than one without.
            sound = sound if line.isascii() else number
    return FileFault("E05", line=number, byte=byte, encoding=encoding, other=sound)
