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

Kind = Literal["text", "ore", "whole", "day"]
Value = str | int | datetime.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
ORE_IN_KRONA = 100
LONGEST_SHEET_NAME = 31
WIDTHS: Mapping[Kind, int] = {"text": 34, "ore": 16, "whole": 12, "day": 12}
NUMBER_FORMATS: Mapping[Kind, str] = {"ore": "#,##0.00", "whole": "#,##0", "day": "yyyy-mm-dd"}


@dataclass(frozen=True)
class Column:
    """A column: its heading and what its values are (öre are written as kronor)."""

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
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def kronor_with_comma(ore: int) -> str:
    """Öre as kronor with a decimal comma and nothing between thousands.

    >>> kronor_with_comma(-123405)
    '-1234,05'
    """
    kronor, rest = divmod(abs(ore), ORE_IN_KRONA)
    return f"{'-' if ore < 0 else ''}{kronor},{rest:02}"


def excel_file(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet for each table; headings stay in sight and can be filtered."""
    file = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, settings) as workbook:
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
    if value is None:
        return ""
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return kronor_with_comma(value) if kind == "ore" else str(value)


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
        number = value / ORE_IN_KRONA if kind == "ore" else value
        sheet.write_number(line, place, number, looks.get(kind))
