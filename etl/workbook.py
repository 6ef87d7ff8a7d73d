"""Reads one sheet of a workbook in a process of its own; started by etl/readers/xlsx.py only.

Takes a task as JSON on standard input and answers with JSON on standard output: what the structure
gave, or the rule the file is refused by. Limits of memory and time are set before a byte of the
workbook is unpacked. Formulas are never computed and links never followed: a cell has the value
that was saved with it.
"""

import datetime
import json
import re
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from etl.reasons import FileFault
from etl.structure import FIELD_LIMIT, Faults, Note, Structure, Wanted, folded, match, written

CHUNK = 1 << 20
#: Longer than anything looked for in the text of a part, so that none is cut in two unseen.
OVERLAP = 4_096
DECLARATION = re.compile(
    rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE
)
HIDDEN_ROW = re.compile(rb"<(?:[a-z]+:)?row [^<>]{0,2000}?\bhidden=[\"'](?:1|true)[\"']")
DIMENSION = re.compile(
    rb"<(?:[a-z]+:)?dimension [^<>]{0,200}?ref=[\"']([A-Z]+[0-9]+)(?::([A-Z]+)([0-9]+))?"
)
LINKED = ("xl/externallinks/", "xl/embeddings/", "xl/activex/")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MACROS = b"macroEnabled"
#: Excel's 1900 has a 29 February; what lies before March of it cannot be told for certain.
FIRST_CERTAIN_DAY = datetime.date(1900, 3, 1)
#: What binary floats add to an amount of a few decimals.
NOISE = Decimal("0.000000001")
MIDNIGHT = datetime.time()
ZEROS = re.compile("0{2,}")


@dataclass
class _Odd:
    """Cells of one oddity: how many, and the first."""

    rule: str
    cells: int = 0
    first: str = ""

    def add(self, cell: str) -> None:
        """Count one more."""
        self.first = self.first or cell
        self.cells += 1

    def notes(self) -> list[Note]:
        """The note that tells of them, if there are any."""
        return [(self.rule, {"cells": self.cells, "cell": self.first})] if self.cells else []


