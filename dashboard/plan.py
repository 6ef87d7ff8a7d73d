"""The action plan as a page asks for it: as it was known on the day in the address.

Which day that is stands in the address (``at=2009-08-31``): the report of that day with all that
was told until it closed, whatever was told since: the day its round was locked, else
:data:`REPORTED_WITHIN` days later. Without it the latest report stands, with all that is known now.
``known=2009-06-15`` is any day of knowing: what was told later is left out, and without a report
the latest that was told of by then stands.

Everything is read once for each state of the journal: its last fact's hash says when to read anew.
"""

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.as_of import as_of
from actionplan.calendar import report_after
from actionplan.earned_value import CoursePoint, EarnedValue, course, earned_value
from actionplan.on_time import OnTime, on_time
from actionplan.plan import (
    Activity,
    ActivityState,
    Effect,
    Goal,
    Milestone,
    MilestoneState,
    PlanView,
    Register,
)
from actionplan.plan import Fact as Told
from actionplan.progress import Progress, progress
from actionplan.schedule import Link, Push, Row, Schedule, delay, schedule_or_none
from actionplan.slip import Against, Slip, baseline, late_days, moves, moves_of, slips
from actionplan.status import Judgement, is_due, judgements, rule_on
from dashboard import access, clock
from dashboard.access import Viewer
from dashboard.decide import journal
from dashboard.i18n import language
from dashboard.view import UnknownError, View
from journal import plan as written
from journal import rounds
from journal.facts import Fact as Said
from journal.plan import Plan
from journal.rounds import Round
from journal.store import Journal

__all__ = [
    "Asked",
    "Dates",
    "Line",
    "Neighbour",
    "Told",
    "known",
    "milestones_of",
    "title",
]

#: A report is told of in the weeks after its day; then the board sees it, and it stays as it was.
REPORTED_WITHIN = datetime.timedelta(days=20)
NOTHING = Plan(Register({}, {}, {}, {}, {}))
Known = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """An activity with what is calculated of it.

    Args:
        state: All that was known of it.
        row: Its place in the network; None where activities wait for each other in a ring.
        judgement: What the rule and its owner say.
        moves: How often its milestones have moved, together.
        is_due: Whether its owner's word is due in the report.
    """

    state: ActivityState
    row: Row | None
    judgement: Judgement
    moves: int
    is_due: bool

    @property
    def id(self) -> str:
        """The activity's."""
        return self.state.activity.id

    @property
    def activity(self) -> Activity:
        """As registered."""
        return self.state.activity

    @property
    def owner(self) -> str:
        """The owner's department and post as one key."""
        return f"{self.activity.owner_org}:{self.activity.owner_role}"

    @property
    def post(self) -> tuple[str, str]:
        """The owner's department and post."""
        return self.activity.owner_org, self.activity.owner_role

    @property
    def is_done(self) -> bool:
        """Whether every milestone was reached by the day of the view."""
        return self.judgement.rating == "done"

    @property
    def is_critical(self) -> bool:
        """Whether every day of delay is one of the whole plan's."""
        return self.row is not None and self.row.is_critical


@dataclass(frozen=True)
class Dates:
    """A milestone with what is calculated of it.

    Args:
        line: Its activity.
        state: All that was known of it.
        slip: How it has moved.
        late_first: Calendar days late against the plan first decided; None without one.
        late_current: The same against the plan in force.
        against: Which of them is compared with.
        is_reached: Whether it was reached by the day of the view.
    """

    line: Line
    state: MilestoneState
    slip: Slip
    late_first: int | None
    late_current: int | None
    against: Against
    is_reached: bool

    @property
    def late_days(self) -> int | None:
        """Days late against the plan compared with."""
        return self.late_first if self.against == "first" else self.late_current

    @property
    def baseline(self) -> datetime.date | None:
        """The day decided in that plan."""
        return baseline(self.state, self.against)

    @property
    def id(self) -> str:
        """The milestone's."""
        return self.state.milestone.id


