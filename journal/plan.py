"""The action plan: what it consists of and all that was told of it, every word kept.

What the plan consists of (goals, effects, needs, activities, milestones, what waits for what) and
its history are loaded from the city's tables once; an imported fact keeps the day it was known,
what is written here is known on the day it is written. Nothing is withdrawn: a later fact follows.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Any, get_args

# The journal leans on the calculation for the plan's shapes, and for no rule.
from actionplan.plan import (
    ALWAYS,
    DATED_KINDS,
    EARLIEST,
    KINDS,
    LATEST,
    REPORTS,
    Activity,
    Dependency,
    DependencyType,
    Effect,
    Entity,
    Goal,
    Kind,
    Milestone,
    Need,
    Part,
    Register,
    Value,
    value_of,
)
from actionplan.plan import Fact as Told
from journal import rounds
from journal.facts import Body, By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

PLAN = "PLAN"
#: The role in which the plan is taken over from the city's tables.
PROGRAM = "program"
#: What the plan consists of, by the fact that says it.
GOAL, EFFECT, NEED, ACTIVITY, MILESTONE, DEPENDENCY = (
    "plan.goal", "plan.effect", "plan.need", "plan.activity", "plan.milestone", "plan.dependency",
)  # fmt: skip
REGISTER = (GOAL, EFFECT, NEED, ACTIVITY, MILESTONE, DEPENDENCY)
TOLD: Mapping[str, Kind] = {f"plan.{kind}": kind for kind in KINDS}
ALL = (*REGISTER, *TOLD)
#: That a file was taken in; what it changed stands beside it, written in the same act.
IMPORTED = "plan.imported"
#: More than any fact's number: nothing comes between what is written in one act.
WRITTEN_HERE = 2**62

#: What may be told of what.
ALLOWED: Mapping[Entity, frozenset[Kind]] = {
    "milestone": frozenset({"baseline", "forecast", "actual", "comment"}),
    "activity": frozenset({"self_rating", "progress", "cost", "comment", "risk", "decision"}),
    "plan": frozenset({"decision"}),
}
WHOLE_NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Plan:
    """What the plan consists of and what was told of it, in the order it was written.

    ``last`` is the number of the last fact of each subject: what a change of it must have seen.
    """

    register: Register
    facts: tuple[Told, ...] = ()
    last: Mapping[str, int] = field(default_factory=dict)

    def seen(self, entity: Entity, id_: str) -> int:
        """Number of the last fact about a milestone, an activity or the plan; 0 for none."""
        return self.last.get(subject_of(entity, id_), 0)

    def believed(self, milestone_id: str) -> Value:
        """The day last decided or promised of a milestone."""
        promised = (
            fact.value
            for fact in reversed(self.facts)
            if (fact.entity, fact.id) == ("milestone", milestone_id)
            and fact.kind in {"baseline", "forecast"}
        )
        return next(promised, None)

    def promised_anew(self, activity_id: str = "") -> dict[str, Value]:
        """Open milestones that are promised for another day than the one decided, with that day.

        Args:
            activity_id: Of one activity; of all where it is empty.
        """
        told = [one for one in self.facts if one.entity == "milestone"]
        decided = {one.id: one.value for one in told if one.kind == "baseline"}
        reached = {one.id: one.value for one in told if one.kind == "actual"}
        promised = {one.id: one.value for one in told if one.kind in {"baseline", "forecast"}}
        return {
            id_: day
            for id_, day in promised.items()
            if not reached.get(id_)
            and day != decided.get(id_)
            and activity_id in {"", self.register.milestones[id_].activity_id}
        }


def subject_of(entity: str, id_: str) -> str:
    """How facts name a milestone, an activity or the plan."""
    return f"{entity}:{id_}"


def plan(journal: Journal, until: datetime.datetime | None = None) -> Plan:
    """The plan, as written down by now or by a moment."""
    return fold(journal.facts(ALL, until))


def fold(written: Iterable[Fact]) -> Plan:
    """The plan that facts leave; of a thing entered again each version is kept, the last stands."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in REGISTER}
    earlier: list[Part] = []
    told: list[Told] = []
    last: dict[str, int] = {}
    for fact in written:
        last[fact.subject] = fact.seq
        if fact.kind in found:
            before = found[fact.kind].get(_id(fact))
            earlier += [before] if before else []
            part = ENTERED[fact.kind](_id(fact), fact.body)
            found[fact.kind][_id(fact)] = replace(part, known_on=_entered_on(fact))
        else:
            told.append(_told(fact))
    parts = Register(
        found[GOAL],
        found[EFFECT],
        found[NEED],
        found[ACTIVITY],
        found[MILESTONE],
        tuple(found[DEPENDENCY].values()),
        tuple(earlier),
    )
    return Plan(parts, tuple(told), last)


