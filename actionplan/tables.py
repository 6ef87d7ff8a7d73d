"""A plan in CSV or in a workbook: read without trusting what it says of itself.

A workbook is a packed file. What it would unpack to is known before anything is, each of its parts
is read through defusedxml, and one with a document type or entities of its own is refused.
"""

import contextlib
import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Xml

from actionplan.exchange import (
    MOST_COLUMNS,
    MOST_LINES,
    Cell,
    Document,
    Fault,
    Place,
    read_table,
    table_of,
    tidy,
    together,
    unreadable,
)

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = (";", ",", "\t")
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 300
SHEET_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
XML_PARTS = (".xml", ".rels", ".vml")
#: What a workbook that is not one makes its readers raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def csv_document(data: bytes) -> Document:
    """A table out of a CSV file: semicolons, commas or tabs, UTF-8 or Windows."""
    text = _decoded(data)
    if text is None:
        return unreadable("encoding")
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, Sequence[Cell]]] = []
    broken: list[Document] = []
    try:
        for line in reader:
            if len(lines) > MOST_LINES or len(line) > MOST_COLUMNS:
                return unreadable("lines", str(reader.line_num))
            if any(line):
                lines.append((reader.line_num, [_without_mark(cell) for cell in line]))
    except csv.Error:
        broken = [Document(faults=(Fault(Place(reader.line_num), "", "quotes"),))]
    if not lines:
        return broken[0] if broken else unreadable("empty")
    heads = [tidy(str(cell)) for cell in lines[0][1]]
    too_long = [
        Document(faults=(Fault(Place(number), "", "cells", str(len(cells))),))
        for number, cells in lines[1:]
        if any(cells[len(heads) :])
    ]
    return together([read_table(heads, lines[1:]), *too_long, *broken])


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            return None if "\0" in text else text
    return None


def _without_mark(text: str) -> str:
    """Text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    is_marked = text.startswith("'") and text.lstrip("'").startswith(SHEET_OF_FORMULAS)
    return text[1:] if is_marked else text


def workbook_document(data: bytes) -> Document:
    """The tables out of a workbook's sheets, each known by its headings."""
    try:
        refused = _refused(data)
        return unreadable(refused) if refused else together(_sheets(data))
    except BROKEN:
        return unreadable("workbook")


def _refused(data: bytes) -> str:
    """Why a workbook is not opened; empty where it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = container.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            return "unpacked"
        for part in parts:
            if part.filename.lower().endswith(XML_PARTS):
                # A part gives no more than it declared: the sum above holds.
                refused = _refused_xml(container.read(part))
                if refused:
                    return refused
    return ""


def _refused_xml(data: bytes) -> str:
    try:
        Xml.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return "entities"
    except (ParseError, ValueError):
        return "workbook"
    return ""


def _sheets(data: bytes) -> Iterator[Document]:
    with warnings.catch_warnings():
        # It tells of looks and checks it does not keep; nothing is kept here.
        warnings.simplefilter("ignore")
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                yield _sheet(sheet)
        finally:
            book.close()


def _sheet(sheet: Any) -> Document:  # noqa: ANN401 - openpyxl has no types
    rows: list[tuple[int, Sequence[Cell]]] = []
    every = sheet.iter_rows(max_row=MOST_LINES + 2, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(every, start=1):
        if number > MOST_LINES:
            return unreadable("lines", tidy(sheet.title))
        rows.append((number, row))
    heads = [tidy(str(cell or "")) for cell in rows[0][1]] if rows else []
    if table_of(heads) is None:
        return Document(unread=(tidy(sheet.title),))
    return read_table(heads, rows[1:], tidy(sheet.title))
