"""Directory exports (LDIF, RFC 2849) as a stream: one row for each entry, on the line of its dn.

Lines that begin with a blank continue the one before, ``::`` is base64, ``#`` begins a comment and
a blank line ends an entry. Attributes are picked by name as columns are; one with several values
gives them with ``|`` between. An entry that is not written as it should be is told as a fault, the
others come through. Nothing a value points to (``:<``) is ever fetched.

Most entries of a directory begin their lines alike: what is to be read where is worked out once
for each such form. Only an entry that is written in any other way is read line by line.
"""

import base64
import binascii
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from etl.reasons import FileFault
from etl.structure import FIELD_LIMIT, Faults, Row, Structure, Wanted, folded, written

BETWEEN = "|"
#: A line of more bytes than this is no text of a directory.
LINE_LIMIT = 1 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Bytes that are looked at together; what has no blank line among so many is read line by line.
BLOCK = 1 << 20
BLANK_LINES = (b"\n\n", b"\n\r\n")
#: How a line begins: the name of an attribute and what says how its value is written.
BEGINS = re.compile(r"^[^:\n]*:[:<]?", re.MULTILINE)
#: Forms that are remembered; a directory has some ten.
FORMS = 1000


class _Bad(Exception):  # noqa: N818 - a fault of an entry, caught where the entry ends
    """An entry that cannot be read: the rule, and what the rule speaks of."""

    def __init__(self, rule: str, other: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.other = other


@dataclass(slots=True)
class _Line:
    """A line with those that continue it, and where it begins."""

    number: int
    parts: list[bytes]
    size: int

    @property
    def text(self) -> bytes:
        """The whole line.

        Raises:
            _Bad: E15, longer than a text of a directory.
        """
        if self.size > LINE_LIMIT:
            raise _Bad("E15")
        return self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)

    def add(self, part: bytes) -> None:
        """Continue the line; of one that is too long only the size is kept."""
        self.size += len(part)
        if self.size <= LINE_LIMIT:
            self.parts.append(part)


def read(path: Path, wanted: Wanted, rows: Path, faults: Path) -> Structure:
    """Read a directory export as a stream into a file of rows and a file of faults.

    Args:
        path: The delivered file.
        wanted: The attributes to keep; any of them may be missing in an entry.
        rows: Written: see etl/structure.py.
        faults: Written: see etl/structure.py.

    Raises:
        FileFault: F01, the file is no LDIF of version 1.
    """
    with path.open("rb") as stream, written(rows, faults) as (good, bad):
        entries = _Entries(wanted, bad)
        for block in _blocks(stream):
            good.writerows(entries.of_block(block))
        good.writerows(entries.by_line(stream))
    return Structure(
        headings=tuple(group[0] for group in wanted.columns),
        unknown=tuple(sorted(entries.unknown)),
        rows_in=entries.count,
        rows_bad=bad.count,
    )


