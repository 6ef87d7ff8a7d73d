"""The action plan's tables: taken over into the journal once, with file and line.

They lie beside the reference tables. What a row says goes into the journal as it stands, or none
of it does: a row that cannot be read is named, and nothing is taken over. From then on the journal
is the one home of the plan, and a later file changes nothing.
"""

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from actionplan.plan import (
    DATED_KINDS,
    ORE_A_THOUSAND_KRONOR,
    DependencyType,
    value_of,
)
from chargeback.home import journal_url
from journal import plan
from journal.facts import By
from journal.plan import Row
from journal.store import Journal

LOADER = By("etl load", "program")
Line = Mapping[str, str]
#: Without it there is no plan.
NEEDED = "action_plan.csv"
LONGEST_FOUND = 60


class PlanError(Exception):
    """A table of the plan that cannot be read: ``milestones.csv:17, weight: '1.10'``."""

    def __init__(self, file: str, line: int, column: str, found: str | None = None) -> None:
        parts = [column, *([repr(found[:LONGEST_FOUND])] if found is not None else [])]
        super().__init__(f"{file}:{line}, {': '.join(part for part in parts if part)}")


class Cells(Mapping[str, str]):
    """A row's cells by their headings; ``column`` is the one read last."""

    def __init__(self, row: Mapping[str, str | None]) -> None:
        self.row, self.column = row, ""

    def __getitem__(self, column: str) -> str:
        self.column = column
        cell = self.row[column]
        if cell is None:
            raise ValueError("the row ends before it")
        return cell

    def __iter__(self) -> Iterator[str]:
        return iter(self.row)

    def __len__(self) -> int:
        return len(self.row)


def take_over(home: Path, paths: Iterable[Path], now: datetime.datetime) -> int:
    """Write the plan and its history into the journal, unless it has taken them over before.

    Args:
        home: Folder of the city.
        paths: Files, and folders whose files are meant; those of the plan are known by name.
        now: The clock's time.

    Returns:
        How many facts were written.

    Raises:
        PlanError: A table cannot be read; it says where. Nothing is taken over.
        RefusedError: A row names what is not there, or activities wait for each other.
    """
    found = {file.name: file for path in paths for file in _files(path) if file.name in TABLES}
    journal = Journal(journal_url(home))
    if NEEDED not in found or journal.facts([plan.ACTIVITY]):
        return 0
    rows = [row for name in TABLES if name in found for row in _rows(found[name])]
    with journal.writing(now) as pen:
        plan.load(pen, LOADER, rows)
    return len(rows)


def _files(path: Path) -> Sequence[Path]:
    return list(path.iterdir()) if path.is_dir() else [path]


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a table as facts.

    Raises:
        PlanError: With the file, the line, the column and what could not be read.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    cells = Cells({})
    try:
        for line in reader:
            cells = Cells(line)
            if None in line:
                raise PlanError(path.name, reader.line_num, "", str(line[None]))
            row = TABLES[path.name](cells)
            place = {"source_file": path.name, "source_line": reader.line_num}
            yield Row(row.kind, row.subject, {**row.body, **place}, row.valid_from)
    except csv.Error as error:
        raise PlanError(path.name, reader.reader.line_num, "", str(error)) from None
    except (KeyError, ValueError, ZeroDivisionError):
        found = cells.row.get(cells.column)
        raise PlanError(path.name, reader.line_num, cells.column, found) from None


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data[error.start : error.end].decode("cp1252", errors="replace")
        raise PlanError(path.name, line, "UTF-8", found) from None


def _goal(line: Line) -> Row:
    body = {
        **_taken(line, "title_sv", "title_en", "description_sv", "basis"),
        "section_sv": line["strategy_section_sv"],
        "quote_sv": line["strategy_quote_sv"],
    }
    return Row(plan.GOAL, f"goal:{line['goal_id']}", body)


