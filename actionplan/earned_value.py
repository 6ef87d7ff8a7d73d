"""Earned value: what should have been done, what is done and what it cost, in money.

Everything is an exact fraction of öre; where the divisor is zero there is no answer, not a zero.

Source:
    PMI, Practice Standard for Earned Value Management: SPI = EV ÷ PV, CPI = EV ÷ AC,
    EAC = BAC ÷ CPI. EV by fixed weights at milestones (weighted milestone method).
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from actionplan.plan import PlanView
from actionplan.progress import reached_on, s_curve, weight_by
from actionplan.slip import Against, baseline


@dataclass(frozen=True)
class EarnedValue:
    """An activity, or a sum of them, on a day; all in öre.

    Attributes:
        bac_ore: Budget at completion.
        pv: Planned value: budget × weight that should have been reached.
        ev: Earned value: budget × weight that is reached.
        ac_ore: Actual cost, of the reports up to the day.
    """

    bac_ore: int
    pv: Fraction
    ev: Fraction
    ac_ore: int

    @property
    def sv(self) -> Fraction:
        """Schedule variance: earned less planned; negative is behind."""
        return self.ev - self.pv

    @property
    def cv(self) -> Fraction:
        """Cost variance: earned less spent; negative is dearer than planned."""
        return self.ev - self.ac_ore

    @property
    def spi(self) -> Fraction | None:
        """Schedule performance: above 1 is ahead; None before anything was planned."""
        return self.ev / self.pv if self.pv else None

    @property
    def cpi(self) -> Fraction | None:
        """Cost performance: above 1 is cheaper than planned; None before anything was spent."""
        return self.ev / self.ac_ore if self.ac_ore else None

    @property
    def eac(self) -> Fraction | None:
        """Estimate at completion, BAC ÷ CPI; None before anything was spent or earned."""
        return self.bac_ore / self.cpi if self.cpi else None

    @property
    def etc(self) -> Fraction | None:
        """Estimate to complete: what is left to spend by that estimate."""
        return None if self.eac is None else self.eac - self.ac_ore

    @property
    def vac(self) -> Fraction | None:
        """Variance at completion: budget less estimate; negative is dearer."""
        return None if self.eac is None else self.bac_ore - self.eac

    @property
    def tcpi(self) -> Fraction | None:
        """The cost performance the rest must have to end on budget; None when it cannot."""
        left = self.bac_ore - self.ac_ore
        return (self.bac_ore - self.ev) / left if left > 0 else None


def earned_value(view: PlanView, activity_id: str, against: Against = "first") -> EarnedValue:
    """An activity's earned value on the day of the view.

    Args:
        view: The plan as of a day.
        activity_id: The activity.
        against: Planned value by the plan as first decided, or as decided last.
    """
    state, day = view.activities[activity_id], view.day
    budget = state.activity.budget_ore
    return EarnedValue(
        budget,
        budget * weight_by(state, day, lambda each: baseline(each, against)),
        budget * weight_by(state, day, reached_on),
        state.cost_ore,
    )


def total(parts: Iterable[EarnedValue]) -> EarnedValue:
    """Their sum; its indices are of the sums, not means of the indices."""
    found = list(parts)
    return EarnedValue(
        sum(part.bac_ore for part in found),
        sum((part.pv for part in found), Fraction(0)),
        sum((part.ev for part in found), Fraction(0)),
        sum(part.ac_ore for part in found),
    )


def of_plan(view: PlanView, against: Against = "first") -> EarnedValue:
    """The whole plan's earned value."""
    return total(earned_value(view, id_, against) for id_ in view.activities)


@dataclass(frozen=True)
class CoursePoint:
    """A day of the S-curve in money, all in öre.

    Attributes:
        day: The day.
        planned: Budget of what should be reached.
        promised: Budget of what is reached or promised to be.
        earned: Budget of what is reached; None after the day of the view.
        spent_ore: Cost of the reports up to the day; None after the day of the view.
    """

    day: datetime.date
    planned: Fraction
    promised: Fraction
    earned: Fraction | None
    spent_ore: int | None

    def value(self, bac_ore: int) -> EarnedValue | None:
        """The earned value of that day, as it is known in the view; None after it."""
        if self.earned is None or self.spent_ore is None:
            return None
        return EarnedValue(bac_ore, self.planned, self.earned, self.spent_ore)


def course(
    view: PlanView,
    days: Iterable[datetime.date],
    against: Against = "first",
    activity_ids: Collection[str] | None = None,
) -> tuple[CoursePoint, ...]:
    """The S-curve in money, with what was spent.

    A cost belongs to its report's day: between two reports nobody has told of any. What was told
    before the report's day has come counts on the day of the view.

    Args:
        view: The plan as of a day.
        days: The days asked for.
        against: Planned by the plan as first decided, or as decided last.
        activity_ids: The activities it is about; None for the whole plan.
    """
    wanted = view.activities if activity_ids is None else activity_ids
    states = [view.activities[id_] for id_ in wanted]
    bac_ore = sum(state.activity.budget_ore for state in states)
    costs = [
        (min(told.report_date, view.day), told.value) for state in states for told in state.costs
    ]
    return tuple(
        CoursePoint(
            point.day,
            bac_ore * point.planned,
            bac_ore * point.promised,
            None if point.reached is None else bac_ore * point.reached,
            None
            if point.reached is None
            else sum(cost_ore for day, cost_ore in costs if day <= point.day),
        )
        for point in s_curve(view, days, against, wanted)
    )
