"""The plan's effects: what shall give them, what measures them, what is charged for that."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.effects import (
    EffectRule,
    Seen,
    Verdict,
    Work,
    effect_seen,
    rule_on,
    verdict,
    works_of,
)
from actionplan.plan import Effect
from actionplan.trajectory import Distance, Outcome, distance
from chargeback import trajectory
from chargeback.period import last_day_of
from dashboard import access
from dashboard.figures.kpis import KpiRows, KpiState
from dashboard.figures.plan import Shown
from dashboard.plan import Asked
from dashboard.plan import Line as PlanLine
from dashboard.queries import effects as queries
from dashboard.queries import kpis
from dashboard.rows import Row, rows_of

__all__ = ["SEEN", "Effects", "Fee", "Group", "Line", "Measure", "Seen", "Work"]

SEEN: Sequence[Seen] = ("not_seen", "partly", "seen", "unknown")
#: K20 is worked out from the plan itself, not from the city's files.
ON_TIME = "K20"
E4_IN_ORE = 100
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class FeeMonth:
    """A service's fee in a month.

    Args:
        price: Row with price_ore or price_e4; None where it has no price that day.
        quantity: 1/1 000 unit; None where nothing was charged.
        amount_ore: Charged in the month; None where nothing was.
    """

    price: Row | None
    quantity: int | None
    amount_ore: int | None

    @property
    def price_e4(self) -> int | None:
        """The price in 1/10 000 kr, whichever way it is decided; None where there is none."""
        if self.price is None:
            return None
        ore = self.price["price_ore"]
        return E4_IN_ORE * int(ore) if ore is not None else int(self.price["price_e4"])


@dataclass(frozen=True)
class Fee:
    """A service whose fee is charged for what a measure counts, then and now.

    Args:
        service: Row with its id, names, unit, fee_kind and per.
        then: In the first year's month; None where that month is not published.
        now: In the latest published month of the report.
        reasons: Rows with reason_sv and reason_en: why it follows the measures.
    """

    service: Row
    then: FeeMonth | None
    now: FeeMonth
    reasons: Sequence[Row]

    @property
    def id(self) -> str:
        """The service's."""
        return str(self.service["service_id"])

    @property
    def kind(self) -> str:
        """Of its fee: yearly, metered, by agreement."""
        return str(self.service["fee_kind"])

    @property
    def prices(self) -> tuple[int, int] | None:
        """Then and now in 1/10 000 kr; None where one of them is not known."""
        then = self.then.price_e4 if self.then else None
        now = self.now.price_e4
        return None if then is None or now is None else (then, now)


@dataclass(frozen=True)
class Measure:
    """A KPI that measures an effect, as of a report.

    Args:
        code: Of the KPI: ``K07``.
        state: The KPI's figures up to the day and its targets; thousandths of its unit.
        distance: Its last outcome beside the trajectory of the outcome's day.
        verdict: What the rule says.
        planned_now: Its trajectory on the day of the report; None where undecided.
    """

    code: str
    state: KpiState
    distance: Distance
    verdict: Verdict
    planned_now: int | None


@dataclass(frozen=True)
class Line:
    """An effect with all that is known of it.

    Args:
        effect: As registered.
        works: The activities that shall give it.
        measures: What measures it.
        without_fee: Rows with the reason why a measure has no fee.
        fees: What is charged for what the measures count; empty for a reader of no prices.
        seen: What the rule says.
    """

    effect: Effect
    works: Sequence[Work]
    measures: Sequence[Measure]
    without_fee: Sequence[Row]
    fees: Sequence[Fee]
    seen: Seen

    @property
    def reached(self) -> int:
        """How many milestones of its activities are reached."""
        return sum(work.reached for work in self.works)

    @property
    def milestones(self) -> int:
        """How many there are."""
        return sum(work.milestones for work in self.works)

    @property
    def is_done(self) -> bool:
        """Whether all of them are reached."""
        return 0 < self.milestones == self.reached

    @property
    def day(self) -> datetime.date | None:
        """The last day of its activities, reached or expected; None without one."""
        return max((work.day for work in self.works if work.day), default=None)


