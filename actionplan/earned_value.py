"""Earned value: what should have been done, what is done and what it cost, in money.

Everything is an exact fraction of öre; where the divisor is zero there is no answer, not a zero.

Source:
    PMI, Practice Standard for Earned Value Management: SPI = EV ÷ PV, CPI = EV ÷ AC,
    EAC = BAC ÷ CPI. EV by fixed weights at milestones (weighted milestone method).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from actionplan.plan import PlanView
from actionplan.progress import reached_on, weight_by
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
