"""The plan's critical path, floats and broken dependencies, on Swedish working days.

An activity goes from its first milestone to its last; both are days, so a successor may begin on
the day its predecessor ends. What is done stands, what has begun can be drawn out, what is planned
moves whole. Late dates are counted back from the end of the plan through what is still open.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from actionplan.calendar import day_of, number_from, number_of
from actionplan.network import CycleError, Span, State, Task, early, free_floats, late, slack
from actionplan.plan import ActivityState, Dependency, PlanView, Register


@dataclass(frozen=True)
class Row:
    """When an activity is, can be and must be; floats in working days.

    Attributes:
        activity_id: The activity.
        state: planned, begun or done.
        start: As reached or promised.
        finish: As reached or promised.
        early_start: Given what it waits for and the day of the view.
        early_finish: Never before what is promised.
        late_start: Without moving the end of the plan; None when done.
        late_finish: The same.
        total_float: Late finish less early finish; negative past the end of the plan; None when
            done: what has been has no slack.
        free_float: What the promised dates leave before the first that waits for it, else before
            the end of the plan; negative where a dependency is broken.
    """

    activity_id: str
    state: State
    start: datetime.date
    finish: datetime.date
    early_start: datetime.date
    early_finish: datetime.date
    late_start: datetime.date | None
    late_finish: datetime.date | None
    total_float: int | None
    free_float: int

    @property
    def is_critical(self) -> bool:
        """Every day it is late moves the end of the plan."""
        return self.total_float is not None and self.total_float <= 0


@dataclass(frozen=True)
class Link:
    """A dependency with the working days it leaves, negative where it is broken."""

    dependency: Dependency
    slack: int

    @property
    def is_broken(self) -> bool:
        """The successor did not wait."""
        return self.slack < 0


@dataclass(frozen=True)
class Schedule:
    """The plan's dates. ``rows`` by activity, ``links`` as registered."""

    plan_end: datetime.date
    rows: Mapping[str, Row]
    links: tuple[Link, ...]

    @property
    def critical(self) -> tuple[str, ...]:
        """Activities without slack, as early as they begin."""
        found = [row for row in self.rows.values() if row.is_critical]
        return tuple(
            row.activity_id
            for row in sorted(found, key=lambda row: (row.early_start, row.activity_id))
        )

    @property
    def broken(self) -> tuple[Link, ...]:
        """Dependencies that the dates do not keep."""
        return tuple(link for link in self.links if link.is_broken)


@dataclass(frozen=True)
class Push:
    """What a delay does to another activity.

    Attributes:
        activity_id: The one that is moved.
        start_days: Working days its start moves.
        finish_days: Working days its finish moves.
        finish: Where it ends then.
        is_past_plan_end: Whether that is after the end of the plan.
    """

    activity_id: str
    start_days: int
    finish_days: int
    finish: datetime.date
    is_past_plan_end: bool


def plan_end(register: Register) -> datetime.date:
    """The last day of the year in which the last activity is planned to end."""
    last = max(activity.planned_end for activity in register.activities.values())
    return datetime.date(last.year, 12, 31)


def schedule(view: PlanView, end: datetime.date | None = None) -> Schedule:
    """Early and late dates, floats and broken dependencies as they were known.

    Args:
        view: The plan as of a day.
        end: The end of the plan; else the last day of its last year.

    Raises:
        CycleError: Activities wait for each other; it names them.
    """
    if not view.activities:
        return Schedule(end or view.day, {}, ())
    last = end or plan_end(view.register)
    links, deadline = view.register.dependencies, number_of(last)
    tasks = tasks_of(view)
    promised = {id_: _promised(state) for id_, state in view.activities.items()}
    soonest, latest = early(tasks, links), late(tasks, links, deadline)
    floats = free_floats(links, promised, deadline)
    rows = {
        id_: _row(state, tasks[id_].state, (soonest[id_], latest[id_]), floats[id_])
        for id_, state in view.activities.items()
    }
    return Schedule(last, rows, tuple(Link(link, slack(link, promised)) for link in links))


