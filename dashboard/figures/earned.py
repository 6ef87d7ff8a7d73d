"""Earned value as a page shows it: of the activities asked for, on the report's day and before."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.earned_value import CoursePoint, EarnedValue, total
from dashboard.figures.plan import Shown
from dashboard.plan import Asked, Line, title


@dataclass(frozen=True)
class Named:
    """A goal, another group or an activity, with its earned value; a goal's id where it is one."""

    name: str
    value: EarnedValue
    goal_id: str = ""


@dataclass(frozen=True)
class Earned:
    """The earned value of the activities that the address asks for.

    Args:
        shown: What is asked for.
    """

    shown: Shown

    @property
    def asked(self) -> Asked:
        """The plan."""
        return self.shown.asked

    @property
    def is_whole(self) -> bool:
        """Whether all of the plan is asked for."""
        return len(self.shown.lines) == len(self.asked.lines)

    @cached_property
    def value(self) -> EarnedValue:
        """Of all that is asked for."""
        return self._of(self.shown.lines)

    def _of(self, lines: Sequence[Line]) -> EarnedValue:
        return total(self.asked.earned[line.id] for line in lines)

    @cached_property
    def goals(self) -> list[Named]:
        """Goal by goal, in the plan's order; those without activities left out."""
        goals = self.asked.shown.register.goals.values()
        own = {
            one.id: [x for x in self.shown.lines if x.activity.goal_id == one.id] for one in goals
        }
        return [Named(title(one), self._of(own[one.id]), one.id) for one in goals if own[one.id]]

    @cached_property
    def groups(self) -> list[Named]:
        """As the page groups its activities; the activities themselves where there is one group."""
        groups = self.shown.groups
        if len(groups) > 1:
            return [Named(name, self._of(lines)) for name, lines in groups.items()]
        return [
            Named(title(line.activity), self._of([line]))
            for lines in groups.values()
            for line in lines
        ]

    @cached_property
    def reports(self) -> list[datetime.date]:
        """The days of reports by the day shown, oldest first."""
        last = self.asked.shown.day
        return sorted(day for day in self.asked.reports if day <= last)

    @cached_property
    def points(self) -> Sequence[CoursePoint]:
        """The course on the last day of each month of the plan's years, and on the reports'."""
        years = self.shown.years
        ends = (
            datetime.date(year, month, calendar.monthrange(year, month)[1])
            for year in range(years[0], years[-1] + 1)
            for month in range(1, 13)
        )
        days = {datetime.date(years[0], 1, 1), *ends, *self.reports, self.asked.shown.day}
        ids = None if self.is_whole else tuple(line.id for line in self.shown.lines)
        return self.asked.course(tuple(sorted(days)), ids)

    @cached_property
    def told(self) -> list[tuple[datetime.date, EarnedValue]]:
        """What is known now of each report's day, newest first; the day shown among them."""
        wanted = {*self.reports, self.asked.shown.day}
        found = [
            (one.day, one.value(self.value.bac_ore)) for one in self.points if one.day in wanted
        ]
        return [(day, value) for day, value in reversed(found) if value is not None]
