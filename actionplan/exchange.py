"""A plan written in a file: which tables and columns it has, and what each cell must be.

A file says something of activities, of milestones and of what waits for what. A cell that is left
empty, a column or a row that is not there says nothing: no file takes anything away.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, get_args

from actionplan.plan import EARLIEST, LATEST, DependencyType
from chargeback.money import parts_of_kronor

TableName = Literal["activities", "milestones", "dependencies"]
Cell = str | int | float | bool | datetime.datetime | datetime.date | None
FieldValue = str | int | Fraction | datetime.date | tuple[str, ...]
FieldKind = Literal["text", "ids", "day", "ore", "whole", "weight", "type"]

LARGEST_FILE = 2 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 100
LONGEST_TEXT = 1_000
LONGEST_FOUND = 60
ID = re.compile(r"[A-Za-z0-9ÅÄÖåäö._-]{1,40}")
SEPARATOR = "|"
LARGEST_LAG = 1_000
ORE_DECIMALS = 2

#: The columns by which a table's rows are known.
KEYS: Mapping[TableName, tuple[str, ...]] = {
    "activities": ("activity_id",),
    "milestones": ("milestone_id",),
    "dependencies": ("predecessor_id", "successor_id"),
}
#: Every other column, and what stands in it.
FIELDS: Mapping[TableName, Mapping[str, FieldKind]] = {
    "activities": {
        "goal_id": "text",
        "effect_ids": "ids",
        "need_ids": "ids",
        "kpi_ids": "ids",
        "title_sv": "text",
        "title_en": "text",
        "owner_org_id": "text",
        "owner_role_sv": "text",
        "sponsor_sv": "text",
        "planned_start": "day",
        "planned_end": "day",
        "budget_kr": "ore",
        "funding_sv": "text",
        "deliverable_sv": "text",
    },
    "milestones": {
        "activity_id": "text",
        "seq": "whole",
        "title_sv": "text",
        "title_en": "text",
        "weight": "weight",
        "decision_body_sv": "text",
        "baseline": "day",
        "forecast": "day",
        "actual": "day",
    },
    "dependencies": {"type": "type", "lag_days": "whole", "note_sv": "text"},
}


@dataclass(frozen=True)
class Place:
    """Where in a file, as its reader sees it: the line, of which sheet, and what stands there."""

    line: int
    part: str = ""
    name: str = ""


@dataclass(frozen=True)
class Fault:
    """What cannot be taken in, and why.

    Args:
        place: Where it stands.
        column: Of the cell; empty for the whole row or file.
        rule: Which rule it breaks.
        found: What stands there.
    """

    place: Place
    column: str
    rule: str
    found: str = ""


@dataclass(frozen=True)
class Row:
    """What a file says of one activity, milestone or dependency.

    Args:
        table: Which table it is of.
        id: Of the activity or milestone; both ends of a dependency, ``A101>A102``.
        values: Column to value, of the cells that say something.
        place: Where it stands.
    """

    table: TableName
    id: str
    values: Mapping[str, FieldValue]
    place: Place


@dataclass(frozen=True)
class Document:
    """A file as it was read.

    Args:
        rows: What it says.
        faults: What could not be read.
        unread: Columns and sheets that nothing is read from.
        tables: The tables that it has.
        named: Table and id of every row, also of those with a fault.
    """

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()
    tables: frozenset[TableName] = frozenset()
    named: frozenset[tuple[TableName, str]] = field(default=frozenset())


def unreadable(rule: str, found: str = "") -> Document:
    """A file of which nothing can be read."""
    return Document(faults=(Fault(Place(0), "", rule, found[:LONGEST_FOUND]),))


def together(documents: Iterable[Document]) -> Document:
    """The parts of a file as one; what is said twice of the same thing is a fault."""
    parts = list(documents)
    rows: dict[tuple[TableName, str], Row] = {}
    faults = [fault for part in parts for fault in part.faults]
    for row in (row for part in parts for row in part.rows):
        first = rows.setdefault((row.table, row.id), row)
        if first is not row:
            faults.append(Fault(row.place, KEYS[row.table][0], "twice", str(first.place.line)))
    return Document(
        tuple(rows.values()),
        tuple(faults),
        tuple(name for part in parts for name in part.unread),
        frozenset().union(*(part.tables for part in parts)),
        frozenset().union(*(part.named for part in parts)),
    )


def table_of(heads: Iterable[str]) -> TableName | None:
    """Which table has these columns; None for none that is known."""
    given = set(heads)
    order: tuple[TableName, ...] = ("milestones", "dependencies", "activities")
    return next((name for name in order if given & set(KEYS[name])), None)


def read_table(
    heads: Sequence[str], lines: Iterable[tuple[int, Sequence[Cell]]], part: str = ""
) -> Document:
    """The rows of a table under its headings.

    Args:
        heads: The headings.
        lines: Line number and cells.
        part: The sheet's name, empty in a file of one table.
    """
    table = table_of(heads)
    if table is None:
        return unreadable("table", ", ".join(heads))
    missing = [key for key in KEYS[table] if key not in heads]
    if missing:
        return Document(faults=(Fault(Place(1, part), missing[0], "column"),))
    known = {*KEYS[table], *FIELDS[table]}
    unread = tuple(head for head in heads if head and head not in known)
    found = together(
        _read_line(table, dict(zip(heads, cells, strict=False)), Place(number, part))
        for number, cells in lines
        if any(cell not in {None, ""} for cell in cells)
    )
    return Document(found.rows, found.faults, unread, frozenset({table}), found.named)


def _read_line(table: TableName, cells: Mapping[str, Cell], place: Place) -> Document:
    ends = [tidy(_as_text(cells.get(key))) for key in KEYS[table]]
    for key, end in zip(KEYS[table], ends, strict=True):
        if not ID.fullmatch(end):
            rule = "id_form" if end else "id"
            return Document(faults=(Fault(place, key, rule, end[:LONGEST_FOUND]),))
    id_ = ">".join(ends)
    values, faults = read_cells(table, cells, place)
    named: frozenset[tuple[TableName, str]] = frozenset({(table, id_)})
    return Document((Row(table, id_, values, place),), tuple(faults), (), frozenset(), named)


def read_cells(
    table: TableName, cells: Mapping[str, Cell], place: Place
) -> tuple[dict[str, FieldValue], list[Fault]]:
    """What the cells of a row say, and those that cannot be read."""
    values: dict[str, FieldValue] = {}
    faults: list[Fault] = []
    for column, kind in FIELDS[table].items():
        cell = cells.get(column)
        if cell is None or tidy(_as_text(cell)) == "":
            continue
        try:
            values[column] = value_of(kind, cell)
        except (ValueError, ZeroDivisionError):
            found = _as_text(cell)[:LONGEST_FOUND]
            faults.append(Fault(place, column, kind, found))
    return values, faults


def value_of(kind: FieldKind, cell: Cell) -> FieldValue:
    """What a cell says.

    >>> value_of("ore", "1 200,50"), value_of("weight", "0,25"), value_of("ids", "K01|K02")
    (120050, Fraction(1, 4), ('K01', 'K02'))

    Raises:
        ValueError: It is nothing of the kind.
    """
    return _day(cell) if kind == "day" else READ[kind](tidy(_as_text(cell)))


def tidy(text: str) -> str:
    r"""Text as it is compared and written: one form of each letter, single blanks, no controls.

    >>> tidy("  Nät\n och\x07 telefoni ")
    'Nät och telefoni'
    """
    clean = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text))
    kept = (sign for sign in clean if unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"})
    return " ".join("".join(kept).split())


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def _day(cell: Cell) -> datetime.date:
    """A day: as 2008-08-31, or a spreadsheet's own day."""
    if isinstance(cell, datetime.datetime):
        day = cell.date()
    elif isinstance(cell, datetime.date):
        day = cell
    else:
        text = tidy(_as_text(cell))
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        day = datetime.date.fromisoformat(text)
    if not EARLIEST <= day < LATEST:
        raise ValueError(day)
    return day


