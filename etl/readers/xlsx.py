"""Workbooks (.xlsx): the container is checked here, its sheet is read by a process of its own.

A file of five kilobytes can make a reader take all memory there is, or never come back. So nothing
of the workbook is unpacked in this process: its table of contents is checked, and a child with
little memory and time (etl/workbook.py) does the rest.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.reasons import FileFault
from etl.structure import Structure, Wanted

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a workbook may be and what reading it may take; sizes in bytes, times in seconds."""

    entries: int = 1_000
    unpacked: int = 256 * MEGABYTE
    #: A part of more than a megabyte may be this many times as large unpacked as packed.
    ratio: int = 200
    columns: int = 1_000
    blank_rows: int = 1_000
    memory: int = 1024 * MEGABYTE
    seconds: int = 20


LIMITS = Limits()


@dataclass(frozen=True)
class Sheet:
    """Which sheet to read: its name, the row of its headings, and what its columns hold.

    ``texts`` are the places in the wanted columns that hold text, such as ids; ``decimals`` how
    many decimals each column has, None where it holds no numbers.
    """

    name: str
    header_row: int
    texts: frozenset[int] = frozenset()
    decimals: Sequence[int | None] = ()


def read(path: Path, sheet: Sheet, wanted: Wanted, rows: Path, faults: Path) -> Structure:
    """Read one sheet of a workbook into a file of rows and a file of faults.

    Args:
        path: The delivered file.
        sheet: Where in it to read.
        wanted: The columns to keep, in order.
        rows: Written: see etl/structure.py; the line is the row of the sheet.
        faults: Written: see etl/structure.py.

    Raises:
        FileFault: S03, S06, S07 as for delimited text; L06, L08 to L12, L17 or L18.
    """
    check_container(path, LIMITS)
    task = {
        "path": str(path),
        "rows": str(rows),
        "faults": str(faults),
        "sheet": sheet.name,
        "header_row": sheet.header_row,
        "texts": sorted(sheet.texts),
        "decimals": list(sheet.decimals),
        "columns": wanted.columns,
        "optional": sorted(wanted.optional),
        "known": wanted.known,
        "most_columns": LIMITS.columns,
        "most_blank_rows": LIMITS.blank_rows,
        "memory": LIMITS.memory,
        "seconds": LIMITS.seconds,
    }
    answer = in_child(task, LIMITS.seconds)
    if "fault" in answer:
        raise FileFault(answer["fault"], **answer["details"])
    return Structure(
        headings=tuple(answer["headings"]),
        unknown=tuple(answer["unknown"]),
        rows_in=answer["rows_in"],
        rows_bad=answer["rows_bad"],
        notes=tuple((rule, details) for rule, details in answer["notes"]),
    )


def in_child(task: dict[str, Any], seconds: int) -> dict[str, Any]:
    """Run etl/workbook.py on a task and return its answer.

    Raises:
        FileFault: L10, it took more memory or time than it may.
    """
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "etl.workbook"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=environment,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired as error:
        raise FileFault("L10") from error
    if child.returncode != 0:
        raise FileFault("L10")
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def check_container(path: Path, limits: Limits) -> None:
    """Check the table of contents of a zip file; nothing is unpacked.

    Raises:
        FileFault: L10 too large unpacked, L12 another kind of workbook, L17 names that play
            tricks, L18 no zip file.
    """
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileFault("L18", error=type(error).__name__) from error
    _check_names(entries)
    _check_sizes(entries, limits)
    _check_kind(entries)


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names) or any(map(_is_trick, entries)):
        raise FileFault("L17")


def _is_trick(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name


def _check_sizes(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > MEGABYTE and entry.file_size > limits.ratio * entry.compress_size
        for entry in entries
    )
    if len(entries) > limits.entries or unpacked > limits.unpacked or swollen:
        raise FileFault("L10")


def _check_kind(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = {entry.filename.casefold() for entry in entries}
    is_encrypted = any(entry.flag_bits & 0x1 for entry in entries)
    has_macros = any(name.endswith("vbaproject.bin") for name in names)
    if is_encrypted or has_macros or "xl/workbook.xml" not in names:
        raise FileFault("L12")
