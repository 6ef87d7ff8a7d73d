"""A round of reporting as its page shows it: who has handed in, who has not, and what was said."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from actionplan.calendar import report_after
from actionplan.plan import ORE_A_THOUSAND_KRONOR
from dashboard.plan import REPORTED_WITHIN, Asked, Line, title
from journal.rounds import Round


class Reporting(Asked):
    """The plan of the report that is told of now, or as the board saw an earlier one."""

    @cached_property
    def report_date(self) -> datetime.date:
        """The report that a word of today belongs to; the one in the address where it names one."""
        return self.telling if self.is_now else super().report_date

    @property
    def round(self) -> Round | None:
        """Its round; None where it was taken over, or has not been opened."""
        return self.rounds.get(self.report_date)

    @property
    def is_open(self) -> bool:
        """Whether its owners report now."""
        return self.is_now and self.round is not None and self.round.is_open

    @property
    def can_be_opened(self) -> list[datetime.date]:
        """The report told of now, and the next; the next first where all have handed in."""
        now, following = self.telling, report_after(self.telling)
        return [now, following] if self.missing or now in self.rounds else [following, now]

    @property
    def last_day(self) -> datetime.date:
        """The last day of handing in."""
        return self.report_date + REPORTED_WITHIN

    @cached_property
    def asked_for(self) -> list[Line]:
        """The activities whose word is due, or that was given all the same."""
        return [line for line in self.lines if line.is_due or is_handed_in(line)]

    @property
    def not_begun(self) -> int:
        """How many are not asked for: they begin after the report."""
        return sum(line.activity.planned_start > self.report_date for line in self._not_asked_for)

    @property
    def done_before(self) -> int:
        """How many are not asked for: they were done a report ago."""
        return len(self._not_asked_for) - self.not_begun

    @cached_property
    def _not_asked_for(self) -> list[Line]:
        asked_for = {line.id for line in self.asked_for}
        return [line for line in self.lines if line.id not in asked_for]

    @cached_property
    def handed_in(self) -> list[Line]:
        """Those whose owner has reported."""
        return [line for line in self.asked_for if is_handed_in(line)]

    @cached_property
    def missing(self) -> list[Line]:
        """Those whose owner has not, owner by owner."""
        waiting = [line for line in self.asked_for if not is_handed_in(line)]
        return sorted(waiting, key=lambda line: (line.owner, line.id))

    @property
    def kinder(self) -> int:
        """How many owners' colours are kinder than the rule's."""
        return sum(line.judgement.is_kinder for line in self.handed_in)

    @property
    def cost_ore(self) -> int:
        """What the report says was spent in the tertial."""
        return sum(cost_of(line, self.report_date) or 0 for line in self.lines)

    @cached_property
    def own(self) -> list[Line]:
        """The activities that the reader may report on."""
        return [line for line in self.asked_for if self.may_tell_of(line.activity)]

    @cached_property
    def chosen(self) -> Line | None:
        """The activity whose form stands open: the address's, else an owner's first to report."""
        get = self.view.address.get
        wanted = get("open") or get("activity")
        if wanted:
            return next((line for line in self.own if line.id == wanted), None)
        is_owner = self.viewer.role == "owner"
        return next((line for line in self.own if line in self.missing), None) if is_owner else None

    def seen(self, line: Line) -> int:
        """Number of the last fact of an activity and its milestones."""
        of_milestones = (
            self.plan.seen("milestone", one.milestone.id) for one in line.state.milestones
        )
        return max(self.plan.seen("activity", line.id), *of_milestones, 0)


@dataclass(frozen=True)
class Last:
    """What an owner said last: in this report, else in the one before."""

    report_date: datetime.date
    rating: str
    percent: int | None
    comment: str


def is_handed_in(line: Line) -> bool:
    """Whether the owner has reported: the rating is what a report is known by."""
    return line.judgement.self_rating is not None


def cost_of(line: Line, report_date: datetime.date) -> int | None:
    """What was told of a tertial's cost, in öre; None where nothing was."""
    told = (one.value for one in line.state.costs if one.report_date == report_date)
    return next(told, None)


def thousands_of(line: Line, report_date: datetime.date) -> str:
    """The same as the form takes it: thousands of kronor, nothing where nothing was told."""
    ore = cost_of(line, report_date)
    return "" if ore is None else str(ore // ORE_A_THOUSAND_KRONOR)


def percent_of(line: Line, report_date: datetime.date) -> int | None:
    """What was told of how much is done, in whole per cent; None where nothing was."""
    told = (one.value for one in line.state.progress if one.report_date == report_date)
    return next(told, None)


def comment_of(line: Line, report_date: datetime.date) -> str:
    """The last comment of a report; empty where there is none."""
    told = [one.reason for one in line.state.comments if one.report_date == report_date]
    return told[-1] if told else ""


def last_of(line: Line) -> Last | None:
    """What its owner said last; None where nothing was said yet."""
    ratings = line.state.self_ratings
    if not ratings:
        return None
    day = ratings[-1].report_date
    return Last(day, ratings[-1].value, percent_of(line, day), comment_of(line, day))


@dataclass(frozen=True)
class Open:
    """A milestone that is not reached: its name, and the day last decided or promised."""

    id: str
    name: str
    day: datetime.date | None


def open_milestones(line: Line) -> list[Open]:
    """The milestones that are not reached."""
    return [
        Open(one.milestone.id, title(one.milestone), one.forecast)
        for one in line.state.milestones
        if one.reached is None
    ]
