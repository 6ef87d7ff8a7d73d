"""What a reader of source files gives: whole rows with their lines, the others with why not.

A reader writes two files. Rows are UTF-8, comma and quotes, the line a row begins on and then the
columns asked for, so that personal columns are never written; delimited text pours its rows whole
into a pipe instead. Faults are line, rule and what the rule speaks of, and none of the row's text.
"""

import contextlib
import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from etl.reasons import FileFault

FIELD_LIMIT = 10_000
#: Marks that turn the direction of writing, as UTF-8 writes them.
TURNING = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
BLANKS = " \t\r\n\f\v\u00a0\u2007\u2009\u202f\u3000\ufeff\u200b\u200c\u200d\u2060"
Row = tuple[int | str, ...]
Note = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Wanted:
    """The columns to read, each with the headings it may have; and what else may stand there."""

    columns: tuple[tuple[str, ...], ...]
    optional: frozenset[int] = frozenset()
    known: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every heading that is expected, as it is compared."""
        return frozenset(folded(name) for group in (*self.columns, self.known) for name in group)


@dataclass
class Structure:
    """What the structure of a file gave.

    ``rows_in`` counts every row that is not blank, ``rows_bad`` those in the file of faults.
    ``headings`` are the file's own headings of the wanted columns, None where one is not there;
    ``notes`` what a person should know, as rules and what they speak of.
    """

    headings: tuple[str | None, ...] = ()
    unknown: tuple[str, ...] = ()
    rows_in: int = 0
    rows_bad: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How rows are poured: UTF-8 with line ends, the line's number and then ``width`` columns.

    ``places`` are the columns to keep, each under its number among the wanted columns.
    """

    delimiter: str
    width: int
    places: Sequence[tuple[int, int]]


class Faults:
    """The rows that cannot be read, written as they are met; none of their text is kept."""

    def __init__(self, writer: Any) -> None:  # noqa: ANN401 - csv has no public writer type
        self.writer = writer
        self.count = 0

    def add(self, line: int, rule: str, other: str = "") -> None:
        """Write down that the row of a line is not read, by which rule, and what it speaks of."""
        self.count += 1
        self.writer.writerow((line, rule, other))


@contextlib.contextmanager
def written(rows: Path, faults: Path) -> Iterator[tuple[Any, Faults]]:
    """The two files a reader fills: a csv writer for whole rows, and the faults."""
    with (
        rows.open("wb") as good,
        faults.open("w", encoding="utf-8", newline="") as bad,
    ):
        yield csv.writer(_Upright(good)), Faults(csv.writer(bad))


@dataclass(frozen=True)
class _Upright:
    """A file of text as csv asks for one, written as UTF-8."""

    stream: BinaryIO

    def write(self, text: str) -> None:
        self.stream.write(upright(text))


def upright(text: str) -> bytes:
    """Text as UTF-8 in which what turns the direction of writing stands as its code (E13).

    No page, file or print then has to remember that those marks are not to be shown.
    """
    return TURNING.sub(lambda mark: b"\\u%04x" % ord(mark[0].decode()), text.encode())


def folded(name: str) -> str:
    """A heading as it is compared: composed, without blanks round it, without case."""
    return unicodedata.normalize("NFC", name).strip(BLANKS).casefold()


def match(names: Sequence[str], wanted: Wanted) -> Structure:
    """Find the wanted columns among the headings.

    Raises:
        FileFault: S07 a heading stands twice, S03 none of the wanted is there, S06 one is not.
    """
    found = [folded(name) for name in names]
    twice = sorted({name for name in names if name and found.count(folded(name)) > 1})
    if twice:
        raise FileFault("S07", columns=", ".join(twice))
    lacking = missing(names, wanted)
    if lacking:
        rule = "S03" if len(lacking) == len(wanted.columns) - len(wanted.optional) else "S06"
        raise FileFault(rule, columns=", ".join(lacking))
    known = wanted.names
    return Structure(
        headings=tuple(_own(names, group) for group in wanted.columns),
        unknown=tuple(name for name in names if name and folded(name) not in known),
    )


def _own(names: Sequence[str], group: tuple[str, ...]) -> str | None:
    """The file's own heading for a column."""
    wanted = {folded(name) for name in group}
    return next((name for name in names if folded(name) in wanted), None)


def missing(names: Iterable[str], wanted: Wanted) -> list[str]:
    """The columns that must be there and are not."""
    found = {folded(name) for name in names}
    return [
        group[0]
        for place, group in enumerate(wanted.columns)
        if place not in wanted.optional and not found & {folded(name) for name in group}
    ]
