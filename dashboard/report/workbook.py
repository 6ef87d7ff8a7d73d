"""The report's figures as tables: money first, then the plan, with every row."""

from collections.abc import Mapping

from dashboard.exports.overview import bridge_table, kpi_table, months_table
from dashboard.exports.plan_in_short import plan_tables
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _
from dashboard.report.paper import SHORT_HASH
from dashboard.report.tertial import Tertial
from dashboard.shell import build_hash
from dashboard.words import report as words


def tables(tertial: Tertial) -> Mapping[str, Table]:
    """The workbook's sheets by the names an address calls them."""
    year, short = tertial.year, tertial.short
    notes = [
        words.title(tertial.number, tertial.day.year),
        words.subtitle(tertial.day, short.asked.known_at),
        words.foot(build_hash()[:SHORT_HASH]),
    ]
    named = [(year.cause_name(one), one.change_ore) for one in year.causes]
    before_ore = sum(row["before_ore"] for row in year.services)
    return {
        "forecast": _forecast(tertial, notes),
        "months": months_table(year.months, year.view.period, notes),
        "bridge": bridge_table(before_ore, named, notes),
        "kpis": kpi_table(year.kpis, notes),
        **plan_tables(short, notes),
    }


def _forecast(tertial: Tertial, notes: list[str]) -> Table:
    """The year against its budget, in kronor."""
    year, found = tertial.year, tertial.year.forecast
    rows: list[list[Value]] = [
        [_("Budget for the year"), year.budget_ore],
        [_("Charged so far"), year.charged_ore],
        [_("Budget for the same months"), year.to_date_ore],
    ]
    if found:
        forecast_ore = found["forecast_ore"]
        rows = [
            [_("Forecast for the year"), forecast_ore],
            [_("Lowest by last year's miss"), found["low_ore"]],
            [_("Highest by last year's miss"), found["high_ore"]],
            *rows,
            [_("Forecast less budget"), forecast_ore - year.budget_ore],
        ]
    columns = [Column(_("The year")), Column(_("Kr"), "ore")]
    return Table(_("Against budget"), columns, rows, notes)