def _id(fact: Fact) -> str:
    return fact.subject.partition(":")[2]


def _entered_on(fact: Fact) -> datetime.date:
    """When the plan came to hold it: what is taken over from the tables was there always."""
    if "known_on" in fact.body:
        return _day(fact.body["known_on"])
    return ALWAYS if fact.role == PROGRAM else fact.recorded_at.date()


def _told(fact: Fact) -> Told:
    body, kind = fact.body, TOLD[fact.kind]
    entity: Entity = next(one for one in get_args(Entity) if one == fact.subject.partition(":")[0])
    return Told(
        fact.seq,
        _day(body["known_on"]) if "known_on" in body else fact.recorded_at.date(),
        _day(body["report_date"]),
        entity,
        _id(fact),
        kind,
        value_of(kind, body["value"]),
        body.get("by") or fact.who,
        body.get("reason", fact.why),
    )


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# --- what the plan consists of, out of the bodies that say it ---------------------------------


def _goal(id_: str, body: Body) -> Goal:
    texts = ("title_sv", "title_en", "section_sv", "description_sv", "quote_sv")
    return Goal(id_, **{name: body[name] for name in texts})


def _effect(id_: str, body: Body) -> Effect:
    return Effect(id_, body["goal_id"], body["title_sv"], body["title_en"])


def _need(id_: str, body: Body) -> Need:
    said = body["text_sv"], body["priority"], body["decision"]
    return Need(id_, body["from_org"], _day(body["day"]), *said)


def _activity(id_: str, body: Body) -> Activity:
    texts = (
        "goal_id", "title_sv", "title_en", "owner_org", "owner_role", "sponsor", "budget_ore",
        "funding_sv", "deliverable_sv",
    )  # fmt: skip
    return Activity(
        id=id_,
        **{name: body[name] for name in texts},
        effect_ids=tuple(body["effect_ids"]),
        need_ids=tuple(body["need_ids"]),
        kpi_ids=tuple(body["kpi_ids"]),
        planned_start=_day(body["planned_start"]),
        planned_end=_day(body["planned_end"]),
    )


def _milestone(id_: str, body: Body) -> Milestone:
    texts = ("activity_id", "seq", "title_sv", "title_en", "decision_body_sv")
    return Milestone(
        id=id_,
        **{name: body[name] for name in texts},
        weight=Fraction(body["weight"]),
    )


def _dependency(_id: str, body: Body) -> Dependency:
    kind: DependencyType = next(one for one in get_args(DependencyType) if one == body["type"])
    between = body["predecessor"], body["successor"]
    return Dependency(*between, kind, body["lag_days"], body["note_sv"])


ENTERED: Mapping[str, Callable[[str, Body], Part]] = {
    GOAL: _goal,
    EFFECT: _effect,
    NEED: _need,
    ACTIVITY: _activity,
    MILESTONE: _milestone,
    DEPENDENCY: _dependency,
}


def row_of(part: Activity | Milestone | Dependency) -> "Row":
    """The fact that says what a part of the plan is: the other way of :data:`ENTERED`."""
    body = {
        entry.name: _plain(getattr(part, entry.name))
        for entry in fields(part)
        if entry.name not in {"id", "known_on"}
    }
    if isinstance(part, Dependency):
        return Row(DEPENDENCY, f"dependency:{part.id}", body)
    if isinstance(part, Activity):
        return Row(ACTIVITY, subject_of("activity", part.id), body)
    return Row(MILESTONE, subject_of("milestone", part.id), body)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)


# --- what may be said -------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A row of a table that is taken over: which fact it becomes, about what, and its content."""

    kind: str
    subject: str
    body: Body
    valid_from: datetime.date | None = None


def load(pen: Writing, by: By, rows: Iterable[Row]) -> None:
    """Take the plan and its history over from tables; each body names its file and line.

    Raises:
        RefusedError: ``plan``: a row cannot be what it says, names what is not there, or makes
            activities wait for each other.
    """
    for row in rows:
        source = row.body["source_file"]
        why = f"läst ur {source} / read from {source}"
        pen.append(NewFact(by, row.kind, row.subject, why, row.valid_from, row.body))
    _check_whole(fold(pen.facts(ALL)))


