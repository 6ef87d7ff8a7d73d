"""Green, yellow, red, or cannot be judged: by a rule from the facts, beside the owner's own word.

The rule looks at the worst open milestone, not at the end date: a late middle hides behind an end
date nobody touched. What is not known is never green. A rule has a version and the first report it
applies to; a report is judged by the rule of its time, for ever.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from actionplan.calendar import report_before
from actionplan.plan import (
    RATINGS,
    ActivityState,
    Counted,
    Dated,
    MilestoneState,
    PlanView,
    Rating,
    Told,
)
from actionplan.slip import Against, late_days

Reason = Literal[
    "done", "on_time", "late", "no_milestones", "no_baseline", "owner_cannot_judge", "silent"
]


@dataclass(frozen=True)
class StatusRule:
    """Limits of a rule, in calendar days late of the worst open milestone.

    Attributes:
        version: Its number.
        valid_from: The first report date it judges.
        yellow_above: Late by more than this is yellow.
        red_above: Late by more than this is red.
        silent_reports: Nothing told of a begun activity for so many whole tertials: cannot be
            judged.
    """

    version: int
    valid_from: datetime.date
    yellow_above: int
    red_above: int
    silent_reports: int


RULES = (StatusRule(1, datetime.date(2007, 1, 1), 14, 60, 2),)


@dataclass(frozen=True)
class Judgement:
    """What the rule and the owner say of an activity.

    Attributes:
        activity_id: The activity.
        rule_version: Which rule judged.
        rating: What it found.
        reason: Why.
        late_days: Of the worst open milestone; of the last one when done; None without baseline.
        milestone_id: That milestone.
        self_rating: The owner's word in this report; None where it was not handed in.
        differs: They do not say the same. Done and green by the owner's word are the same.
        is_kinder: They differ and the owner's word is the kinder.
    """

    activity_id: str
    rule_version: int
    rating: Rating
    reason: Reason
    late_days: int | None
    milestone_id: str | None
    self_rating: Rating | None
    differs: bool
    is_kinder: bool


def rule_on(report_date: datetime.date) -> StatusRule:
    """The rule of a report's time; the first one for what is older."""
    return next((rule for rule in reversed(RULES) if rule.valid_from <= report_date), RULES[0])


def colour(days: int, rule: StatusRule) -> Rating:
    """What so many days late means.

    >>> [colour(days, RULES[0]) for days in (14, 15, 60, 61)]
    ['green', 'yellow', 'yellow', 'red']
    """
    return "red" if days > rule.red_above else "yellow" if days > rule.yellow_above else "green"


def judge(
    view: PlanView,
    activity_id: str,
    against: Against = "first",
    rule: StatusRule | None = None,
) -> Judgement:
    """What the rule says of an activity, beside its owner's word.

    Args:
        view: The plan as of a day.
        activity_id: The activity.
        against: Late against the plan as first decided, or as decided last.
        rule: Else the rule of the view's report.
    """
    state, by = view.activities[activity_id], rule or rule_on(view.report_date)
    worst, days = _worst(state, view.day, against)
    rating, reason = _rate(state, view, by, days)
    told = state.self_rating(view.report_date)
    own = _own(told.value) if told else None
    return Judgement(
        activity_id,
        by.version,
        rating,
        reason,
        days,
        worst,
        own,
        own is not None and _differs(own, rating),
        own is not None and _is_kinder(own, rating),
    )


def judgements(view: PlanView, against: Against = "first") -> dict[str, Judgement]:
    """What the rule says of every activity."""
    return {id_: judge(view, id_, against) for id_ in view.activities}


def is_due(view: PlanView, activity_id: str) -> bool:
    """Whether a word is due: the work has begun and was not done a report ago."""
    state = view.activities[activity_id]
    was_done = state.is_done_on(report_before(view.report_date))
    return state.activity.planned_start <= view.report_date and not was_done


def _worst(
    state: ActivityState, day: datetime.date, against: Against
) -> tuple[str | None, int | None]:
    """The open milestone most late, the earliest of equals; the last one where all are reached."""
    counted = _open(state, day) or state.milestones[-1:]
    found = [(late_days(each, day, against), each.milestone.id) for each in counted]
    known = [(days, id_) for days, id_ in found if days is not None]
    if not known:
        return None, None
    days, id_ = max(known, key=lambda pair: pair[0])
    return id_, days


def _open(state: ActivityState, day: datetime.date) -> tuple[MilestoneState, ...]:
    return tuple(each for each in state.milestones if each.actual_on(day) is None)


def _rate(
    state: ActivityState, view: PlanView, rule: StatusRule, days: int | None
) -> tuple[Rating, Reason]:
    """The rule itself: what is late is late; green only where nothing is unknown."""
    still_open = _open(state, view.day)
    if state.milestones and not still_open:
        return "done", "done"
    found = colour(days or 0, rule)
    if found != "green":
        return found, "late"
    doubt = _doubt(state, view, rule)
    return ("cannot_be_judged", doubt) if doubt else ("green", "on_time")


def _doubt(state: ActivityState, view: PlanView, rule: StatusRule) -> Reason | None:
    """Why the facts do not suffice; None where they do."""
    if not state.milestones:
        return "no_milestones"
    if any(each.current_baseline is None for each in _open(state, view.day)):
        return "no_baseline"
    told = state.self_rating(view.report_date)
    if told and told.value == "cannot_be_judged":
        return "owner_cannot_judge"
    return "silent" if _is_silent(state, view, rule) else None


def _is_silent(state: ActivityState, view: PlanView, rule: StatusRule) -> bool:
    since = view.report_date
    for _report in range(rule.silent_reports):
        since = report_before(since)
    return state.activity.planned_start <= since and _last_word(state) <= since


def _last_word(state: ActivityState) -> datetime.date:
    """The day something was last told of an activity or a milestone of it."""
    milestones = state.milestones
    told: list[Dated | Told | Counted] = [
        *(each for milestone in milestones for each in milestone.baselines),
        *(each for milestone in milestones for each in milestone.forecasts),
        *(each for milestone in milestones for each in milestone.comments),
        *(milestone.reached for milestone in milestones if milestone.reached),
        *(*state.self_ratings, *state.comments, *state.risks, *state.decisions),
        *(*state.progress, *state.costs),
    ]
    return max((each.known_on for each in told), default=datetime.date.min)


def _own(value: str) -> Rating:
    return next(rating for rating in RATINGS if rating == value)


def _differs(own: Rating, rating: Rating) -> bool:
    return own != rating and (own, rating) != ("green", "done")


def _is_kinder(own: Rating, rating: Rating) -> bool:
    """What is not known counts as worse than green and not as better than yellow or red."""
    worse: dict[Rating, frozenset[Rating]] = {
        "done": frozenset({"green", "yellow", "red", "cannot_be_judged"}),
        "green": frozenset({"yellow", "red", "cannot_be_judged"}),
        "yellow": frozenset({"red"}),
        "red": frozenset(),
        "cannot_be_judged": frozenset(),
    }
    return rating in worse[own]
