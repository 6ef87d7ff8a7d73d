"""What asks for a decision: what the plan as promised cannot settle by itself.

One question an activity, the gravest first; what is done asks for none. A new baseline decided for
the promised day answers the question of the day: it is told against the plan in force.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from actionplan.calendar import working_days_between
from actionplan.plan import CLOSED_RISK, ActivityState, PlanView, Told
from actionplan.schedule import Link, Row, Schedule
from actionplan.slip import late_days
from actionplan.status import Judgement, rule_on

Kind = Literal["plan_end", "new_day", "not_waited", "holds_up", "cannot_be_judged", "risk"]
#: In the order they are asked.
KINDS: tuple[Kind, ...] = (
    "plan_end", "new_day", "not_waited", "holds_up", "cannot_be_judged", "risk",
)  # fmt: skip
#: Likelihood × consequence from which a risk is the board's: 3 × 5 and above.
GRAVE_RISK = 15


@dataclass(frozen=True)
class Question:
    """Something to decide about an activity.

    Attributes:
        activity_id: The activity.
        kind: ``plan_end`` it ends after the plan; ``new_day`` an open milestone lies more days
            past the plan in force than the rule calls red; ``not_waited`` it does not wait for
            what it needs; ``holds_up`` what waits for it ends after the plan;
            ``cannot_be_judged`` as the rule or its owner says; ``risk`` a grave one.
        days: Working days that it, or what waits for it, ends after the plan, or that it is
            ahead of what it needs; calendar days past the plan in force; likelihood ×
            consequence of a risk; 0 where nothing is counted.
        milestone_id: Of ``new_day``.
        day: Of ``new_day``: the day promised; of ``plan_end`` the early finish.
        other_id: Of ``not_waited``: the activity that it needs.
        text: Of ``risk``: in the words it was told in.
    """

    activity_id: str
    kind: Kind
    days: int
    milestone_id: str = ""
    day: datetime.date | None = None
    other_id: str = ""
    text: str = ""


def questions(
    view: PlanView, planned: Schedule, judged: Mapping[str, Judgement]
) -> tuple[Question, ...]:
    """What asks for a decision, the gravest first: by kind, then by days, then by activity.

    Args:
        view: The plan as of a day.
        planned: Its schedule; without rows where activities wait for each other in a ring.
        judged: What the rule says of each activity.
    """
    found = [
        question
        for id_, state in view.activities.items()
        if not state.is_done_on(view.day) and (question := _of(state, view, planned, judged[id_]))
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), -one.days, one.activity_id)))


def _of(
    state: ActivityState, view: PlanView, planned: Schedule, judged: Judgement
) -> Question | None:
    """The gravest question about an activity."""
    id_ = state.activity.id
    row = planned.rows.get(id_)
    return (
        _plan_end(row, planned.plan_end)
        or _new_day(state, view)
        or _not_waited(id_, planned.broken)
        or _holds_up(row)
        or _unknown(judged)
        or _risk(id_, state.risk)
    )


def _plan_end(row: Row | None, end: datetime.date) -> Question | None:
    """It ends after the plan itself."""
    if row is None or row.early_finish <= end:
        return None
    past = working_days_between(end, row.early_finish)
    return Question(row.activity_id, "plan_end", past, day=row.early_finish)


def _holds_up(row: Row | None) -> Question | None:
    """It ends in time, but not what waits for it."""
    if row is None or row.total_float is None or row.total_float >= 0:
        return None
    return Question(row.activity_id, "holds_up", -row.total_float)


def _new_day(state: ActivityState, view: PlanView) -> Question | None:
    """The open milestone furthest past the plan in force, where that is red."""
    late = [
        (days, one)
        for one in state.milestones
        if one.actual_on(view.day) is None
        and (days := late_days(one, view.day, "current")) is not None
    ]
    days, worst = max(late, key=lambda pair: pair[0], default=(0, None))
    if worst is None or days <= rule_on(view.report_date).red_above:
        return None
    return Question(state.activity.id, "new_day", days, worst.milestone.id, worst.believed)


def _not_waited(id_: str, broken: Iterable[Link]) -> Question | None:
    own = [link for link in broken if link.dependency.successor == id_]
    worst = min(own, key=lambda link: link.slack, default=None)
    if worst is None:
        return None
    return Question(id_, "not_waited", -worst.slack, other_id=worst.dependency.predecessor)


def _unknown(judged: Judgement) -> Question | None:
    if judged.rating != "cannot_be_judged":
        return None
    return Question(judged.activity_id, "cannot_be_judged", 0)


def _risk(id_: str, risk: Told | None) -> Question | None:
    size = _size(risk.value) if risk else 0
    if risk is None or size < GRAVE_RISK:
        return None
    return Question(id_, "risk", size, text=risk.reason)


def _size(value: str) -> int:
    if value == CLOSED_RISK:
        return 0
    likelihood, _x, consequence = value.partition("x")
    return int(likelihood) * int(consequence)
