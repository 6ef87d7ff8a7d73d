"""Delimited text as a stream: decode, find the heading, check the structure, number the lines.

Nothing is typed here. Each whole row goes to a UTF-8 file with the line it began on and only the
columns asked for, so that personal columns are never written; each other row goes to a second
file with line, rule and what the rule speaks of, but none of its text.
"""

import contextlib
import csv
import io
import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from etl.reasons import FileFault

FIELD_LIMIT = 10_000
DELIMITERS = (";", ",", "\t", "|")
BLANKS = " \t\r\n\f\v\u00a0\u2007\u2009\u202f\u3000\ufeff\u200b\u200c\u200d\u2060"
Row = tuple[int | str, ...]


@dataclass(frozen=True)
class Dialect:
    """How a file is written: encoding as Python names it, one character as delimiter."""

    encoding: str
    delimiter: str


@dataclass(frozen=True)
class Wanted:
    """The columns to read, each with the headings it may have; and what else may stand there."""

    columns: tuple[tuple[str, ...], ...]
    optional: frozenset[int] = frozenset()
    known: tuple[str, ...] = ()


@dataclass
class Structure:
    """What the structure of a file gave.

    ``rows_in`` counts every row that is not blank, ``rows_bad`` those in the file of faults.
    ``headings`` are the file's own headings of the wanted columns, None where one is not there.
    """

    headings: tuple[str | None, ...] = ()
    unknown: tuple[str, ...] = ()
    rows_in: int = 0
    rows_bad: int = 0


def header(text: str, delimiter: str) -> list[str]:
    """The headings at the start of a text; none if it has no line."""
    return _heading(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def folded(name: str) -> str:
    """A heading as it is compared: composed, without blanks round it, without case."""
    return unicodedata.normalize("NFC", name).strip(BLANKS).casefold()


def has_headings(text: str, names: Iterable[str]) -> bool:
    """Whether the heading of a text holds all the names, whatever the delimiter."""
    wanted = {folded(name) for name in names}
    return any(wanted <= set(map(folded, header(text, delimiter))) for delimiter in DELIMITERS)


def delimiter_of(text: str, declared: str, wanted: Wanted) -> str:
    """The delimiter of a file: found in its heading only, the declared one if none fits.

    Raises:
        FileFault: S14, more than one delimiter gives the wanted columns.
    """
    fitting = [mark for mark in DELIMITERS if not _missing(header(text, mark), wanted)]
    if len(fitting) > 1 and len(wanted.columns) > 1:
        raise FileFault("S14", delimiters=" ".join(map(repr, fitting)))
    return fitting[0] if len(fitting) == 1 else declared


def read(path: Path, dialect: Dialect, wanted: Wanted, rows: Path, faults: Path) -> Structure:
    """Read a file as a stream into a file of rows and a file of faults.

    Args:
        path: The delivered file.
        dialect: How it is written.
        wanted: The columns to keep, in order.
        rows: Written: line number and the wanted columns there are; UTF-8, comma, no heading.
        faults: Written: line number, rule and what the rule speaks of.

    Raises:
        FileFault: E05, S03, S06, S07 or S11.
    """
    csv.field_size_limit(FIELD_LIMIT)
    try:
        with (
            path.open("r", encoding=dialect.encoding, newline="") as stream,
            rows.open("w", encoding="utf-8", newline="") as good,
            faults.open("w", encoding="utf-8", newline="") as bad,
        ):
            lines = csv.reader(stream, delimiter=dialect.delimiter, strict=True)
            names = _heading(lines)
            structure = _match(names, wanted)
            copied = _numbered(lines, names, structure, _Faults(csv.writer(bad)))
            csv.writer(good).writerows(copied)
            return structure
    except UnicodeDecodeError as error:
        raise _bad_byte(path, dialect.encoding, error) from error


class _Faults:
    """The rows that cannot be read, written as they are met; none of their text is kept."""

    def __init__(self, writer: Any) -> None:  # noqa: ANN401 - csv has no public writer type
        self.writer = writer
        self.count = 0

    def add(self, line: int, rule: str, other: str = "") -> None:
        self.count += 1
        self.writer.writerow((line, rule, other))


def _heading(lines: Iterator[list[str]]) -> list[str]:
    """The first row that is a heading: not blank, no comment, not Excel's ``sep=;``."""
    with contextlib.suppress(csv.Error):
        for row in lines:
            text = "".join(row).strip(BLANKS)
            if text and not text.startswith(("#", "sep=")):
                return [name.strip(BLANKS) for name in row]
    return []


def _match(names: list[str], wanted: Wanted) -> Structure:
    """Find the wanted columns among the headings."""
    found = [folded(name) for name in names]
    twice = sorted({name for name in names if name and found.count(folded(name)) > 1})
    if twice:
        raise FileFault("S07", columns=", ".join(twice))
    missing = _missing(names, wanted)
    if missing:
        rule = "S03" if len(missing) == len(wanted.columns) - len(wanted.optional) else "S06"
        raise FileFault(rule, columns=", ".join(missing))
    known = {folded(name) for group in (*wanted.columns, wanted.known) for name in group}
    return Structure(
        headings=tuple(_own(names, group) for group in wanted.columns),
        unknown=tuple(name for name in names if name and folded(name) not in known),
    )


def _own(names: list[str], group: tuple[str, ...]) -> str | None:
    """The file's own heading for a column."""
    wanted = {folded(name) for name in group}
    return next((name for name in names if folded(name) in wanted), None)


def _missing(names: Iterable[str], wanted: Wanted) -> list[str]:
    found = {folded(name) for name in names}
    return [
        group[0]
        for place, group in enumerate(wanted.columns)
        if place not in wanted.optional and not found & {folded(name) for name in group}
    ]


def _numbered(
    lines: Any,  # noqa: ANN401 - csv has no public reader type
    names: list[str],
    structure: Structure,
    faults: _Faults,
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
    """The fault of a byte that is not of the encoding, with its line."""
    byte = f"0x{error.object[error.start]:02X}"
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as found:
                byte = f"0x{found.object[found.start]:02X}"
                return FileFault("E05", line=number, byte=byte, encoding=encoding)
    return FileFault("E05", line=1, byte=byte, encoding=encoding)