# --- lines and entries --------------------------------------------------------------------------


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks that end with a blank line; the stream is left where none can be cut."""
    begin = len(BYTE_ORDER_MARK) if stream.read(3) == BYTE_ORDER_MARK else 0
    while True:
        stream.seek(begin)
        chunk = stream.read(BLOCK)
        ends = [chunk.rfind(blank) + len(blank) for blank in BLANK_LINES if blank in chunk]
        if not ends:
            break
        yield chunk[: max(ends)]
        begin += max(ends)
    stream.seek(begin)


def _lines(stream: BinaryIO, number: int) -> Iterator[_Line]:
    """The lines with their continuations, the first of them with its number.

    What comes first continues the blank line before it, if it continues anything.
    """
    line = _Line(number - 1, [b""], 0) if number > 1 else None
    for at, part in enumerate(_physical(stream), start=number):
        if part[:1] == b" " and line:
            line.add(part[1:])
            continue
        if line:
            yield line
        line = _Line(at, [part] if len(part) <= LINE_LIMIT else [], len(part))
    if line:
        yield line


def _physical(stream: BinaryIO) -> Iterator[bytes]:
    """The lines as they stand without their ends; one that is too long gives its beginning."""
    while part := stream.readline(LINE_LIMIT + 2):
        whole = part
        while len(part) > LINE_LIMIT and not part.endswith(b"\n"):
            part = stream.readline(LINE_LIMIT + 2)
        yield whole.rstrip(b"\r\n\x1a")


def _is_version(line: _Line) -> bool:
    name, _, value = b"".join(line.parts).partition(b":")
    if name.lower() == b"version" and value.strip() == b"1":
        return True
    if name.lower() == b"dn":
        return False
    raise FileFault("F01")


# --- values -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Form:
    """How the lines of an entry begin, and where its values stand.

    ``names`` are the attributes; ``columns`` holds, for each wanted column, the line of each of
    its values, the letters before the value, and how the value is read.
    """

    names: frozenset[str]
    columns: Sequence[Sequence[tuple[int, int, Callable[[str], str]]]]

    def values(self, entry: str) -> list[str]:
        """The value of each wanted column."""
        lines = entry.split("\n")
        return [
            BETWEEN.join([read(lines[at][start:]) for at, start, read in places])
            for places in self.columns
        ]


class _Entries:
    """Turns entries into rows, and counts them."""

    def __init__(self, wanted: Wanted, faults: Faults) -> None:
        self.faults = faults
        self.count = 0
        self.number = 1
        self.is_begun = False
        self.unknown: set[str] = set()
        self.known = wanted.names
        self.width = len(wanted.columns)
        self.places: dict[str, list[int]] = {}
        self.forms: dict[tuple[str, ...], _Form] = {}
        for place, group in enumerate(wanted.columns):
            for name in group:
                self.places.setdefault(folded(name), []).append(place)

    def of_block(self, block: bytes) -> Iterator[Row]:
        """The rows of the entries of a block that ends with a blank line."""
        try:
            text = block.replace(b"\r\n", b"\n").decode()
        except UnicodeDecodeError:
            text = "\r"
        if "\r" in text or "\x1a" in text:
            yield from self.by_line(io.BytesIO(block))
            self.number += block.count(b"\n")
            return
        for entry in text[:-2].split("\n\n"):
            values = self._of_form(entry)
            if values is None:
                yield from self.by_line(io.BytesIO(entry.encode()))
            else:
                self.count += 1
                yield (self.number, *values)
            self.number += entry.count("\n") + 2

    def by_line(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows of entries that are read line by line."""
        for record in self._records(_lines(stream, self.number)):
            self.count += 1
            try:
                values = self._values(record)
            except _Bad as bad:
                self.faults.add(record[0].number, bad.rule, bad.other)
            else:
                yield (record[0].number, *values)

    def _records(self, lines: Iterable[_Line]) -> Iterator[list[_Line]]:
        """The lines of each entry.

        Raises:
            FileFault: F01, the first line of the file is neither the version nor a dn.
        """
        record: list[_Line] = []
        for line in lines:
            begins = line.parts[0][:1] if line.parts else b"?"
            if begins == b"#":
                continue
            if begins and not self.is_begun:
                self.is_begun = True
                if _is_version(line):
                    continue
            if begins:
                record.append(line)
            elif record:
                yield record
                record = []
        if record:
            yield record

    def _of_form(self, entry: str) -> list[str] | None:
        """The values of an entry written in a usual form; None where it must be read by line."""
        begins = tuple(BEGINS.findall(entry))
        is_long = len(entry) > FIELD_LIMIT
        if not self.is_begun or is_long or len(begins) != entry.count("\n") + 1:
            return None
        form = self.forms[begins] if begins in self.forms else self._form(begins)
        if form is None:
            return None
        try:
            values = form.values(entry)
        except _Bad:
            return None
        if begins not in self.forms:
            self.unknown |= form.names - set(self.places) - self.known
            if len(self.forms) < FORMS:
                self.forms[begins] = form
        return values

    def _form(self, begins: tuple[str, ...]) -> _Form | None:
        """Where the values stand in entries whose lines begin so."""
        names = [_name(begin.partition(":")[0].encode()) for begin in begins]
        is_plain = names[:1] == ["dn"] and "dn" not in names[1:] and "changetype" not in names
        if not is_plain or None in names or any(begin.endswith("<") for begin in begins):
            return None
        columns: list[list[tuple[int, int, Callable[[str], str]]]] = [[] for _ in range(self.width)]
        for at, (name, begin) in enumerate(zip(names, begins, strict=True)):
            for column in self.places.get(name or "", ()):
                columns[column].append((at, len(begin), _base64 if begin[-2:] == "::" else _plain))
        return _Form(frozenset(name for name in names if name), columns)

    def _values(self, record: list[_Line]) -> list[str]:
        found: list[list[str]] = [[] for _ in range(self.width)]
        is_first = True
        for line in record:
            name, mark, raw = _attribute(line)
            if (name == "dn") is not is_first:
                raise _Bad("F02", str(line.number))
            is_first = False
            if name == "changetype" and raw.strip() != b"add":
                raise _Bad("F03", str(line.number))
            if name in self.places:
                value = _value(name, mark, raw)
                for column in self.places[name]:
                    found[column].append(value)
            elif name not in self.known:
                self.unknown.add(name)
        return [_joined(values) for values in found]


def _attribute(line: _Line) -> tuple[str, bytes, bytes]:
    """Name without options, mark (``:``, ``::`` or ``:<``) and the bytes behind it."""
    name, colon, rest = line.text.partition(b":")
    attribute = _name(name)
    if not colon or attribute is None:
        raise _Bad("F02", str(line.number))
    if rest.startswith((b":", b"<")):
        return attribute, rest[:1], rest[1:]
    return attribute, b"", rest


@lru_cache(maxsize=1000)
def _name(written: bytes) -> str | None:
    """The name as it is compared, of the few a directory has; None if it is no name."""
    if not written.isascii() or not written.strip():
        return None
    return folded(written.decode("ascii").partition(";")[0])


def _plain(text: str) -> str:
    return text.strip(" ")


@lru_cache(maxsize=10_000)
def _base64(text: str) -> str:
    """A value of base64, of which a directory repeats a few: names of units and of posts."""
    return _value("", b":", text.encode())


def _value(name: str, mark: bytes, raw: bytes) -> str:
    if mark == b"<":
        raise _Bad("F06", name)
    try:
        value = base64.b64decode(raw.strip(), validate=True) if mark else raw.strip(b" ")
        return value.decode("utf-8")
    except binascii.Error as error:
        raise _Bad("F04", name) from error
    except UnicodeDecodeError as error:
        raise _Bad("F05", name) from error


def _joined(values: list[str]) -> str:
    text = values[0] if len(values) == 1 else BETWEEN.join(values)
    if len(text) > FIELD_LIMIT:
        raise _Bad("E15")
    return text