@dataclass(frozen=True)
class Neighbour:
    """An activity that another waits for, or that waits for it, and the dependency itself."""

    line: Line
    link: Link


@dataclass(frozen=True)
class Asked:
    """A plan as it was known on a day.

    Args:
        view: What the page is asked for.
    """

    view: View

    @property
    def viewer(self) -> Viewer:
        """Who reads."""
        return self.view.viewer

    @cached_property
    def known(self) -> Known:
        """Which journal, and its last fact: what all below is worked out from."""
        return known()

    @cached_property
    def plan(self) -> Plan:
        """What the plan consists of and all that was told; nothing for who may not read it."""
        return _plan(self.known) if access.reads_plan(self.viewer) else NOTHING

    @cached_property
    def reports(self) -> tuple[datetime.date, ...]:
        """The days that reports were told of, newest first."""
        return tuple(sorted({fact.report_date for fact in self.plan.facts}, reverse=True))

    @cached_property
    def report_date(self) -> datetime.date:
        """The report shown.

        Raises:
            UnknownError: There is no report, or the address names a day that none was told of.
        """
        wanted = self.view.address.get("at")
        if not wanted and self.reports:
            return self._last_told_of
        chosen = next((day for day in self.reports if day.isoformat() == wanted), None)
        if chosen is None:
            raise UnknownError
        return chosen

    @cached_property
    def rounds(self) -> dict[datetime.date, Round]:
        """The rounds of reporting, by their report's day."""
        return _rounds(self.known) if access.reads_plan(self.viewer) else {}

    @cached_property
    def telling(self) -> datetime.date:
        """The report that a word of today belongs to: the one open, else the first not locked."""
        is_open = (one.report_date for one in self.rounds.values() if one.is_open)
        last = max((*self.reports[:1], *self.rounds))
        return next(is_open, report_after(last) if last in self.rounds else last)

    @property
    def _last_told_of(self) -> datetime.date:
        """The latest report that anything was told of by the day of knowing in the address."""
        wanted = self.wanted_known
        if wanted is None:
            return self.reports[0]
        return max(fact.report_date for fact in self.plan.facts if fact.known_on <= wanted)

    @property
    def is_now(self) -> bool:
        """Whether all that is known now is shown, and so may be added to."""
        return not self.view.address.get("at") and self.wanted_known is None

    @cached_property
    def last_known(self) -> datetime.date:
        """The last day of knowing there is: this day, or a later one that something is known on."""
        told = (fact.known_on for fact in self.plan.facts)
        return max((clock.today(), *told, *(part.known_on for part in self.plan.register.parts)))

    def closes(self, report_date: datetime.date) -> datetime.date:
        """The last day of knowing that belongs to a report: that of its lock, where it has one."""
        held = self.rounds.get(report_date)
        if held is not None and held.locked is not None:
            return held.locked.recorded_at.date()
        return report_date + REPORTED_WITHIN

    @cached_property
    def first_known(self) -> datetime.date:
        """The first day that anything was told on."""
        return min((fact.known_on for fact in self.plan.facts), default=clock.today())

    @cached_property
    def wanted_known(self) -> datetime.date | None:
        """The day of knowing in the address; None without one, or where it is none of the plan's.

        Forgiven, unlike a report's day: it is typed, and the page says what it shows instead.
        """
        try:
            wanted = datetime.date.fromisoformat(self.view.address.get("known"))
        except ValueError:
            return None
        if not self.reports:
            return None
        return wanted if self.first_known <= wanted <= self.last_known else None

    @property
    def is_known_refused(self) -> bool:
        """Whether the address names a day of knowing that is not shown."""
        return bool(self.view.address.get("known")) and self.wanted_known is None

    @property
    def usually_known(self) -> datetime.date:
        """The day of knowing without one in the address: the report's last day, or now."""
        if self.view.address.get("at"):
            return self.closes(self.report_date)
        return self.last_known

    @property
    def known_at(self) -> datetime.date:
        """The last day of knowing that is shown."""
        return self.wanted_known or self.usually_known

    @cached_property
    def shown(self) -> PlanView:
        """The plan as known then."""
        return _as_of(self.known, self.report_date, self.known_at)

    @property
    def limit(self) -> int:
        """Calendar days late above which the report's rule says red."""
        return rule_on(self.report_date).red_above

    @property
    def against(self) -> Against:
        """Which baseline is compared with: the one first decided, or the one in force."""
        return "current" if self.view.address.get("against") == "current" else "first"

    @cached_property
    def schedule(self) -> Schedule:
        """The critical path and the floats; without rows where the plan waits for itself."""
        return _schedule(self.known, self.report_date, self.known_at)

    @cached_property
    def slips(self) -> dict[str, Slip]:
        """How each milestone has moved."""
        return _slips(self.known, self.report_date, self.known_at)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every activity with what is calculated of it, as registered."""
        return _lines(self.known, self.report_date, self.known_at, self.against)

    @cached_property
    def dates(self) -> tuple[Dates, ...]:
        """Every milestone with what is calculated of it, in the order of the plan."""
        shown, against = self.shown, self.against
        return tuple(
            Dates(
                line,
                state,
                self.slips[state.milestone.id],
                late_days(state, shown.day, "first"),
                late_days(state, shown.day, "current"),
                against,
                state.actual_on(shown.day) is not None,
            )
            for line in self.lines
            for state in line.state.milestones
        )

    @cached_property
    def earned(self) -> dict[str, EarnedValue]:
        """Every activity's earned value, by its id."""
        return _earned(self.known, self.report_date, self.known_at, self.against)

    def course(
        self, days: tuple[datetime.date, ...], ids: tuple[str, ...] | None
    ) -> Sequence[CoursePoint]:
        """The S-curve in money on some days, of some activities or of the whole plan (None)."""
        return _course(self.known, self.report_date, self.known_at, self.against, days, ids)

    @cached_property
    def on_time(self) -> OnTime:
        """Of the milestones whose decided day has come, how many were reached by it."""
        return on_time(self.shown, self.against)

    @property
    def on_time_by_report(self) -> Sequence[tuple[datetime.date, OnTime]]:
        """The same for every report as the board read it, oldest first; by the first plan."""
        until = self.wanted_known or datetime.date.max
        told = (day for day in reversed(self.reports) if day <= until)
        return _on_time(self.known, tuple((day, min(self.closes(day), until)) for day in told))

    def pushed(self, line: Line, days: int) -> Sequence[Push]:
        """What it would move that an activity ends so many working days later; nothing if done."""
        if line.row is None or line.is_done:
            return ()
        return delay(self.shown, line.id, days)

    def progress(self, line: Line) -> Progress:
        """How much of an activity is done, by its milestones and by its owner's word."""
        return progress(self.shown, line.id, self.against)

    def before(self, line: Line) -> list[Neighbour]:
        """What an activity waits for."""
        return [
            Neighbour(self._line(link.dependency.predecessor), link)
            for link in self.schedule.links
            if link.dependency.successor == line.id
        ]

    def after(self, line: Line) -> list[Neighbour]:
        """What waits for an activity."""
        return [
            Neighbour(self._line(link.dependency.successor), link)
            for link in self.schedule.links
            if link.dependency.predecessor == line.id
        ]

    def _line(self, id_: str) -> Line:
        return next(line for line in self.lines if line.id == id_)

    def moved_by(self, state: MilestoneState) -> dict[int, int]:
        """Calendar days each word moved a milestone's day, by the word's number."""
        return {after.number: (after.day - before.day).days for before, after in moves(state)}

    @cached_property
    def facts(self) -> tuple[Told, ...]:
        """What was told by then, in the order it was written."""
        return tuple(
            fact
            for fact in self.plan.facts
            if fact.known_on <= self.known_at and fact.report_date <= self.report_date
        )

    def may_tell_of(self, activity: Activity) -> bool:
        """Whether the reader may tell of an activity, here and now."""
        told = access.tells_of(self.viewer, activity.owner_org, activity.owner_role)
        return self.is_now and told

    def imported(self, seq: str) -> Said | None:
        """That a file was taken in, by the number of the fact; None where there is no such."""
        if not seq.isdecimal() or not access.reads_plan(self.viewer):
            return None
        found = (fact for fact in journal().facts([written.IMPORTED]) if str(fact.seq) == seq)
        return next(found, None)

    def said(self, seq: str) -> Said | None:
        """A fact by its number, as it was written; None where there is no such fact."""
        if not seq.isdecimal() or not access.reads_plan(self.viewer):
            return None
        found = (
            fact for fact in journal().facts((*written.ALL, *rounds.KINDS)) if str(fact.seq) == seq
        )
        return next(found, None)


