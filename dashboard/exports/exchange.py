"""The plan as files that can be taken in again: tables, a project file and a calendar."""

from collections.abc import Iterator

from actionplan.differences import NAMES
from actionplan.exchange import FIELDS, KEYS, FieldKind, TableName, written
from actionplan.ical import calendar_file
from actionplan.msproject import project_file
from actionplan.plan import MilestoneState, PlanView
from dashboard import formats
from dashboard.exports.tables import Column, Kind, Table, Value
from dashboard.i18n import _, language

KINDS: dict[FieldKind, Kind] = {"day": "day", "ore": "ore", "whole": "whole"}


def plan_tables(view: PlanView) -> dict[str, Table]:
    """Activities, milestones and dependencies under the names of columns that are read again."""
    return {table: _table(view, table) for table in KEYS}


def _table(view: PlanView, table: TableName) -> Table:
    columns = [
        *(Column(key) for key in KEYS[table]),
        *(Column(name, KINDS.get(kind, "text")) for name, kind in FIELDS[table].items()),
    ]
    return Table(table, columns, list(_rows(view, table)))


def _rows(view: PlanView, table: TableName) -> Iterator[list[Value]]:
    register = view.register
    if table == "activities":
        for activity in register.activities.values():
            yield [activity.id, *_values(activity, table)]
    elif table == "dependencies":
        for one in register.dependencies:
            yield [one.predecessor, one.successor, *_values(one, table)]
    else:
        for state in view.milestones.values():
            days = [state.current_baseline, state.forecast, state.actual]
            yield [state.milestone.id, *_values(state.milestone, table), *days]


def _values(part: object, table: TableName) -> Iterator[Value]:
    for column, kind in FIELDS[table].items():
        if hasattr(part, NAMES.get(column, column)):
            value = getattr(part, NAMES.get(column, column))
            yield value if kind in KINDS else written(value)


def project(view: PlanView) -> bytes:
    """The plan as Microsoft Project and ProjectLibre open it."""
    return project_file(view, _("Action plan"))


def calendar(view: PlanView) -> bytes:
    """The milestones as a calendar."""
    name = _("Milestones of the action plan")
    return calendar_file(view, name, _described, "en" if language() == "en" else "sv")


def _described(state: MilestoneState) -> str:
    """A milestone's number, the day first decided, and whether it is reached."""
    first = formats.day(state.first_baseline)
    if state.reached:
        return _("%(id)s, reached. First decided %(day)s.", id=state.milestone.id, day=first)
    return _("%(id)s, forecast. First decided %(day)s.", id=state.milestone.id, day=first)