def _effect(line: Line) -> Row:
    body = _taken(line, "goal_id", "title_sv", "title_en", "basis")
    return Row(plan.EFFECT, f"effect:{line['effect_id']}", body)


def _need(line: Line) -> Row:
    body = {
        **_taken(line, "text_sv", "decision", "basis"),
        "from_org": line["from_org_id"],
        "day": _day(line["date"]),
        "priority": int(line["priority"]),
    }
    day = datetime.date.fromisoformat(line["date"])
    return Row(plan.NEED, f"need:{line['need_id']}", body, day)


def _activity(line: Line) -> Row:
    body = {
        **_taken(line, "goal_id", "title_sv", "title_en", "funding_sv", "deliverable_sv", "basis"),
        "effect_ids": _parts(line["effect_ids"]),
        "need_ids": _parts(line["need_ids"]),
        "kpi_ids": _parts(line["kpi_ids"]),
        "owner_org": line["owner_org_id"],
        "owner_role": line["owner_role_sv"],
        "sponsor": line["sponsor_sv"],
        "planned_start": _day(line["planned_start"]),
        "planned_end": _day(line["planned_end"]),
        "budget_ore": int(line["budget_tkr"]) * ORE_A_THOUSAND_KRONOR,
    }
    start = datetime.date.fromisoformat(line["planned_start"])
    return Row(plan.ACTIVITY, plan.subject_of("activity", line["activity_id"]), body, start)


def _milestone(line: Line) -> Row:
    body = {
        **_taken(
            line, "activity_id", "title_sv", "title_en", "decision_body_sv", "weight", "basis"
        ),
        "seq": int(line["seq"]),
    }
    if not 0 < Fraction(line["weight"]) <= 1:
        raise ValueError(line["weight"])
    return Row(plan.MILESTONE, plan.subject_of("milestone", line["milestone_id"]), body)


def _dependency(line: Line) -> Row:
    ends = line["predecessor_id"], line["successor_id"]
    if line["type"] not in get_args(DependencyType):
        raise ValueError(line["type"])
    body = {
        **_taken(line, "type", "note_sv", "basis"),
        "predecessor": ends[0],
        "successor": ends[1],
        "lag_days": int(line["lag_days"]),
    }
    return Row(plan.DEPENDENCY, f"dependency:{'>'.join(ends)}", body)


def _fact(line: Line) -> Row:
    entity = next((one for one in plan.ALLOWED if one == line["entity"]), None)
    if entity is None:
        raise ValueError(line["entity"])
    kind = next((one for one in plan.ALLOWED[entity] if one == line["kind"]), None)
    if kind is None:
        raise ValueError(line["kind"])
    unit = line["unit"]
    value = value_of(kind, line["value"], unit)
    known_on = datetime.date.fromisoformat(line["recorded_at"])
    report_date = _day(line["report_date"])
    body = {
        "value": "" if value is None else str(value),
        "known_on": known_on.isoformat(),
        "report_date": report_date,
        "by": line["by_role"],
        "reason": line["reason_sv"],
        "fact_id": line["fact_id"],
        "basis": line["basis"],
    }
    day = value if kind in DATED_KINDS and isinstance(value, datetime.date) else known_on
    return Row(f"plan.{kind}", plan.subject_of(entity, line["id"]), body, day)


def _taken(line: Line, *names: str) -> dict[str, Any]:
    return {name: line[name] for name in names}


def _day(text: str) -> str:
    """A day as it is written, read once so that it is one."""
    return datetime.date.fromisoformat(text).isoformat()


def _parts(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


#: The tables, in the order in which what they name comes to be there.
TABLES: Mapping[str, Callable[[Line], Row]] = {
    "goals.csv": _goal,
    "effects.csv": _effect,
    "needs.csv": _need,
    "action_plan.csv": _activity,
    "milestones.csv": _milestone,
    "dependencies.csv": _dependency,
    "plan_facts.csv": _fact,
}