def known() -> Known:
    """The journal in use and the hash of its last fact."""
    kept = journal()
    last = kept.last()
    return kept.url, last.hash if last else ""


def is_loaded() -> bool:
    """Whether there is a plan, whoever may read it."""
    return bool(_plan(known()).facts)


@functools.lru_cache(maxsize=2)
def _plan(of: Known) -> Plan:
    return written.plan(Journal(of[0]))


@functools.lru_cache(maxsize=2)
def _rounds(of: Known) -> dict[datetime.date, Round]:
    return rounds.rounds(Journal(of[0]))


@functools.lru_cache(maxsize=16)
def _as_of(of: Known, report_date: datetime.date, known_at: datetime.date) -> PlanView:
    found = _plan(of)
    return as_of(found.register, found.facts, report_date, known_at)


@functools.lru_cache(maxsize=16)
def _schedule(of: Known, report_date: datetime.date, known_at: datetime.date) -> Schedule:
    return schedule_or_none(_as_of(of, report_date, known_at))


@functools.lru_cache(maxsize=16)
def _slips(of: Known, report_date: datetime.date, known_at: datetime.date) -> dict[str, Slip]:
    return slips(_as_of(of, report_date, known_at))


@functools.lru_cache(maxsize=16)
def _lines(
    of: Known, report_date: datetime.date, known_at: datetime.date, against: Against
) -> tuple[Line, ...]:
    shown = _as_of(of, report_date, known_at)
    rows, judged = _schedule(of, report_date, known_at).rows, judgements(shown, against)
    return tuple(
        Line(state, rows.get(id_), judged[id_], moves_of(shown, id_), is_due(shown, id_))
        for id_, state in shown.activities.items()
    )


