"""What has changed in the plan since a day: two views of it, and what differs between them."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from actionplan.as_of import as_of
from actionplan.changes import ORDER, Change, What, changes
from actionplan.plan import PlanView
from dashboard.figures.plan import Shown
from dashboard.plan import Asked

__all__ = ["KINDS", "Change", "Since", "What"]

#: What can be asked for together.
KINDS: dict[str, tuple[What, ...]] = {
    "dates": ("baseline", "forecast", "reached", "reopened"),
    "ratings": ("rule_rating", "self_rating", "critical"),
    "work": ("added", "progress", "cost"),
    "words": ("decision", "risk", "risk_closed", "comment"),
}


@dataclass(frozen=True)
class Since:
    """The plan as asked for beside the plan as it was known on a day before.

    Args:
        shown: What the address asks for of the plan.
    """

    shown: Shown

    @property
    def asked(self) -> Asked:
        """The plan."""
        return self.shown.asked

    @cached_property
    def days(self) -> list[datetime.date]:
        """The reports that it can be compared with, newest first."""
        return [day for day in self.asked.reports if day < self.asked.report_date]

    @cached_property
    def day(self) -> datetime.date:
        """Since when: the day in the address, else the report before.

        Never after the plan's day, nor before the first word on it: then there was none.
        """
        wanted = _day(self.shown.view.address.get("since"))
        first = min(fact.known_on for fact in self.asked.plan.facts)
        if wanted is not None and first <= wanted < self.asked.known_at:
            return wanted
        return self.days[0] if self.days else self.asked.report_date

    @cached_property
    def before(self) -> PlanView:
        """The plan as it was: a report as the board saw it, any other day as it was known then."""
        plan, day = self.asked.plan, self.day
        report, known = (
            (day, self.asked.closes(day))
            if day in self.asked.reports
            else (self.asked.report_date, day)
        )
        return as_of(plan.register, plan.facts, report, min(known, self.asked.known_at))

    @cached_property
    def all(self) -> tuple[Change, ...]:
        """All that differs."""
        return changes(self.before, self.asked.shown)

    @cached_property
    def found(self) -> list[Change]:
        """What of it is asked for; a decision on the whole plan is of every goal and owner."""
        wanted = KINDS.get(self.shown.view.address.get("kind"), ORDER)
        own = {line.id for line in self.shown.lines}
        return [
            one
            for one in self.all
            if one.what in wanted and (one.activity_id is None or one.activity_id in own)
        ]

    @cached_property
    def groups(self) -> dict[What, list[Change]]:
        """What is asked for, by kind in the order a reader asks; the farthest moves first."""
        grouped: dict[What, list[Change]] = {}
        for one in sorted(self.found, key=lambda one: -abs(one.days or 0)):
            grouped.setdefault(one.what, []).append(one)
        return {what: grouped[what] for what in ORDER if what in grouped}


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
