"""The year up to a month as the board reads it: each question asked once."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from dashboard import formats
from dashboard.figures.kpis import KpiRows, KpiState, worst_first
from dashboard.figures.on_time import plan_values
from dashboard.figures.price_volume import causes
from dashboard.figures.span import month_end
from dashboard.i18n import name
from dashboard.queries import kpis, overview
from dashboard.rows import Row, first_of, rows_of
from dashboard.view import View
from dashboard.words import overview as words
from dashboard.words.overview import Cause

DECEMBER = 12
MOST_KPIS = 8


@dataclass(frozen=True)
class Year:
    """The period's year, asked for when it is needed."""

    view: View

    @property
    def first(self) -> datetime.date:
        """January."""
        return self.view.year_start

    @property
    def months_words(self) -> str:
        """The months charged: ``januari–augusti 2009``."""
        return formats.months(self.first, self.view.period)

    @cached_property
    def forecast(self) -> Row | None:
        """The city's year as foreseen; None where nothing is."""
        return first_of(overview.forecast(self.view.viewer, self.view.period))

    @cached_property
    def months(self) -> list[Row]:
        """Budget and bills of each month of the year."""
        december = self.view.period.replace(month=DECEMBER)
        return rows_of(overview.budget_months(self.view.viewer, self.first, december))

    @property
    def so_far(self) -> list[Row]:
        """The months charged, up to the one shown."""
        return [
            row
            for row in self.months
            if row["period"] <= self.view.period and row["amount_ore"] is not None
        ]

    @property
    def budget_ore(self) -> int:
        """The whole year's budget in force."""
        return sum(row["budget_ore"] for row in self.months)

    @property
    def charged_ore(self) -> int:
        """Charged this year so far."""
        return sum(row["amount_ore"] for row in self.so_far)

    @property
    def to_date_ore(self) -> int:
        """The budget for the same months."""
        return sum(row["budget_ore"] for row in self.so_far)

    @cached_property
    def deviations(self) -> list[tuple[datetime.date, int]]:
        """Deviation from budget added up to the end of each month."""
        differences = (row["amount_ore"] - row["budget_ore"] for row in self.so_far)
        periods = [row["period"] for row in self.so_far]
        return list(zip(periods, accumulate(differences), strict=True))

    @cached_property
    def services(self) -> list[Row]:
        """Use and cost of each service this year and the year before."""
        return rows_of(overview.services(self.view.viewer, self.first, self.view.period))

    @cached_property
    def causes(self) -> list[Cause]:
        """What leads from the year before to this one; nothing where there was none."""
        return causes(self.services) if any(row["before_ore"] for row in self.services) else []

    def cause_name(self, cause: Cause) -> str:
        """What a part of the change is called."""
        service = next((name(row) for row in self.services if row["service_id"] == cause.key), "")
        return words.cause_name(cause, service)

    @cached_property
    def departments(self) -> list[Row]:
        """Departments with a budget, furthest over it first."""
        rows = rows_of(overview.departments(self.view.viewer, self.first, self.view.period))
        return sorted((row for row in rows if row["budget_ore"]), key=over_budget)

    @cached_property
    def pools(self) -> list[Row]:
        """Pools whose fees do not cover their own cost, most missing first."""
        rows = rows_of(overview.pools(self.view.viewer, self.first, self.view.period))
        short = [row for row in rows if row["fees_ore"] < row["cost_ore"]]
        return sorted(short, key=lambda row: (row["fees_ore"] - row["cost_ore"], row["pool"]))

    @cached_property
    def kpis(self) -> list[KpiState]:
        """The board's KPIs at the end of the month, worst first."""
        viewer, day = self.view.viewer, month_end(self.view.period)
        chosen = [row for row in rows_of(kpis.definitions(viewer)) if row["position"]]
        chosen.sort(key=lambda row: row["position"])
        rows = KpiRows(
            chosen,
            [*rows_of(kpis.values(viewer)), *plan_values(self.view, chosen)],
            rows_of(kpis.outcomes(viewer)),
            rows_of(kpis.targets(viewer)),
            rows_of(kpis.peers(viewer)),
        )
        return worst_first([rows.state(row, day) for row in chosen[:MOST_KPIS]])


def over_budget(row: Row) -> tuple[int, str]:
    """Departments in the order of what they are over their budget, most first."""
    return row["budget_ore"] - row["amount_ore"], row["department_id"]
