"""Files that offer another plan: kept as they came, read, and held against the plan as it stands.

A file is kept under its own SHA-256 in the city's home, so that what was accepted can be looked at
for ever; of those that nobody has accepted only the latest stay.
"""

import contextlib
import datetime
import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from actionplan.as_of import as_of
from actionplan.differences import Change, Differences, Known, differences
from actionplan.exchange import FIELDS, KEYS, Document, FieldValue, TableName
from actionplan.plan import PlanView
from actionplan.reading import read
from chargeback.home import home
from dashboard import access
from dashboard.access import Viewer
from dashboard.queries import kpis
from dashboard.queries import plan as queries
from dashboard.rows import rows_of
from journal.plan import Plan

__all__ = ["ACCEPT", "TABLES", "Change", "FieldValue", "Offer", "columns", "keep", "kept", "offer"]

TABLES: tuple[TableName, ...] = tuple(KEYS)
#: Whoever may take a file in may send one.
ACCEPT = "plan_import.accept"
SHA256 = re.compile(r"[0-9a-f]{64}")
UNSAFE = re.compile(r"[^A-Za-z0-9ÅÄÖåäö._ -]+")
LONGEST_NAME = 60
MOST_WAITING = 20


@dataclass(frozen=True)
class Offer:
    """A file held against the plan.

    Args:
        name: Of the file.
        sha256: Of what it holds.
        document: As it was read.
        found: What it would change, and what in it cannot be.
    """

    name: str
    sha256: str
    document: Document
    found: Differences


def keep(name: str, data: bytes, accepted: frozenset[str]) -> str:
    """Keep a file that is offered, and let go of the oldest that nobody accepted.

    Args:
        name: As its sender calls it.
        data: What it holds.
        accepted: The files that were taken in, which stay.

    Returns:
        Its SHA-256.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / sha256).exists():
        # Whole or not at all: another reader may offer the same file at the same time.
        made = Path(tempfile.mkdtemp(prefix=".", dir=folder))
        (made / _safe(name)).write_bytes(data)
        try:
            made.rename(folder / sha256)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
    for old in _waiting(folder, accepted)[:-MOST_WAITING]:
        shutil.rmtree(old, ignore_errors=True)
    return sha256


def _waiting(folder: Path, accepted: frozenset[str]) -> list[Path]:
    """The files that nobody accepted, the oldest first.

    Another reader may be writing one (its name begins with a dot) or letting go of one.
    """
    found: list[tuple[int, Path]] = []
    for one in folder.iterdir():
        if one.name not in accepted and not one.name.startswith("."):
            with contextlib.suppress(FileNotFoundError):
                found.append((one.stat().st_mtime_ns, one))
    return [one for _time, one in sorted(found)]


def kept(sha256: str) -> tuple[str, bytes] | None:
    """The name and content of a file that was offered; None where there is none."""
    if not SHA256.fullmatch(sha256):
        return None
    with contextlib.suppress(OSError, StopIteration):
        file = next((_folder() / sha256).iterdir())
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return file.name, data
    return None


def offer(viewer: Viewer, sha256: str, plan: Plan, today: datetime.date) -> Offer | None:
    """A file that was offered, held against the plan as it stands; only for who may accept it."""
    file = kept(sha256) if access.may(viewer, ACCEPT) else None
    if file is None:
        return None
    name, data = file
    document = read(data)
    return Offer(
        name, sha256, document, differences(standing(plan), document, known(viewer), today)
    )


def standing(plan: Plan) -> PlanView:
    """The plan with all that was ever told."""
    return as_of(plan.register, plan.facts, datetime.date.max, datetime.date.max)


def known(viewer: Viewer) -> Known:
    """The departments and key figures that a plan may name."""
    return Known(
        frozenset(row["department_id"] for row in rows_of(queries.departments(viewer))),
        frozenset(
            id_
            for row in rows_of(kpis.definitions(viewer))
            for id_ in (row["kpi_id"], row["code"])
            if id_
        ),
    )


def columns() -> dict[TableName, tuple[str, ...]]:
    """The headings that are read, by table."""
    return {table: (*KEYS[table], *FIELDS[table]) for table in KEYS}


def _folder() -> Path:
    return home() / "plan_files"


def _safe(name: str) -> str:
    """A file's name without folders and signs of its sender's system."""
    last = re.split(r"[/\\]", name)[-1]
    return UNSAFE.sub("_", last).strip(" .")[-LONGEST_NAME:] or "plan"