def schedule_or_none(view: PlanView) -> Schedule:
    """The schedule; one without rows where activities wait for each other in a ring."""
    try:
        return schedule(view)
    except CycleError:
        return Schedule(view.day, {}, ())


def tasks_of(view: PlanView) -> dict[str, Task]:
    """The activities as tasks: promises that have passed unkept are at best kept today."""
    today = number_from(view.day)
    return {id_: _task(state, today, view.day) for id_, state in view.activities.items()}


def delay(
    view: PlanView, activity_id: str, days: int, end: datetime.date | None = None
) -> tuple[Push, ...]:
    """What it does to the others that an activity ends later than promised.

    Args:
        view: The plan as of a day.
        activity_id: The one that is late.
        days: Working days, from its early finish.
        end: The end of the plan; else the last day of its last year.

    Returns:
        Those that are moved, most moved first.

    Raises:
        ValueError: The activity is done, or the days are negative.
    """
    tasks, links = tasks_of(view), view.register.dependencies
    task, before = tasks[activity_id], early(tasks, links)
    if task.state == "done" or days < 0:
        raise ValueError(f"{activity_id} ({task.state}) cannot be {days} days late")
    drawn_out = before[activity_id].finish + days - before[activity_id].start
    start = before[activity_id].start
    tasks[activity_id] = replace(task, start=start, duration=drawn_out)
    after = early(tasks, links)
    deadline = number_of(end or plan_end(view.register))
    pushes = [
        Push(
            id_,
            span.start - before[id_].start,
            span.finish - before[id_].finish,
            day_of(span.finish),
            span.finish > deadline,
        )
        for id_, span in after.items()
        if id_ != activity_id and span != before[id_]
    ]
    return tuple(sorted(pushes, key=lambda push: (-push.finish_days, push.activity_id)))


def state_of(state: ActivityState, day: datetime.date) -> State:
    """Done when every milestone is reached; begun when one is, or the only one's work has begun."""
    if state.is_done_on(day):
        return "done"
    is_only = len(state.milestones) <= 1
    has_begun = any(milestone.actual_on(day) for milestone in state.milestones) or (
        is_only and state.activity.planned_start <= day
    )
    return "begun" if has_begun else "planned"


def dates_of(state: ActivityState) -> tuple[datetime.date, datetime.date]:
    """Start and finish as reached or promised; as registered where nothing was promised."""
    believed = [milestone.believed for milestone in state.milestones]
    is_only = len(believed) <= 1
    start = None if is_only else believed[0]
    finish = max((day for day in believed if day), default=state.activity.planned_end)
    return start or min(state.activity.planned_start, finish), finish


def _promised(state: ActivityState) -> Span:
    start, finish = dates_of(state)
    return Span(number_from(start), number_of(finish))


def _task(state: ActivityState, today: int, day: datetime.date) -> Task:
    span, stage = _promised(state), state_of(state, day)
    duration = max(0, span.finish - span.start)
    if stage == "begun":
        duration = max(duration, today - span.start)
    start = max(span.start, today) if stage == "planned" else span.start
    return Task(state.activity.id, duration, start, stage)


def _row(
    state: ActivityState, stage: State, spans: tuple[Span, Span | None], free_float: int
) -> Row:
    soonest, latest = spans
    start, finish = dates_of(state)
    is_done = stage == "done"
    return Row(
        activity_id=state.activity.id,
        state=stage,
        start=start,
        finish=finish,
        early_start=start if is_done else day_of(soonest.start),
        early_finish=finish if is_done else day_of(soonest.finish),
        late_start=day_of(latest.start) if latest else None,
        late_finish=day_of(latest.finish) if latest else None,
        total_float=latest.finish - soonest.finish if latest else None,
        free_float=free_float,
    )