@functools.lru_cache(maxsize=4)
def _on_time(
    of: Known, reports: tuple[tuple[datetime.date, datetime.date], ...]
) -> tuple[tuple[datetime.date, OnTime], ...]:
    found = _plan(of)
    return tuple(
        (day, on_time(as_of(found.register, found.facts, day, known))) for day, known in reports
    )


@functools.lru_cache(maxsize=16)
def _earned(
    of: Known, report_date: datetime.date, known_at: datetime.date, against: Against
) -> dict[str, EarnedValue]:
    shown = _as_of(of, report_date, known_at)
    return {id_: earned_value(shown, id_, against) for id_ in shown.activities}


@functools.lru_cache(maxsize=32)
def _course(  # noqa: PLR0913, PLR0917 - what it is worked out from
    of: Known,
    report_date: datetime.date,
    known_at: datetime.date,
    against: Against,
    days: tuple[datetime.date, ...],
    ids: tuple[str, ...] | None,
) -> Sequence[CoursePoint]:
    return course(_as_of(of, report_date, known_at), days, against, ids)


def title(one: Goal | Effect | Activity | Milestone) -> str:
    """The name of a part of the plan in the reader's language."""
    return one.title_en if language() == "en" and one.title_en else one.title_sv


def milestones_of(state: ActivityState) -> Sequence[MilestoneState]:
    """An activity's milestones that a day was decided or promised for, in order."""
    return [one for one in state.milestones if one.believed is not None]