def _check_whole(found: Plan) -> None:
    """Refuse a plan whose parts name what it does not have, or wait for each other."""
    parts = found.register
    known: Mapping[str, Mapping[str, object]] = {
        "goal": parts.goals,
        "activity": parts.activities,
        "milestone": parts.milestones,
        "plan": {PLAN: None},
    }
    named = [
        *(("goal", one.goal_id) for one in parts.activities.values()),
        *(("activity", one.activity_id) for one in parts.milestones.values()),
        *(
            ("activity", end)
            for one in parts.dependencies
            for end in (one.predecessor, one.successor)
        ),
        *((one.entity, one.id) for one in found.facts),
    ]
    for entity, id_ in named:
        if id_ not in known[entity]:
            raise RefusedError("plan", unknown=subject_of(entity, id_))
    _refuse_rings(parts.dependencies)


def _refuse_rings(dependencies: Iterable[Dependency]) -> None:
    """No activities wait for each other: nothing could be worked out of such a plan."""
    waits = TopologicalSorter[str]()
    for one in dependencies:
        waits.add(one.successor, one.predecessor)
    try:
        waits.prepare()
    except CycleError as error:
        raise RefusedError("plan", ring=" → ".join(error.args[1])) from None


@dataclass(frozen=True)
class About:
    """Of what somebody speaks.

    Args:
        by: Who, in which role.
        entity: Milestone, activity or plan.
        id: Which.
        why: In the person's words.
        expected: Number of the last fact of it the person had seen, 0 for none.
        post: The post they hold in the plan, or the body that has decided; empty for the role.
    """

    by: By
    entity: Entity
    id: str
    why: str
    expected: int
    post: str = ""


@dataclass(frozen=True)
class Word:
    """What somebody says.

    Args:
        kind: What is told.
        text: Its value as :func:`actionplan.plan.value_of` reads it; cost in öre.
        report_date: The last day of the tertial it belongs to.
        is_bare: Whether it stands without a reason of its own: of what an owner hands in together
            the comment and the days that were moved carry the words.
    """

    kind: Kind
    text: str
    report_date: datetime.date
    is_bare: bool = False


def tell(pen: Writing, about: About, word: Word) -> Fact:
    """Tell something of a milestone, an activity or the plan.

    Raises:
        RefusedError: ``unknown``, ``form``, ``reached``, ``same``, ``future``, ``report`` or
            ``locked``: it cannot be told so.
        ConflictError: Somebody else has told of it since the person saw it.
    """
    pen.expect(subject_of(about.entity, about.id), about.expected)
    found = fold(pen.facts(ALL))
    if word.kind not in ALLOWED[about.entity] or not _is_there(found.register, about):
        raise RefusedError("unknown", kind=word.kind, id=about.id)
    if (word.report_date.month, word.report_date.day) not in REPORTS:
        raise RefusedError("report", day=word.report_date)
    rounds.must_not_be_locked(rounds.fold(pen.facts(rounds.KINDS)), word.report_date)
    value = _value(word.kind, word.text)
    _check(found, about, word.kind, value, pen.moment.date())
    body: dict[str, Any] = {"value": word.text, "report_date": word.report_date.isoformat()}
    if about.post:
        body["by"] = about.post
    if word.is_bare:
        body["reason"] = ""
    day = value if isinstance(value, datetime.date) else word.report_date
    subject = subject_of(about.entity, about.id)
    return pen.append(NewFact(about.by, f"plan.{word.kind}", subject, about.why, day, body))


def decide(pen: Writing, about: About, word: Word, *, is_replanned: bool) -> Fact:
    """Write down a decision on the whole plan, or on one activity of it.

    Args:
        pen: The journal.
        about: The plan or the activity; ``post`` is the body that has decided.
        word: The decision.
        is_replanned: Whether it makes every day promised anew a decided one: of the activity's
            open milestones, or of all.

    Returns:
        The decision; the days that it decided stand after it.

    Raises:
        RefusedError: As :func:`tell`, and ``no_days``: no day is promised anew.
        ConflictError: Somebody else has told of it, or of a milestone it decides, since.
    """
    days: dict[str, Value] = {}
    if is_replanned:
        activity_id = about.id if about.entity == "activity" else ""
        days = fold(pen.facts(ALL)).promised_anew(activity_id)
        if not days:
            raise RefusedError("no_days")
    for id_ in days:
        pen.expect(subject_of("milestone", id_), about.expected)
    fact = tell(pen, about, word)
    for id_, day in days.items():
        of_milestone = replace(about, entity="milestone", id=id_, expected=WRITTEN_HERE)
        tell(pen, of_milestone, Word("baseline", str(day), word.report_date))
    return fact


