"""What a source is: one YAML that says how to know its files and read their columns.

Ours lie in ``etl/sources``; a city's own lie in ``<home>/sources`` and win over ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.contract import Contract, contracts
from etl.declared import declared

FOLDER = Path(__file__).with_name("sources")
READERS = Path(__file__).with_name("readers")
FIELD_KEYS = {
    "column", "constant", "optional", "empty", "pattern", "lower", "upper", "zero_fill", "prefix",
    "map", "date", "open", "inclusive", "filetime", "decimals", "without_blanks", "otherwise",
    "file_name", "default", "at_time",
}  # fmt: skip
OTHERWISE_KEYS = {"column", "map"}
FORMAT_KEYS = {"reader", "encoding", "delimiter", "sheet", "header_row"}
SOURCE_KEYS = {"entity", "recognise", "format", "snapshot", "fields", "blank", "unused"}


class SourceError(Exception):
    """A source's YAML says something that cannot be: names the file and what was expected."""


@dataclass(frozen=True)
class Field:
    """How one column of the entity is made from a column of the file.

    The steps, each only if declared, in this order: values that mean empty · without_blanks
    (those inside too) · pattern (its group is kept; no match is empty) · ``otherwise`` (another
    column, by its map, where this one is empty) · ``default`` for what is empty then · lower or
    upper · map · prefix and zero_fill · the typing of date, filetime (day: the day it falls on;
    end: the first day after it) or decimals (2: hundredths), with ``open`` for values that mean
    open-ended, ``inclusive`` for a last day and ``at_time`` for a time of ending, which gives the
    first day that begins then or later. ``file_name`` is a pattern whose group is a constant out
    of the file's name.
    """

    target: str
    headings: tuple[str, ...]
    constant: str | None = None
    optional: bool = False
    empty: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    lower: bool = False
    upper: bool = False
    zero_fill: int = 0
    prefix: str = ""
    values: tuple[tuple[str, str], ...] = ()
    date: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    inclusive: bool = False
    filetime: str = ""
    decimals: int | None = None
    without_blanks: bool = False
    otherwise: "Field | None" = None
    default: str | None = None
    at_time: bool = False
    file_name: str | None = None


@dataclass(frozen=True)
class Source:
    """A source: which files are its own, how they are written, and what their columns are."""

    source_id: str
    entity: str
    file: str | None
    header: tuple[str, ...]
    reader: str
    encoding: str
    delimiter: str
    snapshot_pattern: str | None
    snapshot_column: str | None
    fields: tuple[Field, ...]
    blank: tuple[str, ...]
    unused: tuple[str, ...]
    sheet: str = ""
    header_row: int = 1

    @property
    def contract(self) -> Contract:
        """The entity the rows become."""
        return contracts()[self.entity]

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The columns to read, each once, with the headings it may have."""
        return tuple(dict.fromkeys(field.headings for field in self._read if field.headings))

    @property
    def _read(self) -> tuple[Field, ...]:
        """The fields, and those that stand in for them."""
        return (*self.fields, *(field.otherwise for field in self.fields if field.otherwise))

    @property
    def optional(self) -> frozenset[int]:
        """The places in ``columns`` of those that may be missing."""
        needed = {field.headings for field in self._read if not field.optional}
        return frozenset(no for no, column in enumerate(self.columns) if column not in needed)


@dataclass(frozen=True)
class Sources:
    """All sources, the city's own first, and the files that are no deliveries."""

    own: tuple[Source, ...]
    ours: tuple[Source, ...]
    left: tuple[str, ...]

    def leaves(self, file_name: str) -> bool:
        """Whether a file is no delivery at all."""
        return any(re.search(pattern, file_name) for pattern in self.left)

    def all(self) -> dict[str, Source]:
        """Every source by id; a city's own hides ours of the same name."""
        return {source.source_id: source for source in (*self.ours, *self.own)}


def sources(home: Path) -> Sources:
    """Our sources and the city's, found by place.

    Raises:
        SourceError: A YAML is not as it should be.
    """
    own, own_left = _folder(home / "sources")
    ours, our_left = _ours()
    hidden = {source.source_id for source in own}
    kept = tuple(source for source in ours if source.source_id not in hidden)
    return Sources(own, kept, own_left + our_left)


@cache
def _ours() -> tuple[tuple[Source, ...], tuple[str, ...]]:
    return _folder(FOLDER)


