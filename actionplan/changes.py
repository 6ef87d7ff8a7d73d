"""What differs between two views of the plan, as figures and days; the words come elsewhere.

Views are compared as they stand, so a day that was moved and moved back is no change: what
happened in between is in the milestone's own history.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from actionplan.plan import (
    CLOSED_RISK,
    ActivityState,
    Entity,
    MilestoneState,
    PlanView,
    Told,
)
from actionplan.schedule import schedule_or_none
from actionplan.slip import promises
from actionplan.status import judgements

What = Literal[
    "added",
    "baseline",
    "forecast",
    "reached",
    "reopened",
    "rule_rating",
    "self_rating",
    "progress",
    "cost",
    "comment",
    "risk",
    "risk_closed",
    "decision",
    "critical",
]
Side = str | int | datetime.date | None
ORDER: tuple[What, ...] = (
    "decision",
    "added",
    "baseline",
    "reached",
    "reopened",
    "forecast",
    "rule_rating",
    "self_rating",
    "critical",
    "progress",
    "cost",
    "risk",
    "risk_closed",
    "comment",
)


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        what: The kind of change.
        entity: milestone, activity or plan.
        id: Of it; PLAN for the plan.
        activity_id: The activity it belongs to; None for the plan.
        before: As it was: a day, a rating, percent, öre in all; None where there was nothing.
        after: As it is. For ``critical`` both are 1 or 0.
        days: Calendar days the day moved, later positive; for ``reached`` against the promise
            before; None for what has no day.
        known_on: The day it was known; None for what follows from other facts.
        by: Who told.
        reason: In their words.
    """

    what: What
    entity: Entity
    id: str
    activity_id: str | None
    before: Side
    after: Side
    days: int | None = None
    known_on: datetime.date | None = None
    by: str = ""
    reason: str = ""


def changes(before: PlanView, after: PlanView) -> tuple[Change, ...]:
    """All that differs, by kind in the order a reader asks for it, then by id.

    Args:
        before: The plan as it was.
        after: The plan as it is; told later, so that nothing of ``before`` is missing in it.
    """
    found = [
        *_new(("plan", "PLAN", None), "decision", before.decisions, after.decisions),
        *(change for id_ in after.milestones for change in _milestone(id_, before, after)),
        *(change for id_ in after.activities for change in _activity(id_, before, after)),
        *_ratings(before, after),
        *_critical(before, after),
    ]
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.what), each.id)))


About = tuple[Entity, str, str | None]


def _milestone(id_: str, before: PlanView, after: PlanView) -> Iterable[Change]:
    new = after.milestones[id_]
    old = before.milestones.get(id_)
    about: About = ("milestone", id_, new.milestone.activity_id)
    if old is None:
        yield Change("added", *about, None, new.believed)
        return
    yield from _dates(about, old, new)
    yield from _new(about, "comment", old.comments, new.comments)


def _dates(about: About, old: MilestoneState, new: MilestoneState) -> Iterable[Change]:
    """Decided anew, moved, reached or opened again."""
    if new.current_baseline != old.current_baseline:
        told = new.baselines[-1]
        moved = _days(old.current_baseline, told.day)
        yield Change(
            "baseline",
            *about,
            old.current_baseline,
            told.day,
            moved,
            told.known_on,
            told.by,
            told.reason,
        )
    if new.reached and new.actual != old.actual:
        told = new.reached
        moved = _days(old.believed, told.day)
        yield Change(
            "reached", *about, old.believed, told.day, moved, told.known_on, told.by, told.reason
        )
    elif old.reached and not new.reached:
        yield Change("reopened", *about, old.actual, new.forecast)
    last = next(iter(promises(new)[-1:]), None)
    if last in new.forecasts and last and last.day != old.forecast and not new.reached:
        moved = _days(old.forecast, last.day)
        yield Change(
            "forecast", *about, old.forecast, last.day, moved, last.known_on, last.by, last.reason
        )


def _activity(id_: str, before: PlanView, after: PlanView) -> Iterable[Change]:
    new = after.activities[id_]
    old = before.activities.get(id_)
    about: About = ("activity", id_, id_)
    if old is None:
        yield Change("added", *about, None, None)
        return
    yield from _last(about, "self_rating", old, new, lambda state: state.self_ratings)
    yield from _last(about, "progress", old, new, lambda state: state.progress)
    if new.cost_ore != old.cost_ore:
        told = new.costs[-1]
        yield Change("cost", *about, old.cost_ore, new.cost_ore, None, told.known_on, told.by)
    yield from _new(about, "risk", old.risks, [r for r in new.risks if r.value != CLOSED_RISK])
    closed = [risk for risk in new.risks if risk.value == CLOSED_RISK]
    yield from _new(about, "risk_closed", old.risks, closed)
    yield from _new(about, "comment", old.comments, new.comments)
    yield from _new(about, "decision", old.decisions, new.decisions)


def _last(
    about: About,
    what: What,
    old: ActivityState,
    new: ActivityState,
    told: Callable[[ActivityState], Sequence[object]],
) -> Iterable[Change]:
    """The last word of each view, where they say different things."""
    first, last = (getattr(next(iter(told(s)[-1:]), None), "value", None) for s in (old, new))
    if first != last:
        word = told(new)[-1]
        known, by, reason = (getattr(word, name) for name in ("known_on", "by", "reason"))
        yield Change(what, *about, first, last, None, known, by, reason)


def _new(about: About, what: What, old: Sequence[Told], new: Sequence[Told]) -> Iterable[Change]:
    """What was told that had not been."""
    had = {each.number for each in old}
    return [
        Change(what, *about, None, each.value, None, each.known_on, each.by, each.reason)
        for each in new
        if each.number not in had
    ]


def _ratings(before: PlanView, after: PlanView) -> Iterable[Change]:
    """Where the rule now says something else."""
    old, new = judgements(before), judgements(after)
    return [
        Change("rule_rating", "activity", id_, id_, old[id_].rating, each.rating)
        for id_, each in new.items()
        if id_ in old and old[id_].rating != each.rating
    ]


def _critical(before: PlanView, after: PlanView) -> Iterable[Change]:
    """What has lost its slack, or got some; what is done is left out, and all where a ring is."""
    old, new = (set(schedule_or_none(view).critical) for view in (before, after))
    is_open = {id_ for id_, state in after.activities.items() if not state.is_done_on(after.day)}
    return [
        Change("critical", "activity", id_, id_, int(id_ in old), int(id_ in new))
        for id_ in sorted((old ^ new) & is_open)
        if id_ in before.activities
    ]


def _days(first: datetime.date | None, last: datetime.date | None) -> int | None:
    return None if first is None or last is None else (last - first).days
