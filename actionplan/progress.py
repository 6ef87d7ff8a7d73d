"""How much is done: by the weight of reached milestones, beside what the owner says.

A milestone counts when it is reached and not before; its weight is its part of the activity. For
the whole plan an activity counts by its budget.
"""

import bisect
import datetime
import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from actionplan.plan import ActivityState, MilestoneState, PlanView
from actionplan.slip import Against, baseline


@dataclass(frozen=True)
class Progress:
    """Parts of an activity, 0 to 1.

    Attributes:
        activity_id: The activity.
        reached: Weight of the milestones reached by the day of the view.
        planned: Weight of those that should have been.
        self_assessed: What the owner said last; None where nothing was said.
    """

    activity_id: str
    reached: Fraction
    planned: Fraction
    self_assessed: Fraction | None

    @property
    def overstated(self) -> Fraction | None:
        """How much more the owner says than is reached; negative when less."""
        return None if self.self_assessed is None else self.self_assessed - self.reached


@dataclass(frozen=True)
class CurvePoint:
    """The whole plan on a day, as parts of its budget.

    Attributes:
        day: The day.
        planned: What should be done by the baseline.
        promised: What is done or promised to be.
        reached: What is done; None after the day of the view.
    """

    day: datetime.date
    planned: Fraction
    promised: Fraction
    reached: Fraction | None


Day = Callable[[MilestoneState], datetime.date | None]


def weight_by(state: ActivityState, day: datetime.date, when: Day) -> Fraction:
    """Weight of the milestones whose day, by ``when``, has come."""
    days = [(each.milestone.weight, when(each)) for each in state.milestones]
    return sum((weight for weight, on in days if on is not None and on <= day), Fraction(0))


def reached_on(state: MilestoneState) -> datetime.date | None:
    """The day a milestone was reached."""
    return state.actual


def progress(view: PlanView, activity_id: str, against: Against = "first") -> Progress:
    """How much of an activity is done, should be done, and is said to be done."""
    state = view.activities[activity_id]
    said = state.progress[-1].value if state.progress else None
    return Progress(
        activity_id,
        weight_by(state, view.day, reached_on),
        weight_by(state, view.day, lambda each: baseline(each, against)),
        None if said is None else Fraction(said, 100),
    )


def s_curve(
    view: PlanView,
    days: Iterable[datetime.date],
    against: Against = "first",
    activity_ids: Collection[str] | None = None,
) -> tuple[CurvePoint, ...]:
    """The plan's way from nothing to all, at chosen days.

    Args:
        view: The plan as of a day.
        days: The days asked for.
        against: Planned by the plan as first decided, or as decided last.
        activity_ids: The activities it is about; None for the whole plan.

    Returns:
        A point for each day, in the order given; a plan without a budget stays at zero.
    """
    wanted = view.activities if activity_ids is None else activity_ids
    states = [view.activities[id_] for id_ in wanted]
    planned = _steps(states, lambda each: baseline(each, against))
    promised = _steps(states, lambda each: _promised(each, view.day))
    reached = _steps(states, reached_on)
    return tuple(
        CurvePoint(
            day,
            _height(planned, day),
            _height(promised, day),
            _height(reached, day) if day <= view.day else None,
        )
        for day in days
    )


def _promised(state: MilestoneState, today: datetime.date) -> datetime.date | None:
    """The reached day, else the promised one; a promise that has passed is at best kept today."""
    if state.actual is not None:
        return state.actual
    return None if state.believed is None else max(state.believed, today)


def _steps(states: Sequence[ActivityState], when: Day) -> list[tuple[datetime.date, Fraction]]:
    """The days on which a part of the budget is added, and how much there is from each on."""
    budget = sum(state.activity.budget_ore for state in states)
    added: dict[datetime.date, Fraction] = {}
    for state in states if budget else ():
        for each in state.milestones:
            if (day := when(each)) is not None:
                part = each.milestone.weight * state.activity.budget_ore
                added[day] = added.get(day, Fraction(0)) + part
    days = sorted(added)
    heights = itertools.accumulate(added[day] for day in days)
    return [(day, height / budget) for day, height in zip(days, heights, strict=True)]


def _height(steps: Sequence[tuple[datetime.date, Fraction]], day: datetime.date) -> Fraction:
    """What there is on a day: what the last step up to it has made."""
    passed = bisect.bisect_right(steps, day, key=lambda step: step[0])
    return steps[passed - 1][1] if passed else Fraction(0)
