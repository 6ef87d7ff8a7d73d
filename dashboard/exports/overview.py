"""The board's first page as tables to take along."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.exports.tables import Column, Table
from dashboard.figures.kpis import KpiState
from dashboard.i18n import _
from dashboard.rows import Row
from dashboard.words import kpis as words


def months_table(months: Sequence[Row], period: datetime.date, notes: Sequence[str]) -> Table:
    """Budget and bills of each month; bills after the period are left out.

    Args:
        months: Rows of :func:`dashboard.queries.overview.budget_months`.
        period: The month shown.
        notes: Source and build.
    """
    columns = [
        Column(_("Month"), "day"),
        Column(_("Budget, kr"), "ore"),
        Column(_("Charged, kr"), "ore"),
    ]
    rows = [
        [row["period"], row["budget_ore"], row["amount_ore"] if row["period"] <= period else None]
        for row in months
    ]
    return Table(_("Months"), columns, rows, notes)


def bridge_table(before_ore: int, causes: Sequence[tuple[str, int]], notes: Sequence[str]) -> Table:
    """What leads from the year before to this year, to the öre.

    Args:
        before_ore: The same months a year before.
        causes: Name and öre of each part.
        notes: Source and build.
    """
    amount_ore = before_ore + sum(ore for _name, ore in causes)
    rows = [(_("A year before"), before_ore), *causes, (_("This year"), amount_ore)]
    return Table(_("What changed"), [Column(_("Cause")), Column(_("Kr"), "ore")], rows, notes)


def kpi_table(states: Sequence[KpiState], notes: Sequence[str]) -> Table:
    """The key figures as they stand."""
    columns = [
        Column(_("Key figure")),
        Column(_("Day"), "day"),
        Column(_("Outcome")),
        Column(_("By the trajectory")),
        Column(_("Starting value")),
        Column(_("Unit")),
        Column(_("Standing")),
    ]
    return Table(_("Key figures"), columns, [_kpi_row(state) for state in states], notes)


def _kpi_row(state: KpiState) -> list[str | datetime.date | None]:
    told = state.latest
    return [
        state.name,
        told[0] if told else None,
        words.figure(told[1], state.unit) if told else formats.DASH,
        formats.DASH if state.should_be is None else words.figure(state.should_be, state.unit),
        formats.DASH if state.baseline is None else words.figure(state.baseline, state.unit),
        words.unit_words(state.unit, is_yearly=state.is_yearly),
        words.standing(
            state.standing,
            state.better,
            has_target=state.should_be is not None,
            has_figure=told is not None,
        ),
    ]