def _ore(text: str) -> int:
    return parts_of_kronor(text, ORE_DECIMALS)


def _whole(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", text) or abs(int(text)) > LARGEST_LAG:
        raise ValueError(text)
    return int(text)


def _weight(text: str) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,12}|/[0-9]{1,9})?", text):
        raise ValueError(text)
    weight = Fraction(text.replace(",", "."))
    if not 0 < weight <= 1:
        raise ValueError(text)
    return weight


def _type(text: str) -> str:
    if text not in get_args(DependencyType):
        raise ValueError(text)
    return text


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(SEPARATOR) if one.strip()))


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError(text)
    return text


READ: Mapping[FieldKind, Callable[[str], FieldValue]] = {
    "text": _text,
    "ids": _ids,
    "ore": _ore,
    "whole": _whole,
    "weight": _weight,
    "type": _type,
}


def written(value: FieldValue | None) -> str:
    """A value as a file says it, and as it is read again.

    >>> written(Fraction(2, 5)), written(Fraction(1, 3)), written(("K01", "K02"))
    ('0,4', '1/3', 'K01|K02')
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, Fraction):
        return _written_weight(value)
    return tidy(value) if isinstance(value, str) else str(value)


def _written_weight(weight: Fraction) -> str:
    """With a decimal comma where that says all of it, else as a fraction."""
    for decimals in range(13):
        parts = weight * 10**decimals
        if parts.denominator == 1:
            digits = str(parts.numerator).rjust(decimals + 1, "0")
            return f"{digits[:-decimals]},{digits[-decimals:]}" if decimals else digits
    return str(weight)