def report(pen: Writing, about: About, words: Sequence[tuple[Entity, str, Word]]) -> Fact:
    """Hand in all that an owner says of an activity in a round, whole or not at all.

    Args:
        pen: The journal.
        about: The activity; what the person had seen is of it and of all its milestones.
        words: Of the activity or of a milestone, which one, and what is said; all of one report.

    Returns:
        The last fact written.

    Raises:
        RefusedError: As :func:`tell`, and ``round``: the report's round is not open.
        ConflictError: Somebody else has told of the activity or a milestone since.
    """
    parts = fold(pen.facts(REGISTER)).register
    own = (one.id for one in parts.milestones.values() if one.activity_id == about.id)
    for subject in (
        subject_of("activity", about.id),
        *(subject_of("milestone", id_) for id_ in own),
    ):
        pen.expect(subject, about.expected)
    written = [
        tell(pen, replace(about, entity=entity, id=id_, expected=WRITTEN_HERE), word)
        for entity, id_, word in words
    ]
    rounds.must_be_open(pen.facts(rounds.KINDS), words[0][2].report_date)
    return written[-1]


@dataclass(frozen=True)
class Import:
    """A file that is taken in.

    Args:
        by: Who says yes to it.
        why: In the person's words.
        seen: Number of the last fact the person had seen.
        report_date: The report that the days told belong to.
        decided_by: The body that has decided the new baselines; empty where there are none.
        source: Name and SHA-256 of the file.
        parts: What the plan is to consist of, anew or for the first time.
        days: Milestone, kind and day of what is told.
    """

    by: By
    why: str
    seen: int
    report_date: datetime.date
    decided_by: str
    source: Mapping[str, str]
    parts: Sequence[Activity | Milestone | Dependency]
    days: Sequence[tuple[str, Kind, datetime.date]]


def take_in(pen: Writing, new: Import) -> Fact:
    """Write down all that a file changes, in one act.

    Returns:
        The fact that says so; those that it changed stand after it.

    Raises:
        RefusedError: ``nothing`` changes, ``form``: no body has decided the new baselines, or as
            :func:`tell`.
        ConflictError: Somebody else has said something of a part since the person saw the plan.
    """
    rows = [row_of(part) for part in new.parts]
    if not rows and not new.days:
        raise RefusedError("nothing")
    if any(kind == "baseline" for _id, kind, _day_ in new.days) and not new.decided_by:
        raise RefusedError("form", field="decided_by")
    subjects = [row.subject for row in rows]
    subjects += [subject_of("milestone", id_) for id_, _kind, _day_ in new.days]
    for subject in dict.fromkeys(subjects):
        pen.expect(subject, new.seen)
    body = {**new.source, "parts": len(rows), "days": len(new.days), "decided_by": new.decided_by}
    subject = f"plan_file:{new.source['sha256']}"
    fact = pen.append(NewFact(new.by, IMPORTED, subject, new.why, None, body))
    for row in rows:
        pen.append(
            NewFact(new.by, row.kind, row.subject, new.why, None, {**row.body, **new.source})
        )
    _check_whole(fold(pen.facts(ALL)))
    for id_, kind, day in new.days:
        post = new.decided_by if kind == "baseline" else ""
        about = About(new.by, "milestone", id_, new.why, WRITTEN_HERE, post)
        tell(pen, about, Word(kind, day.isoformat(), new.report_date))
    return fact


def _is_there(parts: Register, about: About) -> bool:
    there: Mapping[Entity, Iterable[str]] = {
        "milestone": parts.milestones,
        "activity": parts.activities,
        "plan": (PLAN,),
    }
    return about.id in there[about.entity]


def _value(kind: Kind, text: str) -> Value:
    if kind in {"progress", "cost"} and not WHOLE_NUMBER.fullmatch(text):
        raise RefusedError("form", field="value")
    try:
        value = value_of(kind, text)
    except ValueError:
        raise RefusedError("form", field="value") from None
    if isinstance(value, datetime.date) and not EARLIEST <= value < LATEST:
        raise RefusedError("form", field="value")
    return value


def _check(found: Plan, about: About, kind: Kind, value: Value, today: datetime.date) -> None:
    """A day is believed only of what is not reached, and reached only when it has been."""
    if kind not in DATED_KINDS:
        return
    own = [
        one
        for one in found.facts
        if (one.entity, one.id) == ("milestone", about.id) and one.kind in DATED_KINDS
    ]
    reached = next((one.value for one in reversed(own) if one.kind == "actual"), None)
    believed = next((one.value for one in reversed(own) if one.kind != "actual"), None)
    if kind == "forecast" and reached:
        raise RefusedError("reached", day=reached)
    if kind == "forecast" and value == believed:
        raise RefusedError("same", day=value)
    if kind == "actual" and value == reached:
        raise RefusedError("same", day=value)
    if kind == "actual" and isinstance(value, datetime.date) and value > today:
        raise RefusedError("future", day=value)