def _folder(folder: Path) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    read_sources, left = [], []
    for path in sorted(folder.glob("*.yaml")):
        text = declared(path)
        if not isinstance(text, dict):
            raise SourceError(f"{path.name}: expected keys and values, found {text!r}")
        if set(text) == {"leave"}:
            left.append(str(text["leave"]))
        else:
            read_sources.append(source(path.stem, text))
    return tuple(read_sources), tuple(left)


def source(source_id: str, text: Mapping[str, Any]) -> Source:
    """A source from the keys of its YAML.

    Raises:
        SourceError: A key is unknown, or the fields do not fit the entity.
    """
    _expect(source_id, "keys", set(text), SOURCE_KEYS)
    layout = text["format"]
    _expect(f"{source_id}.format", "keys", set(layout), FORMAT_KEYS)
    snapshot = text.get("snapshot", {})
    read = Source(
        source_id=source_id,
        entity=text["entity"],
        file=text["recognise"].get("file"),
        header=_texts(text["recognise"].get("header", ())),
        reader=layout["reader"],
        encoding=layout.get("encoding", "utf-8"),
        delimiter=layout.get("delimiter", ""),
        snapshot_pattern=snapshot.get("pattern"),
        snapshot_column=snapshot.get("target"),
        fields=tuple(_field(source_id, name, keys) for name, keys in text["fields"].items()),
        blank=_texts(text.get("blank", ())),
        unused=_texts(text.get("unused", ())),
        sheet=layout.get("sheet", ""),
        header_row=layout.get("header_row", 1),
    )
    _check(read)
    return read


def _field(source_id: str, target: str, keys: Mapping[str, Any]) -> Field:
    _expect(f"{source_id}.{target}", "keys", set(keys), FIELD_KEYS)
    return Field(
        target=target,
        headings=_texts(keys.get("column", ())),
        constant=keys.get("constant"),
        optional=keys.get("optional", False),
        empty=_texts(keys.get("empty", ())),
        patterns=_texts(keys.get("pattern", ())),
        lower=keys.get("lower", False),
        upper=keys.get("upper", False),
        zero_fill=keys.get("zero_fill", 0),
        prefix=keys.get("prefix", ""),
        values=tuple((str(old), str(new)) for old, new in keys.get("map", {}).items()),
        date=_texts(keys.get("date", ())),
        open=_texts(keys.get("open", ())),
        inclusive=keys.get("inclusive", False),
        filetime=keys.get("filetime", ""),
        decimals=keys.get("decimals"),
        without_blanks=keys.get("without_blanks", False),
        otherwise=_otherwise(f"{source_id}.{target}", keys.get("otherwise")),
        default=keys.get("default"),
        at_time=keys.get("at_time", False),
        file_name=keys.get("file_name"),
    )


def _otherwise(where: str, keys: Mapping[str, Any] | None) -> Field | None:
    if keys is None:
        return None
    _expect(f"{where}.otherwise", "keys", set(keys), OTHERWISE_KEYS)
    return _field(where, "otherwise", keys)


def _texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(text) for text in value)


def _check(read: Source) -> None:
    """Refuse a source whose fields, reader, names or personal columns cannot be."""
    known = contracts()
    if read.entity not in known:
        raise SourceError(f"{read.source_id}: expected an entity of {sorted(known)}")
    names = {column.name for column in known[read.entity].fields}
    targets = {field.target for field in read.fields}
    _expect(read.source_id, "fields", targets, names)
    missing = {c.name for c in known[read.entity].fields if c.required} - targets
    if missing:
        raise SourceError(f"{read.source_id}: expected the fields {sorted(missing)}")
    if not (READERS / f"{read.reader}.py").is_file():
        raise SourceError(f"{read.source_id}: expected a reader in etl/readers, {read.reader!r}")
    if not (read.file or read.header):
        raise SourceError(f"{read.source_id}: expected recognise.file or recognise.header")
    dated = read.snapshot_pattern or read.snapshot_column
    if known[read.entity].has_snapshot and not dated:
        raise SourceError(f"{read.source_id}: expected snapshot, {read.entity} has snapshot_on")
    personal = {name for column in read.columns for name in column} & set(read.blank)
    if personal:
        raise SourceError(f"{read.source_id}: personal columns are read: {sorted(personal)}")


def _expect(where: str, what: str, found: set[str], known: set[str]) -> None:
    if found - known:
        raise SourceError(f"{where}: unknown {what} {sorted(found - known)}, of {sorted(known)}")
