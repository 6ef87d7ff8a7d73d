"""The plan as it was known on any day, for ever: later facts never alter it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from actionplan.plan import (
    Activity,
    ActivityState,
    Counted,
    Dated,
    Dependency,
    Effect,
    Fact,
    Goal,
    Kind,
    Milestone,
    MilestoneState,
    Need,
    Part,
    PlanView,
    Register,
    Told,
)


class _OfReport(Protocol):
    @property
    def report_date(self) -> datetime.date: ...


Reported = TypeVar("Reported", bound=_OfReport)
PartOf = TypeVar("PartOf", bound=Part)
Facts = Sequence[Fact]
ByKind = Mapping[Kind, Facts]


def as_of(
    register: Register,
    facts: Iterable[Fact],
    report_date: datetime.date,
    known_at: datetime.date,
) -> PlanView:
    """The plan with what belongs to reports up to a date and was known on a day.

    Args:
        register: What the plan consists of; what it got after ``known_at`` is left out, and what
            was changed after it stands as it was.
        facts: All facts; their ``number`` gives the order of recording.
        report_date: The last report to include.
        known_at: The last day of knowing to include.

    Returns:
        The view. A report's rating, progress and cost are the last told of them; an actual told
        again is the later one.

    Raises:
        ValueError: A fact is about something the register does not have.
    """
    known = _register_of(register, known_at)
    included = sorted(
        (fact for fact in facts if fact.known_on <= known_at and fact.report_date <= report_date),
        key=lambda fact: fact.number,
    )
    told: defaultdict[str, defaultdict[Kind, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in included:
        _must_be_known(register, fact)
        told[fact.entity + fact.id][fact.kind].append(fact)
    milestones = {
        id_: _milestone(milestone, told["milestone" + id_])
        for id_, milestone in known.milestones.items()
    }
    of_activity: defaultdict[str, list[MilestoneState]] = defaultdict(list)
    for state in sorted(milestones.values(), key=lambda state: state.milestone.seq):
        of_activity[state.milestone.activity_id].append(state)
    activities = {
        id_: _activity(activity, tuple(of_activity[id_]), told["activity" + id_])
        for id_, activity in known.activities.items()
    }
    decisions = [f for f in included if f.entity == "plan" and f.kind == "decision"]
    return PlanView(report_date, known_at, known, milestones, activities, _told(decisions))


def _register_of(register: Register, known_at: datetime.date) -> Register:
    """The register as it was known: each part in its last version by then, later ones left out."""

    def known(kind: type[PartOf], parts: Iterable[PartOf]) -> dict[str, PartOf]:
        current = list(parts)
        versions = [*(one for one in register.earlier if isinstance(one, kind)), *current]
        found = {one.id: one for one in versions if one.known_on <= known_at}
        return {one.id: found[one.id] for one in current if one.id in found}

    activities = known(Activity, register.activities.values())
    milestones = known(Milestone, register.milestones.values())
    dependencies = known(Dependency, register.dependencies).values()
    return Register(
        goals=known(Goal, register.goals.values()),
        effects=known(Effect, register.effects.values()),
        needs=known(Need, register.needs.values()),
        activities=activities,
        milestones={k: m for k, m in milestones.items() if m.activity_id in activities},
        dependencies=tuple(
            one for one in dependencies if {one.predecessor, one.successor} <= activities.keys()
        ),
    )


def _must_be_known(register: Register, fact: Fact) -> None:
    known: Mapping[str, object] | None = {
        "milestone": register.milestones,
        "activity": register.activities,
        "plan": None,
    }[fact.entity]
    if known is not None and fact.id not in known:
        raise ValueError(f"fact {fact.number} is about {fact.id}, which the plan does not have")


def _milestone(milestone: Milestone, told: ByKind) -> MilestoneState:
    actuals = told.get("actual", ())
    taken_back = bool(actuals) and actuals[-1].value is None
    return MilestoneState(
        milestone=milestone,
        baselines=_dated(told.get("baseline", ())),
        forecasts=_dated(told.get("forecast", ())),
        reached=None if taken_back or not actuals else _dated(actuals)[-1],
        comments=_told(told.get("comment", ())),
    )


def _activity(
    activity: Activity, milestones: tuple[MilestoneState, ...], told: ByKind
) -> ActivityState:
    return ActivityState(
        activity=activity,
        milestones=milestones,
        self_ratings=_last_of_report(_told(told.get("self_rating", ()))),
        progress=_last_of_report(_counted(told.get("progress", ()))),
        costs=_last_of_report(_counted(told.get("cost", ()))),
        comments=_told(told.get("comment", ())),
        risks=_told(told.get("risk", ())),
        decisions=_told(told.get("decision", ())),
    )


def _dated(facts: Facts) -> tuple[Dated, ...]:
    return tuple(
        Dated(fact.value, fact.known_on, fact.number, fact.by, fact.reason)
        for fact in facts
        if isinstance(fact.value, datetime.date)
    )


def _told(facts: Facts) -> tuple[Told, ...]:
    return tuple(
        Told(
            "" if fact.value is None else str(fact.value),
            fact.report_date,
            fact.known_on,
            fact.number,
            fact.by,
            fact.reason,
        )
        for fact in facts
    )


def _counted(facts: Facts) -> tuple[Counted, ...]:
    return tuple(
        Counted(fact.value, fact.report_date, fact.known_on, fact.number, fact.by, fact.reason)
        for fact in facts
        if isinstance(fact.value, int)
    )


def _last_of_report(told: Sequence[Reported]) -> tuple[Reported, ...]:
    """One for each report, the last told, in order of reports."""
    last = {each.report_date: each for each in told}
    return tuple(last[report_date] for report_date in sorted(last))