@dataclass(frozen=True)
class Group:
    """A goal's effects.

    Args:
        goal_id: The goal's.
        lines: Its effects that are asked for.
    """

    goal_id: str
    lines: Sequence[Line]

    @property
    def seen(self) -> int:
        """How many of them are seen."""
        return sum(line.seen == "seen" for line in self.lines)

    @cached_property
    def works(self) -> Collection[Work]:
        """The activities behind them, each once."""
        return {work.state.activity.id: work for line in self.lines for work in line.works}.values()

    @property
    def reached(self) -> int:
        """How many milestones of them are reached."""
        return sum(work.reached for work in self.works)

    @property
    def milestones(self) -> int:
        """How many there are."""
        return sum(work.milestones for work in self.works)


@dataclass(frozen=True)
class Effects:
    """The effects asked for: of one goal, or seen in one way.

    Args:
        asked: The plan as of a day.
    """

    asked: Asked

    @property
    def day(self) -> datetime.date:
        """The last day of the report."""
        return self.asked.report_date

    @property
    def rule(self) -> EffectRule:
        """The rule of the report's time."""
        return rule_on(self.day)

    @cached_property
    def all(self) -> Sequence[Line]:
        """Every effect that stood in the plan, in its order."""
        return [self._line(effect) for effect in self.asked.shown.register.effects.values()]

    @cached_property
    def of_goal(self) -> Sequence[Line]:
        """Those of the goal in the address, seen or not."""
        goal = self.asked.view.address.get("goal")
        return [line for line in self.all if goal in {"", line.effect.goal_id}]

    @cached_property
    def lines(self) -> Sequence[Line]:
        """Those of the goal that are seen as the address says."""
        wanted = self.asked.view.address.get("seen")
        return [line for line in self.of_goal if wanted not in SEEN or line.seen == wanted]

    def goal(self, goal_id: str) -> str:
        """A goal's name."""
        return Shown(self.asked).goal(goal_id)

    @cached_property
    def groups(self) -> Sequence[Group]:
        """Those under their goals, in the plan's order."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.effect.goal_id, []).append(line)
        return [Group(goal, lines) for goal, lines in found.items()]

    @cached_property
    def counts(self) -> Mapping[Seen, int]:
        """How many effects of the goal are seen in each way."""
        return {seen: sum(line.seen == seen for line in self.of_goal) for seen in SEEN}

    @property
    def done_but_not(self) -> Sequence[Line]:
        """Those whose milestones are all reached, and which can be judged and are not seen."""
        open_ = {"partly", "not_seen"}
        return [line for line in self.of_goal if line.is_done and line.seen in open_]

    @cached_property
    def plan_lines(self) -> Mapping[str, PlanLine]:
        """The activities by id, with what is calculated of them."""
        return {line.id: line for line in self.asked.lines}

    @property
    def shows_fees(self) -> bool:
        """Whether the reader may read prices and what the city has of services."""
        return access.reads_fees(self.asked.viewer)

    @cached_property
    def month(self) -> datetime.date | None:
        """The latest published month that ended by the report's day; None where none did."""
        return next(
            (month for month in self.asked.view.periods if last_day_of(month) <= self.day), None
        )

    @cached_property
    def first_month(self) -> datetime.date | None:
        """The same month of the plan's first year, if it is another and published."""
        if self.month is None:
            return None
        first = min(
            activity.planned_start.year
            for activity in self.asked.shown.register.activities.values()
        )
        found = self.month.replace(year=first)
        return found if found < self.month and found in self.asked.view.periods else None

    # --- what is asked of the warehouse, each once -----------------------------------------------

    @cached_property
    def _links(self) -> Sequence[Row]:
        return rows_of(queries.measures(self.asked.viewer))

    @cached_property
    def _told(self) -> tuple[Rows, Rows, Rows]:
        """What KPIs have been by id; what was reported and what is aimed at by code."""
        viewer = self.asked.viewer
        return (
            _by("kpi_id", rows_of(kpis.values(viewer))),
            _by("code", rows_of(kpis.outcomes(viewer))),
            _by("code", rows_of(kpis.targets(viewer))),
        )

    @cached_property
    def _fees(self) -> Mapping[str, Mapping[datetime.date, Row]]:
        """Rows by service and month; nothing for a reader of no prices."""
        if not self.shows_fees or self.month is None:
            return {}
        first = self.first_month or self.month
        spans = ((month, last_day_of(month)) for month in (first, self.month))
        found: dict[str, dict[datetime.date, Row]] = {}
        for row in rows_of(queries.fees(self.asked.viewer, *spans)):
            found.setdefault(row["service_id"], {})[row["period"]] = row
        return found

    # --- an effect -------------------------------------------------------------------------------

    def _line(self, effect: Effect) -> Line:
        links = [row for row in self._links if row["effect_id"] == effect.id]
        codes = dict.fromkeys(row["code"] for row in links)
        measures = [measure for code in codes if (measure := self._measures.get(code))]
        services = dict.fromkeys(row["service_id"] for row in links if row["service_id"])
        return Line(
            effect,
            works_of(self.asked.shown, effect.id),
            measures,
            [row for row in links if not row["service_id"]],
            [fee for service in services if (fee := self._fee(service, links))],
            effect_seen(measure.verdict for measure in measures),
        )

    @cached_property
    def _measures(self) -> Mapping[str, Measure]:
        wanted = {row["code"] for row in self._links}
        return {
            row["code"]: self._measure(row)
            for row in rows_of(kpis.definitions(self.asked.viewer))
            if row["code"] in wanted
        }

    def _measure(self, kpi: Row) -> Measure:
        state = self._state(kpi)
        outcomes = [Outcome(day, milli) for day, milli in state.points]
        found = distance(state.targets, outcomes, state.better, self.day, state.baseline)
        judged = verdict(found, state.baseline, state.better, self.rule)
        return Measure(
            kpi["code"], state, found, judged, trajectory.on_day(state.targets, self.day)
        )

    def _state(self, kpi: Row) -> KpiState:
        """As of the report's day; milestones on time are counted in the plan as known then."""
        kpi_id, code = kpi["kpi_id"], kpi["code"]
        values, outcomes, targets = self._told
        counted = self._on_time(kpi) if code == ON_TIME else values.get(kpi_id, [])
        own = KpiRows([kpi], counted, outcomes.get(code, []), targets.get(code, []), [])
        return own.state(kpi, self.day)

    def _on_time(self, kpi: Row) -> Sequence[Row]:
        """The plan's own figure as the row of a computed KPI; none where no day had come."""
        kept = self.asked.on_time
        if not kept.due:
            return []
        period = self.day.replace(day=1)
        told = {"numerator": kept.on_time, "denominator": kept.due}
        return [{"kpi_id": kpi["kpi_id"], "period": period, **told}]

    # --- a fee -----------------------------------------------------------------------------------

    def _fee(self, service_id: str, links: Sequence[Row]) -> Fee | None:
        """A service then and now; None for a reader of no prices and before the first month."""
        months = self._fees.get(service_id, {})
        if self.month is None or self.month not in months:
            return None
        now = months[self.month]
        then = months.get(self.first_month) if self.first_month else None
        return Fee(
            now,
            _month(then) if then else None,
            _month(now),
            [row for row in links if row["service_id"] == service_id],
        )


def _by(column: str, rows: Sequence[Row]) -> Rows:
    """Rows by a column's value, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _month(row: Row) -> FeeMonth:
    has_price = row["price_ore"] is not None or row["price_e4"] is not None
    return FeeMonth(row if has_price else None, row["quantity"], row["amount_ore"])
