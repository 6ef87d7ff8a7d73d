"""What the action plan is made of: the register, the facts told about it, and the plan as known.

Only shapes stand here. Days are days, money is whole öre, weights are fractions; a text that a
reader sees has a Swedish and, where the city wrote one, an English form.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, Literal, TypeVar, get_args

ORE_A_THOUSAND_KRONOR = 100_000
ALWAYS = datetime.date.min
#: Days of a plan that people may tell: from the first on, before the last.
EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)
# The city reports three times a year, at the end of each tertial: month and day.
REPORTS = ((4, 30), (8, 31), (12, 31))

DependencyType = Literal["FS", "SS", "FF", "SF"]
Entity = Literal["milestone", "activity", "plan"]
Kind = Literal[
    "baseline",
    "forecast",
    "actual",
    "self_rating",
    "progress",
    "cost",
    "comment",
    "risk",
    "decision",
]
# What an owner may say of an activity, and what a rule may say of it.
Rating = Literal["green", "yellow", "red", "cannot_be_judged", "done"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
RATINGS_SV: Mapping[str, Rating] = {
    "grön": "green",
    "gul": "yellow",
    "röd": "red",
    "kan inte bedömas": "cannot_be_judged",
    "klar": "done",
}
Value = str | int | datetime.date | None
V = TypeVar("V", str, int)

# A risk that is over says so instead of likelihood × consequence.
CLOSED_RISK = "closed"


@dataclass(frozen=True)
class Goal:
    """A section of the strategy and what it wants."""

    id: str
    title_sv: str
    title_en: str = ""
    section_sv: str = ""
    description_sv: str = ""
    quote_sv: str = ""
    known_on: datetime.date = ALWAYS


@dataclass(frozen=True)
class Effect:
    """What shall be seen when a goal is reached."""

    id: str
    goal_id: str
    title_sv: str
    title_en: str = ""
    known_on: datetime.date = ALWAYS


@dataclass(frozen=True)
class Need:
    """A need handed to IT-rådet, and what became of it."""

    id: str
    from_org: str
    day: datetime.date
    text_sv: str
    priority: int
    decision: str
    known_on: datetime.date = ALWAYS


@dataclass(frozen=True)
class Activity:
    """A piece of work with an owner, a budget and milestones.

    ``known_on`` is the day the plan first held it; a view of an earlier day does not show it.
    """

    id: str
    goal_id: str
    title_sv: str
    planned_start: datetime.date
    planned_end: datetime.date
    title_en: str = ""
    effect_ids: tuple[str, ...] = ()
    need_ids: tuple[str, ...] = ()
    kpi_ids: tuple[str, ...] = ()
    owner_org: str = ""
    owner_role: str = ""
    sponsor: str = ""
    budget_ore: int = 0
    funding_sv: str = ""
    deliverable_sv: str = ""
    known_on: datetime.date = ALWAYS


@dataclass(frozen=True)
class Milestone:
    """A day to be kept. ``weight`` is its part of the activity; those of an activity make 1."""

    id: str
    activity_id: str
    seq: int
    title_sv: str
    weight: Fraction
    title_en: str = ""
    decision_body_sv: str = ""
    known_on: datetime.date = ALWAYS


@dataclass(frozen=True)
class Dependency:
    """The successor's start or finish waits for the predecessor's: FS is finish-to-start.

    ``lag_days`` are working days; negative is a lead.
    """

    predecessor: str
    successor: str
    type: DependencyType
    lag_days: int = 0
    note_sv: str = ""
    known_on: datetime.date = ALWAYS

    @property
    def id(self) -> str:
        """Both ends: there is one dependency between two activities."""
        return f"{self.predecessor}>{self.successor}"


Part = Goal | Effect | Need | Activity | Milestone | Dependency


@dataclass(frozen=True)
class Register:
    """What the plan consists of, each by its id; dependencies in the order written.

    ``earlier`` are the versions that a later one has followed, in the order written: a view of a
    day before the later one was known shows them still.
    """

    goals: Mapping[str, Goal]
    effects: Mapping[str, Effect]
    needs: Mapping[str, Need]
    activities: Mapping[str, Activity]
    milestones: Mapping[str, Milestone]
    dependencies: tuple[Dependency, ...] = ()
    earlier: tuple[Part, ...] = ()

    @property
    def parts(self) -> Iterator[Part]:
        """Everything the plan consists of, as written last."""
        yield from self.goals.values()
        yield from self.effects.values()
        yield from self.needs.values()
        yield from self.activities.values()
        yield from self.milestones.values()
        yield from self.dependencies


@dataclass(frozen=True)
class Fact:
    """Something told about the plan: never changed, only followed by a later one.

    Attributes:
        number: Place in the order of recording.
        known_on: The day it was known; for what is written in the app the day of writing.
        report_date: The last day of the tertial it belongs to.
        entity: What it is about.
        id: Of the milestone or activity; PLAN for the plan.
        kind: What is told.
        value: A day for baseline, forecast and actual (None takes an actual back: not reached
            after all); a Rating for self_rating; whole percent for progress; öre for cost, the
            whole tertial's; ``2x3`` (likelihood × consequence) or ``closed`` for risk; a
            version or a minute's name for decision; empty for comment.
        by: The role or body that told.
        reason: The text: reason, comment, risk, decision.
    """

    number: int
    known_on: datetime.date
    report_date: datetime.date
    entity: Entity
    id: str
    kind: Kind
    value: Value = None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Dated:
    """A day that was told: a baseline (``by`` and ``reason`` are its decision), a forecast."""

    day: datetime.date
    known_on: datetime.date
    number: int
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Said(Generic[V]):
    """Something else that was told, in words or in a number."""

    value: V
    report_date: datetime.date
    known_on: datetime.date
    number: int
    by: str = ""
    reason: str = ""


#: A rating, a comment, a decision, a risk.
Told = Said[str]
#: Per cent done, or öre spent in the tertial.
Counted = Said[int]


@dataclass(frozen=True)
class MilestoneState:
    """A milestone with all that was known of it, oldest first."""

    milestone: Milestone
    baselines: tuple[Dated, ...] = ()
    forecasts: tuple[Dated, ...] = ()
    reached: Dated | None = None
    comments: tuple[Told, ...] = ()

    @property
    def first_baseline(self) -> datetime.date | None:
        """The day first decided; None before the plan is adopted."""
        return self.baselines[0].day if self.baselines else None

    @property
    def current_baseline(self) -> datetime.date | None:
        """The day last decided."""
        return self.baselines[-1].day if self.baselines else None

    @property
    def forecast(self) -> datetime.date | None:
        """The day last promised: the last forecast, or a baseline decided after it."""
        promises = sorted((*self.baselines, *self.forecasts), key=lambda told: told.number)
        return promises[-1].day if promises else None

    @property
    def actual(self) -> datetime.date | None:
        """The day it was reached, also one after the view's day; None while none was told."""
        return self.reached.day if self.reached else None

    def actual_on(self, day: datetime.date) -> datetime.date | None:
        """The day it was reached as seen on a day: until it has come, the milestone is open."""
        return self.actual if self.actual is not None and self.actual <= day else None

    @property
    def believed(self) -> datetime.date | None:
        """The day it was reached, else the day last promised."""
        return self.actual or self.forecast


