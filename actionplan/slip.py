"""How often and by how far a milestone has moved, and what its last forecast was worth.

A promise is the first decided day and every day told after it. A promise that names another day
than the one before is a move; a new baseline that says what the forecast already said is none.
"""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from actionplan.plan import Dated, MilestoneState, PlanView

Against = Literal["first", "current"]


@dataclass(frozen=True)
class Slip:
    """A milestone's moves, in calendar days.

    Attributes:
        milestone_id: The milestone.
        moves: How often the promised day was changed.
        moves_later: How often to a later day.
        days_later: Sum of the moves to later days.
        days_earlier: Sum of the moves to earlier days, a positive number.
        net_days: The last promise less the first: ``days_later − days_earlier``.
        against_first: The reached or last promised day less the first baseline; None without one.
        against_current: The same less the baseline in force.
        last_forecast_miss: The reached day less the last promise; None while open.
        rebaselined: How often the plan was decided anew for it.
    """

    milestone_id: str
    moves: int
    moves_later: int
    days_later: int
    days_earlier: int
    net_days: int
    against_first: int | None
    against_current: int | None
    last_forecast_miss: int | None
    rebaselined: int


def promises(state: MilestoneState) -> tuple[Dated, ...]:
    """Every day promised from the first baseline on, in order of recording."""
    told = sorted((*state.baselines, *state.forecasts), key=lambda each: each.number)
    first = state.baselines[0].number if state.baselines else 0
    return tuple(each for each in told if each.number >= first)


def moves(state: MilestoneState) -> tuple[tuple[Dated, Dated], ...]:
    """Each move as the promise before and the one that changed it."""
    return tuple(
        (before, after) for before, after in pairwise(promises(state)) if before.day != after.day
    )


def slip(state: MilestoneState) -> Slip:
    """A milestone's moves and what they came to."""
    told = promises(state)
    steps = [(after.day - before.day).days for before, after in moves(state)]
    last = told[-1].day if told else None
    return Slip(
        milestone_id=state.milestone.id,
        moves=len(steps),
        moves_later=sum(step > 0 for step in steps),
        days_later=sum(step for step in steps if step > 0),
        days_earlier=-sum(step for step in steps if step < 0),
        net_days=(told[-1].day - told[0].day).days if told else 0,
        against_first=_days(state.first_baseline, state.believed),
        against_current=_days(state.current_baseline, state.believed),
        last_forecast_miss=_days(last, state.actual),
        rebaselined=max(0, len(state.baselines) - 1),
    )


def slips(view: PlanView) -> dict[str, Slip]:
    """The slip of every milestone."""
    return {id_: slip(state) for id_, state in view.milestones.items()}


def moves_of(view: PlanView, activity_id: str) -> int:
    """How often an activity's milestones have moved, together."""
    return sum(len(moves(state)) for state in view.activities[activity_id].milestones)


def baseline(state: MilestoneState, against: Against) -> datetime.date | None:
    """The day compared with: as first decided, or as decided last."""
    return state.first_baseline if against == "first" else state.current_baseline


def late_days(state: MilestoneState, day: datetime.date, against: Against) -> int | None:
    """Calendar days late as seen on a day.

    Returns:
        For a reached milestone its day less the baseline, negative when early. For an open one
        how far its promise, or the day itself when it is later, lies past the baseline, and zero
        before it: an open milestone is never early. None without a baseline.
    """
    due = baseline(state, against)
    if due is None:
        return None
    reached = state.actual_on(day)
    if reached is not None:
        return (reached - due).days
    promised = state.believed or due
    return max(0, (max(promised, day) - due).days)


def _days(first: datetime.date | None, last: datetime.date | None) -> int | None:
    return None if first is None or last is None else (last - first).days
