"""A table as CSV or Excel: text stays text, numbers stay numbers.

A spreadsheet takes text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a
line end for a formula. In CSV such text gets an apostrophe first; in Excel the
cell is written as a string.
"""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Kind = Literal["text", "ore", "whole", "milli", "e4", "day"]
Value = str | int | datetime.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
LONGEST_SHEET_NAME = 31
# A workbook says when it was made: the same figures are to be the same bytes.
NO_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# How many a whole number of a kind has in one of its unit: öre, 1/1 000 unit, 1/10 000 kr.
PARTS: Mapping[Kind, int] = {"ore": 100, "milli": 1_000, "e4": 10_000}
WIDTHS: Mapping[Kind, int] = {
    "text": 34,
    "ore": 16,
    "whole": 12,
    "milli": 14,
    "e4": 12,
    "day": 12,
}
NUMBER_FORMATS: Mapping[Kind, str] = {
    "ore": "#,##0.00",
    "whole": "#,##0",
    "milli": "#,##0.000",
    "e4": "#,##0.0000",
    "day": "yyyy-mm-dd",
}


@dataclass(frozen=True)
class Column:
    """A column: its heading and what its values are.

    Öre are written as kronor, ``milli`` (1/1 000 unit) as units, ``e4`` (1/10 000 kr) as kronor.
    """

    head: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """A table to take along.

    Args:
        name: Of the sheet.
        columns: In order.
        rows: Values in the columns' order; None is an empty cell.
        notes: Lines under the table: source, build.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()


def csv_file(table: Table) -> bytes:
    """The table as a Swedish spreadsheet opens it: semicolons, decimal comma, BOM.

    Notes are left out: a CSV file is a table and nothing else.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([as_text(column.head) for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [
                _csv_value(value, column.kind)
                for value, column in zip(row, table.columns, strict=True)
            ]
        )
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def as_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> as_text("=1+1"), as_text("Fosie")
    ("'=1+1", 'Fosie')
    """
    # What has one already gets another, so that each text is told from every other.
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def with_comma(number: int, parts: int) -> str:
    """A number of parts with a decimal comma and nothing between thousands.

    >>> with_comma(-123405, 100), with_comma(6500, 1000)
    ('-1234,05', '6,500')
    """
    whole, rest = divmod(abs(number), parts)
    return f"{'-' if number < 0 else ''}{whole},{rest:0{len(str(parts)) - 1}}"


def excel_file(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet for each table; headings stay in sight and can be filtered."""
    file = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, settings) as workbook:
        workbook.set_properties({"created": NO_TIME})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        looks = {
            kind: workbook.add_format({"num_format": pattern})
            for kind, pattern in NUMBER_FORMATS.items()
        }
        for table in tables:
            sheet = workbook.add_worksheet(table.name[:LONGEST_SHEET_NAME])
            _write_sheet(sheet, table, bold, looks)
    return file.getvalue()


def _csv_value(value: Value, kind: Kind) -> str:
    return as_text(value) if isinstance(value, str) else shown_value(value, kind)


def shown_value(value: Value, kind: Kind) -> str:
    """A value as text, where nothing can take it for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    return with_comma(value, PARTS[kind]) if kind in PARTS else str(value)


def _write_sheet(
    sheet: Worksheet, table: Table, bold: Format, looks: Mapping[Kind, Format]
) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS[column.kind])
        sheet.write_string(0, place, column.head, bold)
    for line, row in enumerate(table.rows, start=1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, line, place, value, column.kind, looks)
    for line, note in enumerate(table.notes, start=len(table.rows) + 2):
        sheet.write_string(line, 0, note)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), max(len(table.columns) - 1, 0))


def _write_cell(  # noqa: PLR0913, PLR0917 - where, what and how one cell is written
    sheet: Worksheet,
    line: int,
    place: int,
    value: Value,
    kind: Kind,
    looks: Mapping[Kind, Format],
) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(line, place, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, place, value, looks["day"])
    else:
        # A spreadsheet's number is a float: öre become kronor here and nowhere before.
        number = value / PARTS[kind] if kind in PARTS else value
        sheet.write_number(line, place, number, looks.get(kind))