class _Bad(Exception):  # noqa: N818 - a fault of a row, caught where the row ends
    """A row that cannot be read: the rule and the cell it speaks of."""

    def __init__(self, rule: str, cell: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.cell = cell


def main() -> None:
    """Do the task on standard input and answer on standard output."""
    task = json.load(sys.stdin)
    limit(task["memory"], task["seconds"])
    try:
        answer = _answer(read(task))
    except FileFault as fault:
        answer = {"fault": fault.rule, "details": fault.details}
    except MemoryError:
        sys.exit(3)
    except Exception as error:  # noqa: BLE001 - a broken workbook can fail in any way
        answer = {"fault": "L18", "details": {"error": type(error).__name__}}
    json.dump(answer, sys.stdout)


def limit(memory: int, seconds: int) -> None:
    """Let this process have no more than so many bytes and seconds."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(structure: Structure) -> dict[str, Any]:
    return {
        "headings": structure.headings,
        "unknown": structure.unknown,
        "rows_in": structure.rows_in,
        "rows_bad": structure.rows_bad,
        "notes": structure.notes,
    }


def read(task: dict[str, Any]) -> Structure:
    """Read the sheet of a task.

    Raises:
        FileFault: The workbook as a whole cannot be read.
    """
    with zipfile.ZipFile(task["path"]) as container:
        _check_declarations(container)
        part, hidden_sheet = _part_of(container, task["sheet"])
        hidden_rows = _look_over(container, part, task["most_columns"])
        notes = _notes(container, hidden_rows, is_hidden=hidden_sheet)
    wanted = Wanted(
        tuple(tuple(group) for group in task["columns"]),
        frozenset(task["optional"]),
        tuple(task["known"]),
    )
    with written(Path(task["rows"]), Path(task["faults"])) as (good, bad):
        sheet = _Sheet(task, wanted, bad)
        good.writerows(sheet.rows())
    structure = sheet.structure
    structure.notes = (*notes, *sheet.notes())
    return structure


# --- before it is opened ------------------------------------------------------------------------


def _chunks(container: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, int]]:
    """A part's text in chunks, each with how much of it ended the one before."""
    tail = b""
    with container.open(name) as stream:
        while chunk := stream.read(CHUNK):
            yield tail + chunk, len(tail)
            tail = chunk[-OVERLAP:]


def _check_declarations(container: zipfile.ZipFile) -> None:
    """Refuse entities, macros and other kinds of workbook.

    Raises:
        FileFault: L11 a part declares entities, L12 it holds macros.
    """
    if MACROS in container.read("[Content_Types].xml"):
        raise FileFault("L12")
    for name in container.namelist():
        is_text = name.lower().endswith((".xml", ".rels", ".vml"))
        if is_text and any(DECLARATION.search(chunk) for chunk, _ in _chunks(container, name)):
            raise FileFault("L11")


def _part_of(container: zipfile.ZipFile, sheet: str) -> tuple[str, bool]:
    """The part a sheet lies in, and whether it is hidden.

    Raises:
        FileFault: L08, there is no such sheet.
    """
    book = ET.fromstring(container.read("xl/workbook.xml"))  # noqa: S314 - has no declarations
    found = {folded(each.get("name", "")): each for each in book.iter(f"{MAIN}sheet")}
    if folded(sheet) not in found:
        names = ", ".join(each.get("name", "") for each in found.values())
        raise FileFault("L08", sheet=sheet, sheets=names)
    each = found[folded(sheet)]
    relations = ET.fromstring(container.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    target = targets[each.get(RELATION)]
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part, each.get("state", "visible") != "visible"


def _look_over(container: zipfile.ZipFile, part: str, most_columns: int) -> int:
    """Look through a sheet before it is opened, and count its hidden rows.

    Raises:
        FileFault: L09, it says it has more columns than a table can.
    """
    hidden = 0
    for chunk, seen in _chunks(container, part):
        for size in DIMENSION.finditer(chunk):
            if size[2] and _column_number(size[2].decode()) > most_columns:
                raise FileFault("L09", size=b"".join([size[1], b":", size[2], size[3]]).decode())
        hidden += sum(row.end() > seen for row in HIDDEN_ROW.finditer(chunk))
    return hidden


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _notes(container: zipfile.ZipFile, hidden_rows: int, *, is_hidden: bool) -> list[Note]:
    notes: list[Note] = []
    if hidden_rows or is_hidden:
        notes.append(("L07", {"rows": hidden_rows}))
    if any(name.lower().startswith(LINKED) for name in container.namelist()):
        notes.append(("L13", {}))
    return notes


# --- the sheet ----------------------------------------------------------------------------------


class _Sheet:
    """One sheet, read row by row; saved values beside the formulas they belong to."""

    def __init__(self, task: dict[str, Any], wanted: Wanted, faults: Faults) -> None:
        self.task = task
        self.wanted = wanted
        self.faults = faults
        self.numbers = _Odd("L03")
        self.digits = _Odd("L19")
        self.blank_at = 0
        self.structure = Structure()
        self.texts = frozenset(task["texts"])
        self.decimals = task["decimals"]

    def rows(self) -> Iterator[tuple[int | str, ...]]:
        """Each whole row with its number in the sheet and the wanted columns."""
        lines = self._lines()
        names = self._heading(lines)
        self.structure = match(names, self.wanted)
        places = [
            (place, names.index(heading))
            for place, heading in enumerate(self.structure.headings)
            if heading is not None
        ]
        good = 0
        for number, saved, formulas in lines:
            try:
                row = self._row(names, places, saved, formulas)
            except _Bad as bad:
                self.faults.add(number, bad.rule, bad.cell)
            else:
                good += 1
                yield (number, *row)
        self.structure.rows_bad = self.faults.count
        self.structure.rows_in = good + self.faults.count

    def notes(self) -> list[Note]:
        """What a person should know about the cells."""
        notes = [*self.numbers.notes(), *self.digits.notes()]
        if self.blank_at:
            rows = self.task["most_blank_rows"]
            notes.append(("L16", {"rows": rows, "row": self.blank_at}))
        return notes

    def _lines(self) -> Iterator[tuple[int, Sequence[Any], Sequence[Any]]]:
        """Row number, cells with saved values and cells with formulas, of rows that are not blank.

        Ends after so many blank rows: a sheet may have a million formatted ones.
        """
        blank = 0
        both = zip(self._cells(is_saved=True), self._cells(is_saved=False), strict=True)
        for number, (saved, formulas) in enumerate(both, start=1):
            if all(_is_blank(cell) for cell in formulas):
                blank += 1
                if blank == self.task["most_blank_rows"]:
                    self.blank_at = number - blank + 1
                    return
            else:
                blank = 0
                yield number, saved, formulas

    def _cells(self, *, is_saved: bool) -> Iterator[Sequence[Any]]:
        # Here, so that the limits hold while it is loaded; without numpy it needs half the memory.
        sys.modules["numpy"] = None  # type: ignore[assignment]
        import openpyxl  # noqa: PLC0415

        book = openpyxl.load_workbook(
            self.task["path"], read_only=True, data_only=is_saved, keep_links=False
        )
        wanted = folded(self.task["sheet"])
        sheet = next(each for each in book.worksheets if folded(each.title) == wanted)
        # What the sheet says of its own size is not believed.
        sheet.reset_dimensions()
        yield from sheet.iter_rows()

    def _heading(self, lines: Iterator[tuple[int, Sequence[Any], Sequence[Any]]]) -> list[str]:
        """The headings on the row they should stand on.

        Raises:
            FileFault: L06, there are none, or none of those that are wanted.
        """
        row = self.task["header_row"]
        found = next(((number, cells) for number, cells, _ in lines if number >= row), (row, ()))
        saved = found[1] if found[0] == row else ()
        names = ["" if cell.value is None else str(cell.value).strip() for cell in saved]
        while names and not names[-1]:
            names.pop()
        if not {folded(name) for name in names} & self.wanted.names:
            raise FileFault("L06", row=row, sheet=self.task["sheet"])
        return names

    def _row(
        self,
        names: list[str],
        places: list[tuple[int, int]],
        saved: Sequence[Any],
        formulas: Sequence[Any],
    ) -> list[str]:
        beyond = [cell for cell in formulas[len(names) :] if not _is_blank(cell)]
        if beyond:
            raise _Bad("L20", beyond[0].coordinate)
        if [folded(str(cell.value or "")) for cell in saved[: len(names)]] == [*map(folded, names)]:
            raise _Bad("S28", "")
        return [
            self._text(place, saved[at], formulas[at]) if at < len(saved) else ""
            for place, at in places
        ]

    def _text(self, place: int, cell: Any, formula: Any) -> str:  # noqa: ANN401 - untyped package
        """The text of a cell as a person would write it in a delimited file."""
        value = cell.value
        if value is None:
            if formula.data_type == "f":
                raise _Bad("L01", formula.coordinate)
            return ""
        if cell.data_type == "e":
            raise _Bad("L02", cell.coordinate)
        text = self._written(place, cell, value)
        if len(text) > FIELD_LIMIT:
            raise _Bad("E15", cell.coordinate)
        return text

    def _written(self, place: int, cell: Any, value: Any) -> str:  # noqa: ANN401 - untyped package
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, (int, float)):
            if place in self.texts:
                self.numbers.add(cell.coordinate)
                return _id(value, cell.number_format)
            return _number(value, self.decimals[place] or 0)
        if isinstance(value, datetime.datetime):
            if value.date() < FIRST_CERTAIN_DAY:
                raise _Bad("L05", cell.coordinate)
            return str(value.date() if value.time() == MIDNIGHT else value)
        if self.decimals[place] is not None:
            self.digits.add(cell.coordinate)
        return str(value)


def _is_blank(cell: Any) -> bool:  # noqa: ANN401 - untyped package
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _id(value: float, number_format: str) -> str:
    """A number that is an id, with the zeros its cell shows before it."""
    if value != int(value):
        return _number(value, 0)
    zeros = len(number_format) if ZEROS.fullmatch(number_format) else 0
    return str(int(value)).zfill(zeros)


def _number(value: float, decimals: int) -> str:
    """A number without a binary float's last digits, where they are no more than that."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    near = abs(exact - rounded) < NOISE
    return format(rounded if near else exact, "f")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
