"""Delimited text as a stream: decode, find the heading, check the structure, number the lines.

Nothing is typed here. Blocks of a city's large files are looked at whole; only one with something
odd in it, such as a line break between quotes, is read line by line.
"""

import codecs
import contextlib
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from etl.reasons import FileFault
from etl.structure import (
    BLANKS,
    FIELD_LIMIT,
    Faults,
    Layout,
    Row,
    Wanted,
    folded,
    match,
    missing,
    upright,
)

DELIMITERS = (";", ",", "\t", "|")
#: Small: one odd row makes its whole block be read line by line, and the parts of a block stay in
#: the cache of the processor.
BLOCK = 1 << 16
LINE_LIMIT = 1 << 26
END = ord("\n")
QUOTE = ord('"')
#: What a row that is blank may begin with, behind the quote if there is one: the quote that ends
#: nothing, a delimiter, or a byte of a blank in any encoding.
MAY_BE_BLANK = np.frombuffer(b'";,\t| \f\v\x1a\xa0\xc2\xe2\xe3\xef', np.uint8)


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


class Text:
    """A delimited file that is open at its first row.

    Args:
        path: The delivered file.
        dialect: How it is written.
        wanted: The columns to keep, in order.

    Attributes:
        structure: Headings at once, counts when the rows are poured.
        layout: How the rows are poured.

    Raises:
        FileFault: E05, E17, S03, S06 or S07.
    """

    def __init__(self, path: Path, dialect: Dialect, wanted: Wanted) -> None:
        csv.field_size_limit(FIELD_LIMIT)
        self.path = path
        self.dialect = dialect
        self.lines = _Lines(path, dialect.encoding)
        with self._right_bytes():
            self.names = _heading(csv.reader(self.lines, delimiter=dialect.delimiter, strict=True))
        self.structure = match(self.names, wanted)
        self.layout = Layout(dialect.delimiter, len(self.names), self._places())

    def _places(self) -> list[tuple[int, int]]:
        return [
            (number, self.names.index(heading))
            for number, heading in enumerate(self.structure.headings)
            if heading is not None
        ]

    def pour(self, rows: BinaryIO, faults: Path) -> None:
        """Write every whole row with its line, as ``layout`` says, and the others to the faults.

        Raises:
            FileFault: E05, E17 or S11.
        """
        with faults.open("w", encoding="utf-8", newline="") as bad, self._right_bytes():
            told = Faults(csv.writer(bad))
            good = 0
            while True:
                good += self._pour_lines(rows, told)
                if not (block := self.lines.next_block()):
                    break
                count = self._pour_block(rows, block)
                good += count
                if not count:
                    self.lines.take(block)
        self.structure.rows_bad = told.count
        self.structure.rows_in = good + told.count

    def _pour_block(self, rows: BinaryIO, block: bytes) -> int:
        """Write a block with nothing odd in it as it stands; returns its rows, 0 if it is odd."""
        even = _even(block, self.names, self.dialect.delimiter, self.lines.encoding)
        if not even:
            return 0
        texts = even.decode(self.lines.encoding)[:-1].split("\n")
        first, between = self.lines.number + 1, self.dialect.delimiter
        numbered = [f"{line}{between}{text}" for line, text in enumerate(texts, first)]
        rows.write(upright("\n".join(numbered) + "\n"))
        self.lines.number += len(texts)
        return len(texts)

    def _pour_lines(self, rows: BinaryIO, faults: Faults) -> int:
        """Read the lines at hand one by one, and those a quoted line break leads on to."""
        text = io.StringIO()
        # Quotes round all: a lone CR is written without them otherwise.
        writer = csv.writer(
            text, delimiter=self.dialect.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        count = 0
        for row in self._whole(faults):
            writer.writerow(row)
            count += 1
        rows.write(upright(text.getvalue()))
        return count

    def _whole(self, faults: Faults) -> Iterator[Row]:
        """Each whole row with the physical line it begins on; the others go to the faults."""
        reader = csv.reader(self.lines, delimiter=self.dialect.delimiter, strict=True)
        width, last_name = len(self.names), self.names[-1]
        while self.lines.has_line:
            first = self.lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                faults.add(first, _unreadable(str(error), first, self.lines.number))
                continue
            if len(row) == width and row[0] and row[-1] != last_name:
                yield (first, *row)
            elif not _is_blank(row):
                rule, other = _odd(row, self.names)
                if rule:
                    faults.add(first, rule, other)
                else:
                    yield (first, *row)

    @contextlib.contextmanager
    def _right_bytes(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:
            raise _bad_byte(self.path, self.dialect.encoding, error) from error


class _Lines:
    """The lines of a file, in blocks that end with one.

    Iterating gives them one by one, as csv asks for them, and goes on into the next block where a
    row does. ``number`` is that of the last line given.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self.encoding = "utf-8" if encoding in {"utf-8-sig", "utf-16"} else encoding
        self.blocks = _blocks(path, encoding)
        self.number = 0
        self.lines: list[str] = []
        self.at = 0

    @property
    def has_line(self) -> bool:
        """Whether a line of the block at hand is left."""
        return self.at < len(self.lines)

    def next_block(self) -> bytes:
        """The next block, empty at the end."""
        return next(self.blocks, b"")

    def take(self, block: bytes) -> None:
        """Have the lines of a block at hand."""
        self.lines = list(io.StringIO(block.decode(self.encoding), newline=""))
        self.at = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if not self.has_line:
            self.take(next(self.blocks))
        self.at += 1
        self.number += 1
        return self.lines[self.at - 1]


def _blocks(path: Path, encoding: str) -> Iterator[bytes]:
    """The file in blocks that end with a line; UTF-16, whose bytes are no ASCII, as UTF-8.

    Raises:
        FileFault: E17, a line is too long to be one.
    """
    rest = b""
    for chunk in _chunks(path, encoding):
        block = rest + chunk
        # A CR at the very end may be half of a line end.
        cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, len(block) - 1)) + 1
        rest = block[cut:]
        if len(rest) > LINE_LIMIT:
            raise FileFault("E17", limit=LINE_LIMIT)
        if cut:
            yield block[:cut]
    if rest:
        yield rest


def _chunks(path: Path, encoding: str) -> Iterator[bytes]:
    if encoding == "utf-16":
        with path.open("r", encoding=encoding, newline="") as text:
            yield from iter(lambda: text.read(BLOCK).encode(), b"")
        return
    with path.open("rb") as stream:
        first = stream.read(BLOCK)
        yield first.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8-sig" else first
        yield from iter(lambda: stream.read(BLOCK), b"")


def _heading(lines: Iterator[list[str]]) -> list[str]:
    """The first row that is a heading: not blank, no comment, not Excel's ``sep=;``."""
    with contextlib.suppress(csv.Error):
        for row in lines:
            text = "".join(row).strip(BLANKS)
            if text and not text.startswith(("#", "sep=")):
                return [name.strip(BLANKS) for name in row]
    return []


def _even(block: bytes, names: list[str], delimiter: str, encoding: str) -> bytes:
    """The block with plain line ends if every line of it is a row with nothing odd; else nothing.

    Looks at the whole block at once: no NULs or lone CR, quotes round whole fields only; on every
    line as many delimiters as in the heading, no field that may be too long, nothing that may be a
    blank row or a repeated heading. What is odd is looked at line by line, and may prove to be in
    order.
    """
    ends = block.count(b"\n")
    if b"\r" in block and block.count(b"\r\n") == block.count(b"\r") == ends:
        block = block.replace(b"\r\n", b"\n")
    heading_ends = (f"{delimiter}{names[-1]}\n", f'{delimiter}"{names[-1]}"\n')
    odd = (b"\0", b"\r", *(end.encode(encoding, errors="replace") for end in heading_ends))
    if len(names) == 1 or not block.endswith(b"\n") or any(text in block for text in odd):
        return b""
    return block if _has_even_lines(block, len(names), ends, delimiter) else b""


def _has_even_lines(block: bytes, width: int, ends: int, delimiter: str) -> bool:
    letters = np.frombuffer(block, np.uint8)
    marks = np.flatnonzero((letters == ord(delimiter)) | (letters == END))
    if b'"' in block:
        quotes = np.flatnonzero(letters == QUOTE)
        if not _has_whole_quotes(letters, quotes, delimiter):
            return False
        # Between quotes a delimiter is text; a line break would be too, and a line would be short.
        marks = marks[np.searchsorted(quotes, marks) % 2 == 0]
    if len(marks) != width * ends or not (letters[marks[width - 1 :: width]] == END).all():
        return False
    begins = np.concatenate(([0], marks[width - 1 :: width][:-1] + 1))
    begins += letters[begins] == QUOTE
    longest = max(int(marks[0]), int(np.diff(marks).max()))
    return longest <= FIELD_LIMIT and not np.isin(letters[begins], MAY_BE_BLANK).any()


def _has_whole_quotes(letters: np.ndarray, quotes: np.ndarray, delimiter: str) -> bool:
    """Whether every quote begins or ends a field, in turn: none inside one, none doubled."""
    if len(quotes) % 2:
        return False
    # A block begins after the end of a line.
    before, after = np.concatenate(([END], letters))[quotes[::2]], letters[quotes[1::2] + 1]
    ends = (ord(delimiter), END)
    return bool(np.isin(before, ends).all() and np.isin(after, ends).all())


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
