"""Directory exports (LDIF, RFC 2849) as a stream: one row for each entry, on the line of its dn.

Lines that begin with a blank continue the one before, ``::`` is base64, ``#`` begins a comment and
a blank line ends an entry. Attributes are picked by name as columns are; one with several values
gives them with ``|`` between. An entry that is not written as it should be is told as a fault, the
others come through. Nothing a value points to (``:<``) is ever fetched.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator
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
        good.writerows(entries.rows(_records(_lines(stream))))
    return Structure(
        headings=tuple(group[0] for group in wanted.columns),
        unknown=tuple(sorted(entries.unknown)),
        rows_in=entries.count,
        rows_bad=bad.count,
    )


# --- lines and entries --------------------------------------------------------------------------


def _lines(stream: BinaryIO) -> Iterator[_Line]:
    """The lines with their continuations; comments are left out, blank lines are empty."""
    line: _Line | None = None
    for number, part in enumerate(_physical(stream), start=1):
        if part[:1] == b" " and line:
            line.add(part[1:])
            continue
        if line:
            yield line
        line = _Line(number, [part] if len(part) <= LINE_LIMIT else [], len(part))
    if line:
        yield line


def _physical(stream: BinaryIO) -> Iterator[bytes]:
    """The lines as they stand without their ends; one that is too long gives its beginning."""
    is_first = True
    while part := stream.readline(LINE_LIMIT + 2):
        whole = part
        while len(part) > LINE_LIMIT and not part.endswith(b"\n"):
            part = stream.readline(LINE_LIMIT + 2)
        if is_first:
            whole, is_first = whole.removeprefix(BYTE_ORDER_MARK), False
        yield whole.rstrip(b"\r\n\x1a")


def _records(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """The lines of each entry.

    Raises:
        FileFault: F01, the first line is neither the version nor a dn.
    """
    record: list[_Line] = []
    is_first = True
    for line in lines:
        begins = line.parts[0][:1] if line.parts else b"?"
        if begins == b"#":
            continue
        if begins and is_first:
            is_first = False
            if _is_version(line):
                continue
        if begins:
            record.append(line)
        elif record:
            yield record
            record = []
    if record:
        yield record


def _is_version(line: _Line) -> bool:
    name, _, value = b"".join(line.parts).partition(b":")
    if name.lower() == b"version" and value.strip() == b"1":
        return True
    if name.lower() == b"dn":
        return False
    raise FileFault("F01")


# --- values -------------------------------------------------------------------------------------


class _Entries:
    """Turns the lines of entries into rows, and counts them."""

    def __init__(self, wanted: Wanted, faults: Faults) -> None:
        self.faults = faults
        self.count = 0
        self.unknown: set[str] = set()
        self.known = wanted.names
        self.width = len(wanted.columns)
        self.places: dict[str, list[int]] = {}
        for place, group in enumerate(wanted.columns):
            for name in group:
                self.places.setdefault(folded(name), []).append(place)

    def rows(self, records: Iterable[list[_Line]]) -> Iterator[Row]:
        for record in records:
            self.count += 1
            try:
                values = self._values(record)
            except _Bad as bad:
                self.faults.add(record[0].number, bad.rule, bad.other)
            else:
                yield (record[0].number, *values)

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
