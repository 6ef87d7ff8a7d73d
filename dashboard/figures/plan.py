"""Which activities and milestones a page asks for, in which order, and how they are drawn."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.plan import MilestoneState
from actionplan.schedule import dates_of
from actionplan.trend import trend
from dashboard import clock
from dashboard.charts.gantt import Bar, Mark, Scale
from dashboard.charts.promises import Promise
from dashboard.i18n import name
from dashboard.plan import Asked, Dates, Line, milestones_of, title
from dashboard.queries import plan as queries
from dashboard.rows import rows_of
from dashboard.view import View
from dashboard.words import plan as words

#: What an activity can be asked for by, beside its goal and owner.
STATES = ("red", "yellow", "green", "cannot_be_judged", "done", "differs", "critical")
GROUPS = ("goal", "owner", "status")


@dataclass(frozen=True)
class Shown:
    """What the address asks for of a plan.

    Args:
        asked: The plan.
    """

    asked: Asked

    @property
    def view(self) -> View:
        """What the page is asked for."""
        return self.asked.view

    @cached_property
    def departments(self) -> dict[str, str]:
        """Names of departments by id."""
        rows = rows_of(queries.departments(self.view.viewer))
        return {row["department_id"]: name(row) for row in rows}

    def owner(self, line: Line) -> str:
        """Who answers for an activity: ``Nätansvarig, serviceförvaltningen``."""
        activity = line.activity
        org = self.departments.get(activity.owner_org, activity.owner_org)
        return f"{activity.owner_role}, {org}"

    def goal(self, goal_id: str) -> str:
        """A goal's name."""
        goal = self.asked.shown.register.goals.get(goal_id)
        return title(goal) if goal else goal_id

    @cached_property
    def lines(self) -> list[Line]:
        """The activities asked for."""
        return [line for line in self.asked.lines if self._wants(line)]

    @cached_property
    def dates(self) -> list[Dates]:
        """The milestones of them."""
        wanted = {line.id for line in self.lines}
        return [one for one in self.asked.dates if one.line.id in wanted]

    def _wants(self, line: Line) -> bool:
        get = self.view.address.get
        return (
            get("goal") in {"", line.activity.goal_id}
            and get("owner") in {"", line.owner}
            and get("activity") in {"", line.id}
            and self._is(line, get("status"))
        )

    @staticmethod
    def _is(line: Line, state: str) -> bool:
        if state not in STATES:
            return True
        if state == "differs":
            return line.judgement.differs
        return line.is_critical if state == "critical" else line.judgement.rating == state

    @property
    def grouped_by(self) -> str:
        """What stands over the groups."""
        chosen = self.view.address.get("by")
        return chosen if chosen in GROUPS else GROUPS[0]

    @cached_property
    def groups(self) -> dict[str, list[Line]]:
        """The activities under the names of their groups, the groups in the plan's order."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=self._order):
            found.setdefault(self._group(line), []).append(line)
        return found

    def _order(self, line: Line) -> tuple[int | str, str]:
        if self.grouped_by == "status":
            return STATES.index(line.judgement.rating), line.id
        return (line.activity.goal_id if self.grouped_by == "goal" else self.owner(line)), line.id

    def _group(self, line: Line) -> str:
        if self.grouped_by == "owner":
            return self.owner(line)
        if self.grouped_by == "status":
            return words.state(line.judgement.rating)
        return self.goal(line.activity.goal_id)

    @cached_property
    def years(self) -> list[int]:
        """The years of the plan, from its first day to its last."""
        days = [
            day
            for line in self.asked.lines
            for day in (*dates_of(line.state), line.activity.planned_start)
        ]
        last = max(*days, self.asked.schedule.plan_end)
        return list(range(min(days).year, last.year + 1))

    @cached_property
    def scale(self) -> Scale:
        """The days drawn: the whole plan, or the year or half-year in the address."""
        first, last = self.spans.get(self.view.address.get("year"), self._whole)
        return Scale(first, last, self.asked.shown.day, clock.today())

    @property
    def _whole(self) -> tuple[datetime.date, datetime.date]:
        return datetime.date(self.years[0], 1, 1), datetime.date(self.years[-1], 12, 31)

    @cached_property
    def spans(self) -> dict[str, tuple[datetime.date, datetime.date]]:
        """First and last day of each year (``2009``) and half-year (``2009-2``) of the plan."""
        found = {}
        for year in self.years:
            first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
            found[str(year)] = (first, last)
            found[f"{year}-1"] = (first, datetime.date(year, 6, 30))
            found[f"{year}-2"] = (datetime.date(year, 7, 1), last)
        return found

    def bar(self, line: Line) -> Bar:
        """An activity as it is drawn: its first and last milestone, the others as marks."""
        states = milestones_of(line.state)
        start, end = dates_of(line.state)
        planned = [day for one in states if (day := self._baseline(one))]
        slack = line.row.late_finish if line.row else None
        return Bar(
            start,
            end,
            planned[0] if planned else line.activity.planned_start,
            planned[-1] if planned else line.activity.planned_end,
            line.is_done,
            line.is_critical,
            [self._mark(one) for one in states[1:-1]],
            None if line.is_critical else slack,
        )

    def bar_of(self, one: Dates) -> Bar:
        """A milestone as it is drawn: from the day decided to the day believed in."""
        believed = one.state.believed or one.line.activity.planned_end
        due = one.baseline or believed
        mark = self._mark(one.state)
        return Bar(due, believed, due, due, one.is_reached, marks=[mark])

    def _baseline(self, state: MilestoneState) -> datetime.date | None:
        is_first = self.asked.against == "first"
        return state.first_baseline if is_first else state.current_baseline

    def _mark(self, state: MilestoneState) -> Mark:
        late = self.late_days[state.milestone.id]
        day = state.believed or self.asked.shown.day
        reached = state.actual_on(self.asked.shown.day) is not None
        told = words.mark(title(state.milestone), day, is_reached=reached, late=late)
        return Mark(day, told, reached, is_late=not reached and bool(late))

    @cached_property
    def late_days(self) -> dict[str, int | None]:
        """How late each milestone is, by its id."""
        return {one.id: one.late_days for one in self.asked.dates}

    def label(self, line: Line) -> str:
        """An activity's line in one sentence."""
        bar = self.bar(line)
        return words.line(
            title(line.activity), (bar.plan_start, bar.plan_end), (bar.start, bar.end)
        )


def promises(line: Line, day: datetime.date, chosen: str) -> list[Promise]:
    """The milestones of an activity that were promised for a day, as their trend is drawn.

    Args:
        line: The activity.
        day: The day of the report.
        chosen: Id of the milestone the drawing is about.
    """
    found: list[Promise] = []
    for state in line.state.milestones:
        points = trend(state)
        if not points:
            continue
        reached = points[-1].kind == "reached"
        late = (points[-1].day - points[0].day).days
        told = words.lateness(late)
        found.append(
            Promise(
                [(point.known_on, point.day) for point in points],
                points[-1].known_on if reached else max(day, points[-1].known_on),
                reached,
                state.milestone.id == chosen,
                title(state.milestone),
                told,
            )
        )
    return found


def steps(state: MilestoneState) -> Sequence[tuple[datetime.date, datetime.date]]:
    """A milestone's slip history as a small line: known when, and which day."""
    return [(point.known_on, point.day) for point in trend(state)]
