"""Write the sample's lines as each source system writes its files: encoding, marks, line ends."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LINE_END = "\r\n"


@dataclass(frozen=True)
class Layout:
    """How a source's files look: what they are called, their columns in order, their encoding."""

    source: str
    columns: tuple[str, ...]
    delimiter: str = ";"
    encoding: str = "cp1252"

    def header(self) -> str:
        """The first line of the file, without line end."""
        return self.delimiter.join(self.columns)

    def line(self, *values: str) -> str:
        """One row as text, quoted where a value holds the delimiter, a quote or a line break.

        Raises:
            ValueError: The number of values differs from the number of columns.
        """
        if len(values) != len(self.columns):
            raise ValueError(f"expected {len(self.columns)} values, found {len(values)}")
        return self.delimiter.join(self._quoted(value) for value in values)

    def values(self, line: str) -> list[str]:
        """The values of one row, as written by :meth:`line`."""
        return next(csv.reader([line], delimiter=self.delimiter))

    def torn_line(self, values: list[str]) -> str:
        """A row that has lost its last three fields."""
        return self.delimiter.join(self._quoted(value) for value in values[:-3])

    def _quoted(self, value: str) -> str:
        if not any(mark in value for mark in (self.delimiter, '"', "\n")):
            return value
        return '"' + value.replace('"', '""') + '"'


@dataclass
class Outbox:
    """The folder the sample's files are written to, and the names written so far."""

    folder: Path
    written: list[Path] = field(default_factory=list)

    def write(self, name: str, layout: Layout, lines: Iterable[str]) -> Path:
        """Write one file with its header, replacing an older one of that name."""
        text = LINE_END.join([layout.header(), *lines, ""])
        return self.write_text(name, text, layout.encoding)

    def write_text(self, name: str, text: str, encoding: str) -> Path:
        """Write one file as it is, replacing an older one of that name."""
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        self.written.append(path)
        return path
