"""The action plan as a page asks for it: as it was known on the day in the address.

Which day that is stands in the address (``at=2009-08-31``): the report of that day with all that
was told until it closed, :data:`REPORTED_WITHIN` days later, whatever was told since. Without it
the latest report stands, with all that is known now.

Everything is read once for each state of the journal: its last fact's hash says when to read anew.
"""

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.as_of import as_of
from actionplan.plan import (
    Activity,
    ActivityState,
    Fact,
    Goal,
    Milestone,
    MilestoneState,
    PlanView,
    Register,
)
from dashboard import access
from dashboard.access import Viewer
from dashboard.decide import journal
from dashboard.i18n import language
from dashboard.view import UnknownError, View
from journal import plan as written
from journal.facts import Fact as Said
from journal.plan import Plan
from journal.store import Journal

#: A report is told of in the weeks after its day; then the board sees it, and it stays as it was.
REPORTED_WITHIN = datetime.timedelta(days=20)
NOTHING = Plan(Register({}, {}, {}, {}, {}))
Known = tuple[str, str]


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
            UnknownError: The address names a day that no report was told of.
        """
        wanted = self.view.address.get("at")
        if not wanted:
            return self.reports[0]
        chosen = next((day for day in self.reports if day.isoformat() == wanted), None)
        if chosen is None:
            raise UnknownError
        return chosen

    @property
    def is_now(self) -> bool:
        """Whether all that is known now is shown, and so may be added to."""
        return not self.view.address.get("at")

    @cached_property
    def known_at(self) -> datetime.date:
        """The last day of knowing that is shown."""
        if not self.is_now:
            return self.report_date + REPORTED_WITHIN
        return max(today(), *(fact.known_on for fact in self.plan.facts))

    @cached_property
    def shown(self) -> PlanView:
        """The plan as known then."""
        return _as_of(self.known, self.report_date, self.known_at)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
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

    def said(self, seq: str) -> Said | None:
        """A fact by its number, as it was written; None where there is no such fact."""
        if not seq.isdecimal() or not access.reads_plan(self.viewer):
            return None
        found = (fact for fact in journal().facts(written.ALL) if str(fact.seq) == seq)
        return next(found, None)


def known() -> Known:
    """The journal in use and the hash of its last fact."""
    kept = journal()
    last = kept.last()
    return kept.url, last.hash if last else ""


def today() -> datetime.date:
    """This day, in UTC as everything the journal writes."""
    return datetime.datetime.now(datetime.UTC).date()


@functools.lru_cache(maxsize=2)
def _plan(of: Known) -> Plan:
    return written.plan(Journal(of[0]))


@functools.lru_cache(maxsize=16)
def _as_of(of: Known, report_date: datetime.date, known_at: datetime.date) -> PlanView:
    found = _plan(of)
    return as_of(found.register, found.facts, report_date, known_at)


def title(one: Goal | Activity | Milestone) -> str:
    """The name of a part of the plan in the reader's language."""
    return one.title_en if language() == "en" and one.title_en else one.title_sv


def milestones_of(state: ActivityState) -> Sequence[MilestoneState]:
    """An activity's milestones that a day was decided or promised for, in order."""
    return [one for one in state.milestones if one.believed is not None]
