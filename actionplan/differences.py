"""What a file would change in the plan, and what in it cannot be.

Nothing here is decided: the differences are shown, and taken in whole or not at all.
"""

import dataclasses
import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from actionplan.exchange import (
    KEYS,
    Document,
    Fault,
    FieldValue,
    Place,
    Row,
    TableName,
    tidy,
    written,
)
from actionplan.network import CycleError, order
from actionplan.plan import Activity, Dependency, Kind, Milestone, MilestoneState, PlanView

ChangeKind = Literal["new", "moved", "changed"]
#: Columns to the names that the plan's shapes have, where they differ.
NAMES: Mapping[str, str] = {
    "owner_org_id": "owner_org",
    "owner_role_sv": "owner_role",
    "sponsor_sv": "sponsor",
    "budget_kr": "budget_ore",
}
#: Days that are told of a milestone, in the order in which they are told.
TOLD: tuple[Kind, ...] = ("baseline", "forecast", "actual")
DAYS = frozenset({*TOLD, "planned_start", "planned_end"})
#: Without which nothing new is taken in.
NEEDED: Mapping[TableName, tuple[str, ...]] = {
    "activities": (
        "goal_id", "title_sv", "owner_org_id", "owner_role_sv", "planned_start", "planned_end",
    ),
    "milestones": ("activity_id", "title_sv", "weight", "baseline"),
    "dependencies": ("type",),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the plan names but does not hold: departments and key figures; empty for any."""

    departments: frozenset[str] = frozenset()
    kpis: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Field:
    """A column whose value differs."""

    column: str
    before: FieldValue | None
    after: FieldValue


@dataclass(frozen=True)
class Change:
    """What a row would change.

    Args:
        kind: New, moved in time, or changed otherwise.
        row: What the file says.
        fields: What differs.
        part: What the plan would consist of; None where only days are told.
        days: What would be told of a milestone.
    """

    kind: ChangeKind
    row: Row
    fields: tuple[Field, ...]
    part: Activity | Milestone | Dependency | None
    days: tuple[tuple[Kind, datetime.date], ...] = ()


@dataclass(frozen=True)
class Differences:
    """What a file and the plan do not agree on.

    Args:
        changes: What would be written, activities first, in the file's order.
        missing: What the plan has and the file does not name; it stays as it is.
        faults: What cannot be taken in; while there is any, nothing can.
    """

    changes: tuple[Change, ...]
    missing: tuple[tuple[TableName, str], ...]
    faults: tuple[Fault, ...]

    @cached_property
    def digest(self) -> str:
        """Of what would be written: whoever says yes to it has seen this and nothing else."""
        told = [
            (one.kind, one.row.table, one.row.id,
             [(f.column, written(f.before), written(f.after)) for f in one.fields])
            for one in self.changes
        ]  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()


def differences(
    view: PlanView, document: Document, known: Known, today: datetime.date
) -> Differences:
    """A file held against the plan.

    Args:
        view: The plan as it is known now.
        document: The file as read.
        known: What it may name beside the plan.
        today: No milestone is reached later than that.
    """
    return _Comparison(view, document, known, today).found


class _Comparison:
    def __init__(
        self, view: PlanView, document: Document, known: Known, today: datetime.date
    ) -> None:
        self._view, self._document, self._known, self._today = view, document, known, today
        self._faults = list(document.faults)
        self._seq: dict[str, int] = {}
        self._rows: Mapping[TableName, list[Row]] = {
            table: [row for row in document.rows if row.table == table] for table in KEYS
        }

    @cached_property
    def found(self) -> Differences:
        changes = [
            change
            for rows, compare in (
                (self._rows["activities"], self._activity),
                (self._rows["milestones"], self._milestone),
                (self._rows["dependencies"], self._dependency),
            )
            for row in rows
            if (change := compare(row)) is not None
        ]
        self._check_weights(changes)
        self._check_ring(changes)
        ordered = sorted(self._faults, key=lambda one: (one.place.part, one.place.line))
        return Differences(tuple(changes), tuple(self._missing()), tuple(ordered))

    def _fault(self, row: Row, column: str, rule: str, found: str = "") -> None:
        self._faults.append(Fault(row.place, column, rule, found))

    def _missing(self) -> Iterator[tuple[TableName, str]]:
        register = self._view.register
        ids: Mapping[TableName, list[str]] = {
            "activities": list(register.activities),
            "milestones": list(register.milestones),
            "dependencies": [one.id for one in register.dependencies],
        }
        for table in KEYS:
            if table in self._document.tables:
                yield from (
                    (table, id_) for id_ in ids[table] if (table, id_) not in self._document.named
                )

    def _needs(self, row: Row) -> bool:
        """Whether something new has all it needs; what it lacks is told."""
        # A cell that could not be read has been told already.
        told = {(fault.place, fault.column) for fault in self._document.faults}
        lacking = [column for column in NEEDED[row.table] if column not in row.values]
        for column in lacking:
            if (row.place, column) not in told:
                self._fault(row, column, "needed")
        return not lacking

    # --- activities ---

    def _activity(self, row: Row) -> Change | None:
        before = self._view.register.activities.get(row.id)
        self._check_names(row, before)
        if before is None and not self._needs(row):
            return None
        values = {NAMES.get(column, column): value for column, value in row.values.items()}
        part: Activity
        if before is None:
            part = Activity(id=row.id, **_typed(values))
        else:
            part = dataclasses.replace(before, **_typed(_changed(before, values)))
        if part.planned_end < part.planned_start:
            self._fault(row, "planned_end", "order", written(part.planned_end))
        return _change(row, before, part)

    def _check_names(self, row: Row, before: Activity | None) -> None:
        """What a row names anew must be there; what stood there before may stay."""
        register = self._view.register
        wanted: Mapping[str, tuple[object, ...]] = {
            "goal_id": tuple(register.goals),
            "effect_ids": tuple(register.effects),
            "need_ids": tuple(register.needs),
            "kpi_ids": tuple(self._known.kpis),
            "owner_org_id": tuple(self._known.departments),
        }
        for column, there in wanted.items():
            value = row.values.get(column, ())
            ids = _ids(value)
            is_any = column in {"kpi_ids", "owner_org_id"} and not there
            stood = getattr(before, NAMES.get(column, column)) if before else ()
            for id_ in ids:
                if id_ not in there and not is_any and id_ not in _ids(stood):
                    self._fault(row, column, "unknown", written(id_))

    # --- milestones ---

    def _milestone(self, row: Row) -> Change | None:
        state = self._view.milestones.get(row.id)
        if state is None and not self._needs(row):
            return None
        activity_id = row.values.get("activity_id")
        if state is None and activity_id not in self._activities:
            self._fault(row, "activity_id", "unknown", written(activity_id))
            return None
        before = state.milestone if state else None
        if before and activity_id not in {None, before.activity_id}:
            self._fault(row, "activity_id", "other", written(activity_id))
            return None
        values = {column: value for column, value in row.values.items() if column not in TOLD}
        if before is None:
            values.setdefault("seq", self._next_seq(str(activity_id)))
            part = Milestone(id=row.id, **_typed(values))
        else:
            part = dataclasses.replace(before, **_typed(_changed(before, values)))
        days = self._days(row, state)
        told = [Field(kind, _told(state, kind), day) for kind, day in days]
        if [kind for kind, _day in days[:2]] == ["baseline", "forecast"]:
            # What is decided anew is believed in too, until another day is told.
            told[1] = Field("forecast", days[0][1], days[1][1])
        return _change(row, before, part, tuple(told), days)

    @cached_property
    def _activities(self) -> frozenset[str]:
        """Those of the plan and those that the file has anew."""
        return frozenset(
            {*self._view.register.activities, *(row.id for row in self._rows["activities"])}
        )

    def _next_seq(self, activity_id: str) -> int:
        """After the last of the activity's milestones, those of the file before it with."""
        own = [
            one.seq
            for one in self._view.register.milestones.values()
            if one.activity_id == activity_id
        ]
        self._seq[activity_id] = self._seq.get(activity_id, max(own, default=0)) + 1
        return self._seq[activity_id]

    def _days(
        self, row: Row, state: MilestoneState | None
    ) -> tuple[tuple[Kind, datetime.date], ...]:
        """What would be told: first the day decided, then that believed in, then that reached."""
        said = {
            kind: day for kind in TOLD if isinstance(day := row.values.get(kind), datetime.date)
        }
        days: list[tuple[Kind, datetime.date]] = []
        believed = state.forecast if state else None
        baseline, forecast, actual = (said.get(kind) for kind in TOLD)
        if baseline and baseline != (state.current_baseline if state else None):
            days.append(("baseline", baseline))
            # A day that was never forecast only repeats the one decided before.
            is_echo = state is not None and forecast == believed == state.current_baseline
            believed = forecast if is_echo else baseline
        if forecast and forecast != believed:
            days.append(("forecast", forecast))
            if state and state.reached:
                self._fault(row, "forecast", "reached", written(state.actual))
        if actual and actual != (state.actual if state else None):
            days.append(("actual", actual))
            if actual > self._today:
                self._fault(row, "actual", "future", written(actual))
        return tuple(days)

    def _check_weights(self, changes: list[Change]) -> None:
        """The weights of an activity's milestones make a whole where the file touches them."""
        weights: defaultdict[str, dict[str, Fraction]] = defaultdict(dict)
        for one in self._view.register.milestones.values():
            weights[one.activity_id][one.id] = one.weight
        touched: dict[str, Row] = {}
        for change in changes:
            if isinstance(change.part, Milestone):
                one = change.part
                if weights[one.activity_id].get(one.id) != one.weight:
                    touched.setdefault(one.activity_id, change.row)
                weights[one.activity_id][one.id] = one.weight
        for activity_id, row in touched.items():
            total = sum(weights[activity_id].values(), start=Fraction(0))
            if total != 1:
                self._fault(row, "weight", "weights", f"{activity_id}: {written(total)}")

    # --- dependencies ---

    def _dependency(self, row: Row) -> Change | None:
        ends = row.id.split(">")
        for column, end in zip(KEYS["dependencies"], ends, strict=True):
            if end not in self._activities:
                self._fault(row, column, "unknown", end)
                return None
        if ends[0] == ends[1]:
            self._fault(row, "successor_id", "itself", ends[0])
            return None
        there = {one.id: one for one in self._view.register.dependencies}
        before = there.get(row.id)
        if before is None and not self._needs(row):
            return None
        if before is None:
            both = {"predecessor": ends[0], "successor": ends[1]}
            part = Dependency(**_typed({**both, **row.values}))
        else:
            part = dataclasses.replace(before, **_typed(_changed(before, dict(row.values))))
        return _change(row, before, part)

    def _check_ring(self, changes: list[Change]) -> None:
        """No activities wait for each other; a ring is named."""
        new = [one for one in changes if isinstance(one.part, Dependency) and one.kind == "new"]
        links = {one.id: one for one in self._view.register.dependencies}
        links |= {one.row.id: one.part for one in new if isinstance(one.part, Dependency)}
        try:
            order(self._activities, links.values())
        except CycleError as error:
            ring = set(zip(error.cycle, error.cycle[1:], strict=False))
            own = [one.row for one in new if tuple(one.row.id.split(">")) in ring]
            place = own[0].place if own else Place(0)
            path = " → ".join(error.cycle)
            self._faults.append(Fault(place, "predecessor_id", "ring", path))


def _ids(value: FieldValue) -> tuple[FieldValue, ...]:
    return value if isinstance(value, tuple) else (value,)


def _changed(before: object, values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Of the values those that say something else than what stands."""
    return {
        name: value for name, value in values.items() if not _same(getattr(before, name), value)
    }


def _same(one: FieldValue, other: FieldValue) -> bool:
    """Whether two values say the same; blanks, and the order of ids, say nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return tidy(one) == tidy(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def _change(
    row: Row,
    before: Activity | Milestone | Dependency | None,
    part: Activity | Milestone | Dependency,
    told: tuple[Field, ...] = (),
    days: tuple[tuple[Kind, datetime.date], ...] = (),
) -> Change | None:
    fields = [
        Field(column, getattr(before, name) if before else None, getattr(part, name))
        for column, name in ((one, NAMES.get(one, one)) for one in row.values if one not in TOLD)
        if before is None or getattr(before, name) != getattr(part, name)
    ]
    is_entered = bool(fields) or before is None
    fields += told
    if not fields and before is not None:
        return None
    is_moved = any(one.column in DAYS for one in fields)
    kind: ChangeKind = "new" if before is None else "moved" if is_moved else "changed"
    return Change(kind, row, tuple(fields), part if is_entered else None, days)


def _told(state: MilestoneState | None, kind: Kind) -> datetime.date | None:
    if state is None:
        return None
    return {
        "baseline": state.current_baseline,
        "forecast": state.forecast,
        "actual": state.actual,
    }[kind]


def _typed(values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """Values as arguments: each was read as what its column is."""
    return dict(values)
