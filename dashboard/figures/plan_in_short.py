"""The plan in short, as a board reads it: by goal, what slipped most, who sees it otherwise."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from actionplan.decisions import Question, questions
from actionplan.on_time import OnTime
from actionplan.plan import Rating, Told
from dashboard.address import Address
from dashboard.components.shapes import Status
from dashboard.figures.plan import Shown
from dashboard.figures.span import month_end
from dashboard.plan import Asked, Dates, Line, title
from dashboard.view import View
from dashboard.words import plan as words

#: In the order they are told.
RATINGS: tuple[Rating, ...] = ("done", "green", "yellow", "red", "cannot_be_judged")


@dataclass(frozen=True)
class GoalCount:
    """A goal and its activities by what the rule says of them.

    Args:
        id: The goal's; empty for the whole plan.
        name: In the reader's language; empty for the whole plan.
        counts: Activities by rating, each rating there.
    """

    id: str
    name: str
    counts: Mapping[Rating, int]

    @property
    def all(self) -> int:
        """All its activities."""
        return sum(self.counts.values())

    @property
    def by_status(self) -> dict[Status, int]:
        """The same by the status that each rating is drawn as."""
        return {words.SHAPES[rating]: number for rating, number in self.counts.items()}

    @property
    def late(self) -> int:
        """Those the rule calls late or very late."""
        return self.counts["yellow"] + self.counts["red"]


@dataclass(frozen=True)
class Slipped:
    """An open activity with its worst open milestone.

    Args:
        line: The activity.
        worst: The milestone furthest past the plan first decided.
    """

    line: Line
    worst: Dates

    @property
    def days(self) -> int:
        """Calendar days past the plan first decided."""
        return self.worst.late_first or 0


@dataclass(frozen=True)
class Taken:
    """A decision that was taken.

    Args:
        told: Which, by whom, and what it says.
        line: The activity it is on; None for the whole plan.
    """

    told: Told
    line: Line | None


@dataclass(frozen=True)
class InShort:
    """The whole plan as of a report; always against the plan first decided.

    Args:
        asked: The plan as it was known.
    """

    asked: Asked

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every activity by its id."""
        return {line.id: line for line in self.asked.lines}

    @cached_property
    def goals(self) -> list[GoalCount]:
        """Every goal that has activities, in the plan's order."""
        goals = self.asked.shown.register.goals
        found = [
            _count(id_, title(goal), [x for x in self.asked.lines if x.activity.goal_id == id_])
            for id_, goal in goals.items()
        ]
        return [one for one in found if one.all]

    @cached_property
    def whole(self) -> GoalCount:
        """The whole plan."""
        return _count("", "", self.asked.lines)

    @property
    def on_time(self) -> OnTime:
        """K20: of the milestones whose day has come, how many were reached by it."""
        return self.asked.on_time

    @cached_property
    def slipped(self) -> list[Slipped]:
        """Open activities that are late, the latest first."""
        dates = {one.id: one for one in self.asked.dates}
        found = [
            Slipped(line, dates[line.judgement.milestone_id])
            for line in self.asked.lines
            if not line.is_done and line.judgement.milestone_id
        ]
        late = [one for one in found if one.days > 0]
        return sorted(late, key=lambda one: (-one.days, one.line.id))

    @cached_property
    def differing(self) -> list[Line]:
        """Activities rule and owner see differently: the owner kinder first, then the latest."""
        found = [line for line in self.asked.lines if line.judgement.differs]
        return sorted(
            found,
            key=lambda line: (
                not line.judgement.is_kinder,
                -(line.judgement.late_days or 0),
                line.id,
            ),
        )

    @cached_property
    def not_handed_in(self) -> list[Line]:
        """Activities of which a word was due in the report and none was said."""
        return [x for x in self.asked.lines if x.is_due and x.judgement.self_rating is None]

    @cached_property
    def questions(self) -> Sequence[Question]:
        """What asks for a decision, the gravest first."""
        judged = {line.id: line.judgement for line in self.asked.lines}
        return questions(self.asked.shown, self.asked.schedule, judged)

    @cached_property
    def shown(self) -> Shown:
        """The same plan as its pages show it."""
        return Shown(self.asked)

    @cached_property
    def taken(self) -> list[Taken]:
        """The decisions told of in the report shown, the latest first."""
        day, shown = self.asked.report_date, self.asked.shown
        found = [
            *(Taken(told, None) for told in shown.decisions),
            *(Taken(told, line) for line in self.asked.lines for told in line.state.decisions),
        ]
        in_report = [one for one in found if one.told.report_date == day]
        return sorted(in_report, key=lambda one: one.told.number, reverse=True)

    def owner(self, line: Line) -> str:
        """Who answers for an activity: ``Nätansvarig, serviceförvaltningen``."""
        return self.shown.owner(line)

    def named(self, one: Question) -> tuple[str, str]:
        """Names of the milestone and of the other activity of a question; empty without."""
        milestones = self.asked.shown.register.milestones
        milestone = title(milestones[one.milestone_id]) if one.milestone_id else ""
        return milestone, title(self.lines[one.other_id].activity) if one.other_id else ""


def of_period(view: View) -> InShort | None:
    """The plan as of the last report by the end of the month shown; None where there is none.

    A day in the address goes before.
    """
    asked = Asked(view)
    if not view.address.get("at"):
        day = next((day for day in asked.reports if day <= month_end(view.period)), None)
        if day is None:
            return None
        asked = Asked(as_of_report(view, day))
    return InShort(asked) if asked.reports else None


def as_of_report(view: View, day: datetime.date) -> View:
    """The same view, with the plan as it was told of in a report."""
    parameters = {**view.address.parameters, "at": day.isoformat()}
    return replace(view, address=Address(view.address.path, parameters))


def _count(id_: str, named: str, lines: Sequence[Line]) -> GoalCount:
    ratings = [line.judgement.rating for line in lines]
    return GoalCount(id_, named, {rating: ratings.count(rating) for rating in RATINGS})
