"""KPIs as they stand at the end of a month: outcome, trajectory, trend, peers."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chargeback import trajectory
from chargeback.period import last_day_of
from chargeback.trajectory import Standing
from dashboard.i18n import name
from dashboard.rows import Row

# A figure in thousandths of its unit: öre over persons is kr × 100.
MILLI = {"kr": Fraction(10), "%": Fraction(100_000), "number": Fraction(1000)}
DECEMBER = 12
Point = tuple[datetime.date, Fraction]


@dataclass(frozen=True)
class Peers:
    """What other municipalities reached a year, beside our own figure of that year.

    Attributes:
        year: The year both were measured.
        own: Our figure, thousandths.
        lowest: Thousandths, as ``median`` and ``highest``.
        count: How many municipalities.
        note: What must be said beside it, in Swedish; empty where nothing must.
    """

    year: int
    own: Fraction
    lowest: int
    median: int
    highest: int
    count: int
    note: str


@dataclass(frozen=True)
class KpiState:
    """A KPI at the end of a month; figures in thousandths of its unit.

    Attributes:
        kpi_id: Its id.
        name: In the reader's language.
        unit: kr, %, number or index.
        is_yearly: Whether a figure is a year's flow: kr a year.
        better: higher, lower or none.
        points: What it has been, oldest first; the last one is told.
        targets: Year ends and targets, the starting value first where there is one.
        baseline: The starting value; None where it was not measured.
        should_be: Where it should be on the day of the last point; None where undecided.
        peers: The comparison of the latest whole year; None where measure or year differ.
        position: Its place where nothing else decides.
    """

    kpi_id: str
    name: str
    unit: str
    is_yearly: bool
    better: str
    points: Sequence[Point]
    targets: Sequence[tuple[datetime.date, int]]
    baseline: int | None
    should_be: int | None
    peers: Peers | None
    position: int

    @property
    def latest(self) -> Point | None:
        """The last figure and its day."""
        return self.points[-1] if self.points else None

    @property
    def a_year_before(self) -> Point | None:
        """The figure of the same day the year before the last one."""
        if not self.points:
            return None
        last = self.points[-1][0]
        day = last_day_of(last.replace(year=last.year - 1, day=1))
        return next((point for point in self.points if point[0] == day), None)

    @property
    def part(self) -> Fraction | None:
        """The part of the way it should have gone that it has gone; None where undecided."""
        if self.latest is None:
            return None
        return trajectory.part_of_the_way(
            self.latest[1], self.should_be, self.baseline, self.better
        )

    @property
    def standing(self) -> Standing:
        """good, watch, bad or unknown."""
        return trajectory.standing(self.part)


@dataclass(frozen=True)
class KpiRows:
    """What is known of KPIs: the rows of :mod:`dashboard.queries.kpis`, each question once."""

    definitions: Sequence[Row]
    values: Sequence[Row]
    outcomes: Sequence[Row]
    targets: Sequence[Row]
    peers: Sequence[Row]

    def state(self, kpi: Row, day: datetime.date) -> KpiState:
        """How a KPI stands on a day; reported figures stand for themselves.

        Args:
            kpi: Its definition.
            day: The last day of the month shown.
        """
        points = [point for point in self.points(kpi) if point[0] <= day]
        own = [row for row in self.targets if row["code"] == kpi["code"]]
        ends = [(row["on_date"], row["target_milli"]) for row in own]
        start = next((row["target_milli"] for row in own if row["is_baseline"]), None)
        return KpiState(
            kpi["kpi_id"],
            name(kpi, "title"),
            kpi["unit"],
            kpi["unit"] == "kr" and kpi["year_rule"] == "sum over mean",
            kpi["better"],
            points,
            ends,
            start,
            trajectory.on_day(ends, points[-1][0]) if points else None,
            self._peers(kpi, points, day),
            kpi["position"] or 0,
        )

    def points(self, kpi: Row) -> list[Point]:
        """A KPI's figures by day, thousandths: reported ones where the plan says so."""
        return self.computed(kpi) if kpi["is_computed"] else self._reported(kpi)

    def computed(self, kpi: Row) -> list[Point]:
        """The figures computed from the city's files, also where another is told."""
        return [
            (
                last_day_of(row["period"]),
                MILLI[kpi["unit"]] * row["numerator"] / row["denominator"],
            )
            for row in self.values
            if row["kpi_id"] == kpi["kpi_id"]
        ]

    def _reported(self, kpi: Row) -> list[Point]:
        return [
            (row["on_date"], Fraction(row["outcome_milli"]))
            for row in self.outcomes
            if row["code"] == kpi["code"]
        ]

    def _peers(self, kpi: Row, points: Sequence[Point], day: datetime.date) -> Peers | None:
        """The comparison of the latest whole year, when ours of that year is known."""
        year = day.year if day.month == DECEMBER else day.year - 1
        own = dict(points).get(datetime.date(year, DECEMBER, 31))
        found = next(
            (row for row in self.peers if row["code"] == kpi["code"] and row["year"] == year),
            None,
        )
        if own is None or found is None:
            return None
        return Peers(
            year,
            own,
            found["lowest_milli"],
            found["median_milli"],
            found["highest_milli"],
            found["peers"],
            found["note_sv"] or "",
        )


def worst_first(states: Sequence[KpiState]) -> list[KpiState]:
    """The one furthest behind first; those nobody can judge last, in the board's order."""
    return sorted(
        states,
        key=lambda state: (
            state.part is None,
            min(state.part, Fraction(1)) if state.part is not None else 0,
            state.position,
        ),
    )