@dataclass(frozen=True)
class ActivityState:
    """An activity with its milestones in order and all that was known of it, oldest first.

    ``self_ratings``, ``progress`` and ``costs`` hold one for each report, the last told;
    ``comments`` and ``risks`` hold all, and the last word on the risk is what holds.
    """

    activity: Activity
    milestones: tuple[MilestoneState, ...] = ()
    self_ratings: tuple[Told, ...] = ()
    progress: tuple[Counted, ...] = ()
    costs: tuple[Counted, ...] = ()
    comments: tuple[Told, ...] = ()
    risks: tuple[Told, ...] = ()
    decisions: tuple[Told, ...] = ()

    @property
    def cost_ore(self) -> int:
        """What was spent in all reports."""
        return sum(told.value for told in self.costs)

    @property
    def risk(self) -> Told | None:
        """The last word on its risk; None where none was told."""
        return self.risks[-1] if self.risks else None

    def is_done_on(self, day: datetime.date) -> bool:
        """Every milestone is reached by a day; an activity without milestones never is."""
        return bool(self.milestones) and all(
            state.actual_on(day) is not None for state in self.milestones
        )

    def self_rating(self, report_date: datetime.date) -> Told | None:
        """The owner's own rating in a report; None where it was not handed in."""
        return next((told for told in self.self_ratings if told.report_date == report_date), None)


@dataclass(frozen=True)
class PlanView:
    """The plan as it was known: what belongs to reports up to a day, and was told by another.

    Attributes:
        report_date: The last report included.
        known_at: What was told later is not in it.
        register: The register as known then.
        milestones: States by milestone id.
        activities: States by activity id.
        decisions: Decisions on the whole plan.
    """

    report_date: datetime.date
    known_at: datetime.date
    register: Register
    milestones: Mapping[str, MilestoneState]
    activities: Mapping[str, ActivityState]
    decisions: tuple[Told, ...] = field(default=())

    @property
    def day(self) -> datetime.date:
        """The day the view speaks of: a report told of afterwards speaks of its own date."""
        return min(self.report_date, self.known_at)


DATED_KINDS = frozenset({"baseline", "forecast", "actual"})
KINDS: tuple[Kind, ...] = get_args(Kind)


def value_of(kind: Kind, text: str, unit: str = "") -> Value:
    """A fact's value from its text, as written in a file or in the journal.

    >>> value_of("cost", "137", "tkr")
    13700000
    >>> value_of("self_rating", "grön")
    'green'

    Args:
        kind: What is told.
        text: A day as 2008-08-31, a whole number, a rating in Swedish or by its code.
        unit: ``tkr`` where a cost is in thousands of kronor; else it is in öre.

    Raises:
        ValueError: The text is no value of the kind.
    """
    if kind in DATED_KINDS:
        return _day(kind, text)
    if kind == "self_rating":
        return _rating(text)
    if kind == "progress":
        return _percent(text)
    if kind == "cost":
        return int(text) * (ORE_A_THOUSAND_KRONOR if unit == "tkr" else 1)
    if kind == "risk":
        return _risk(text)
    return text


def _day(kind: Kind, text: str) -> datetime.date | None:
    return None if kind == "actual" and not text else datetime.date.fromisoformat(text)


def _rating(text: str) -> Rating:
    rating = RATINGS_SV.get(text) or next((code for code in RATINGS if code == text), None)
    if rating is None:
        raise ValueError(f"expected one of {', '.join(RATINGS_SV)}, found {text!r}")
    return rating


def _percent(text: str) -> int:
    percent = int(text)
    if not 0 <= percent <= 100:  # noqa: PLR2004 - the whole is a hundred per cent
        raise ValueError(f"expected 0 to 100 per cent, found {text!r}")
    return percent


def _risk(text: str) -> str:
    if text != CLOSED_RISK:
        likelihood, _, consequence = text.partition("x")
        scale = {"1", "2", "3", "4", "5"}
        if not {likelihood, consequence} <= scale:
            raise ValueError(f"expected likelihood x consequence, each 1 to 5, found {text!r}")
    return text
