"""What a person should know about a file that was taken in all the same."""

from pathlib import Path
from typing import Any

import duckdb

from etl import raw
from etl.checks import ACCEPTED
from etl.contract import Column
from etl.glance import NO_BREAK_SPACE, Glance
from etl.quoting import literal, name
from etl.recognise import encoding_of
from etl.source import Field, Source
from etl.structure import Note, Structure

#: Blanks that do not show, at either end of a value.
UNSEEN_END = "^[\u00a0\u2007\u202f]|[\u00a0\u2007\u202f]$"


def of_text(seen: Glance, source: Source, structure: Structure) -> list[Note]:
    """What the bytes and the heading of a file say."""
    notes = list(structure.notes)
    if source.reader == "delimited":
        notes += _of_encoding(seen, source)
        notes += [(rule, {}) for rule in sorted(_marks(seen, source) - {NO_BREAK_SPACE})]
    if structure.unknown:
        notes.append(("S05", {"columns": ", ".join(structure.unknown)}))
    if not seen.ends_whole and not seen.is_workbook:
        notes.append(("S10", {}))
    return notes


def _marks(seen: Glance, source: Source) -> set[str]:
    in_utf8 = encoding_of(seen, source).startswith("utf-8")
    return seen.utf8_marks if in_utf8 else seen.byte_marks


def _of_encoding(seen: Glance, source: Source) -> list[Note]:
    """That a file is Windows-1252, and that it is not what its source says."""
    encoding = encoding_of(seen, source)
    notes: list[Note] = []
    if encoding == "cp1252" and seen.has_other_than_ascii:
        notes.append(("E03", {}))
    if not seen.byte_order_mark and encoding != source.encoding:
        notes.append(("E16", {"encoding": encoding, "declared": source.encoding}))
    return notes


def of_rows(
    connection: duckdb.DuckDBPyConnection,
    seen: Glance,
    source: Source,
    structure: Structure,
    rows: Path,
) -> list[Note]:
    """What the rows on the bench say.

    Args:
        connection: Holds ``bench`` and ``faults`` of the file.
        seen: What its bytes say.
        source: Whose file it is.
        structure: Its headings and what could be read.
        rows: The file of rows as the reader wrote it.
    """
    notes = [*_repeated_headings(connection), *_totals(connection, source)]
    notes += [*_zeros(connection, source), *_parts(connection, source)]
    if source.reader == "delimited" and NO_BREAK_SPACE in _marks(seen, source):
        notes += _unseen_blanks(connection, structure, rows)
    return notes


def _repeated_headings(connection: duckdb.DuckDBPyConnection) -> list[Note]:
    """E02: two files put together."""
    found = _rows(
        connection, "select source_line from faults where rule = 'S28' order by 1 limit 1"
    )
    return [("S32", {"line": line}) for (line,) in found]


def _totals(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Note]:
    """S18: a total row that is not the sum of the rows."""
    summed = [
        (column, field)
        for column, field in _made(source)
        if column.type == "integer" and field.headings
    ]
    lines = _rows(connection, "select source_line from faults where rule = 'S18' order by 1")
    return [
        note
        for (line,) in lines
        for column, field in summed
        for note in _total(connection, line, column, field)
    ]


def _total(
    connection: duckdb.DuckDBPyConnection, line: int, column: Column, field: Field
) -> list[Note]:
    value = name(column.name)
    ((told, found),) = _rows(
        connection,
        f"select (select {value} from bench where source_line = {int(line)}),"
        f" (select sum({value})::bigint from ({ACCEPTED}))",
    )
    if told is None or told == found:
        return []
    shown = {"told": _decimal(told, field), "found": _decimal(found or 0, field)}
    return [("S33", {"line": line, "column": field.headings[0], **shown})]


def _decimal(value: int, field: Field) -> str:
    """A number as the file writes it, with its decimals."""
    if not field.decimals:
        return str(value)
    whole, rest = divmod(abs(value), 10**field.decimals)
    return f"{'-' if value < 0 else ''}{whole},{rest:0{field.decimals}}"


def _zeros(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Note]:
    """N07: a price of nothing is seldom meant."""
    notes: list[Note] = []
    for column, field in _made(source):
        if column.noted_if_zero:
            zero = f"from ({ACCEPTED}) where {name(column.name)} = 0"
            ((rows, line),) = _rows(connection, f"select count(*), min(source_line) {zero}")
            told = {"rows": rows, "column": _heading(field), "line": line}
            notes += [("N07", told)] if rows else []
    return notes


def _parts(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Note]:
    """A total that is not what its parts make: the parts are what counts."""
    parts = source.contract.parts
    if not parts:
        return []
    made = " + ".join(name(part) for part in parts.of)
    odd = f"from ({ACCEPTED}) where {name(parts.total)} is distinct from {made}"
    ((rows, line),) = _rows(connection, f"select count(*), min(source_line) {odd}")
    return [("N22", {"rows": rows, "line": line})] if rows else []


def _unseen_blanks(
    connection: duckdb.DuckDBPyConnection, structure: Structure, rows: Path
) -> list[Note]:
    """E11: a blank at the end of a value that nobody sees."""
    ends = " or ".join(
        f"regexp_matches({raw.column(number)}, {literal(UNSEEN_END)})"
        for number, heading in enumerate(structure.headings)
        if heading is not None
    )
    found = _rows(connection, f"select 1 from {raw.rows(rows)} where {ends} limit 1")
    return [("E11", {}) for _ in found]


def _made(source: Source) -> list[tuple[Column, Field]]:
    """The columns of the entity with what each is made from."""
    fields = {field.target: field for field in source.fields}
    return [(c, fields[c.name]) for c in source.contract.fields if c.name in fields]


def _heading(field: Field) -> str:
    return field.headings[0] if field.headings else field.target


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement).fetchall()
