"""A department's budget: where it stands, where the year ends, and which areas differ."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.charts.deviation import DeviationTexts, End, deviation
from dashboard.components.facts import Fact, fact_row
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import (
    empty_state,
    page_title,
    section,
    source_line,
)
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, _l
from dashboard.queries import budget
from dashboard.rows import Row, first_of, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import budget as words
from dashboard.words.reference import area

dash.register_page(
    __name__,
    path="/department/budget",
    name=_l("Budget"),
    order=30,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

BILL = "/department/bill"
EXPORT = "/export/department/budget"
MOST_COST_CENTRES = 12


@dataclass(frozen=True)
class Year:
    """What the page asks of the period's year, each question once."""

    view: View

    @property
    def last_month(self) -> datetime.date:
        """December."""
        return self.view.period.replace(month=12)

    @cached_property
    def months(self) -> list[Row]:
        """Budget and bill of each month of the year; bills after the period are left out."""
        rows = rows_of(
            budget.months(
                self.view.viewer,
                self.view.department.id,
                self.view.year_start,
                self.last_month,
            )
        )
        return [{**row, "amount_ore": self._known(row)} for row in rows]

    def _known(self, row: Row) -> int | None:
        return row["amount_ore"] if row["period"] <= self.view.period else None

    @cached_property
    def areas(self) -> list[Row]:
        """Budget and bills by area."""
        asked = (self.view.viewer, self.view.department.id)
        return rows_of(budget.areas(*asked, self.view.year_start, self.view.period))

    @cached_property
    def cost_centres(self) -> list[Row]:
        """Budget and bills by cost centre, largest deviation first."""
        asked = (self.view.viewer, self.view.department.id)
        return rows_of(budget.cost_centres(*asked, self.view.year_start, self.view.period))

    @cached_property
    def forecast(self) -> Row | None:
        """The year as foreseen."""
        asked = (self.view.viewer, self.view.department.id)
        return first_of(budget.forecast(*asked, self.view.period))

    @property
    def so_far(self) -> list[Row]:
        """The months charged."""
        return [row for row in self.months if row["period"] <= self.view.period]

    @property
    def charged_ore(self) -> int:
        """Charged this year so far."""
        return sum(row["amount_ore"] or 0 for row in self.so_far)

    @property
    def to_date_ore(self) -> int:
        """The budget for the same months."""
        return sum(row["budget_ore"] for row in self.so_far)

    @property
    def year_ore(self) -> int:
        """The whole year's budget in force."""
        return sum(row["budget_ore"] for row in self.months)

    @property
    def adopted_ore(self) -> int:
        """The whole year's budget as the council adopted it."""
        return sum(row["adopted_ore"] for row in self.months)

    @cached_property
    def deviations(self) -> list[tuple[datetime.date, int]]:
        """Deviation from budget so far at the end of each month."""
        differences = ((row["amount_ore"] or 0) - row["budget_ore"] for row in self.so_far)
        periods = [row["period"] for row in self.so_far]
        return list(zip(periods, accumulate(differences), strict=True))


def content(view: View) -> Sequence[Component]:
    """The budget for the year and department in the address."""
    year = Year(view)
    bar = page_bar(view, exports=_exports(view))
    forecast_ore = year.forecast["forecast_ore"] if year.forecast else None
    title = words.budget_title(
        view.department.name,
        view.period,
        year.charged_ore,
        year.to_date_ore,
        forecast_ore,
        year.year_ore,
    )
    if not year.year_ore:
        return [bar, page_title(title), _nothing(year)]
    lower = html.Div([_cost_centres(year), _months(year)], className="columns-even")
    return [bar, page_title(title), _facts(year), _course(year), _areas(year), lower]


def tables(view: View) -> Mapping[str, Table]:
    """Budget and bills by month, area and cost centre."""
    year = Year(view)
    notes = [_source_words(year), built_words()]
    return {
        "months": _months_export(year, notes),
        "areas": _rows_export(_("Areas"), "area", year.areas, notes),
        "cost-centres": _rows_export(_("Cost centres"), "cost_centre_id", year.cost_centres, notes),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing(year: Year) -> Component:
    return empty_state(
        _("No budget to compare with"),
        _("No budget file names a cost centre of the department in %(year)s.", year=_year(year)),
    )


def _year(year: Year) -> int:
    return year.view.period.year


def _facts(year: Year) -> Component:
    months = formats.capital(formats.months(year.view.year_start, year.view.period))
    charged, to_date = year.charged_ore, year.to_date_ore
    return fact_row(
        [
            Fact(
                months,
                formats.whole_kronor(charged),
                notes=[_("Budget %(amount)s.", amount=formats.whole_kronor(to_date))],
            ),
            Fact(
                _("Against the budget so far"),
                words.deviation(charged, to_date),
                notes=[formats.capital(words.in_kronor(charged, to_date)) + "."],
            ),
            _foreseen(year),
            Fact(
                _("Budget %(year)s", year=_year(year)),
                formats.whole_kronor(year.year_ore),
                notes=[_adopted(year)],
            ),
        ]
    )


def _foreseen(year: Year) -> Fact:
    found, period = year.forecast, year.view.period
    label = _("Forecast %(year)s", year=_year(year))
    if found is None:
        return Fact(label, formats.DASH)
    if period.month == 12:  # noqa: PLR2004 - the year is over
        return Fact(label, formats.whole_kronor(found["forecast_ore"]), notes=[_("The outcome.")])
    told = [
        words.base(found["base_from"], period),
        words.band(found["low_ore"], found["high_ore"]),
        words.missed(found["missed_permille"], period),
    ]
    return Fact(
        label, formats.whole_kronor(found["forecast_ore"]), notes=[" ".join(filter(None, told))]
    )


def _adopted(year: Year) -> str:
    if year.adopted_ore == year.year_ore:
        return _("As the council adopted it.")
    adopted = formats.whole_kronor(year.adopted_ore)
    return _("Revised; the council adopted %(amount)s.", amount=adopted)


def _course(year: Year) -> Component:
    """The deviation month by month, and where it is foreseen to end."""
    period, _ore = year.deviations[-1]
    title = _(
        "%(deviation)s at the end of %(month)s",
        deviation=formats.capital(
            words.in_kronor(year.charged_ore, year.to_date_ore),
        ),
        month=formats.month(period),
    )
    texts = DeviationTexts(
        label=f"{title}.",
        tick=formats.whole_change,
        month=formats.month_short,
        end=lambda end_ore: _("forecast %(change)s kr", change=formats.whole_change(end_ore)),
        budget=_("budget"),
        month_amount=lambda month, end_ore: (
            f"{formats.month(month)}: {formats.whole_change(end_ore)}{formats.SPACE}kr"
        ),
    )
    sub = _(
        "Charged minus budget, added up since January, kr. Dotted: the forecast; the surface: "
        "what the same rule missed by a year earlier."
    )
    drawn = deviation(year.deviations, _end(year), texts)
    return section(title, sub, [drawn, _source(year)], "course")


def _end(year: Year) -> End | None:
    found = year.forecast
    if found is None or year.view.period.month == 12:  # noqa: PLR2004 - the year is over
        return None
    shift = year.year_ore
    if found["low_ore"] is None:
        return End(found["forecast_ore"] - shift)
    return End(found["forecast_ore"] - shift, found["low_ore"] - shift, found["high_ore"] - shift)


def _areas(year: Year) -> Component:
    title = _areas_title(year.areas)
    heads = [
        Head(_("Area")),
        Head(_("Budget so far"), is_figure=True, is_extra=True),
        Head(_("Charged so far"), is_figure=True),
        Head(_("In words"), is_figure=True),
        Head(_("Budget %(year)s", year=_year(year)), is_figure=True, is_extra=True),
    ]
    total = Line(
        [
            _("Total"),
            formats.amount(year.to_date_ore),
            formats.amount(year.charged_ore),
            words.deviation(year.charged_ore, year.to_date_ore),
            formats.amount(year.year_ore),
        ],
        is_total=True,
    )
    body = [
        Line(
            [
                area(row["area"]),
                formats.amount(row["budget_ore"]),
                formats.amount(row["amount_ore"]),
                _told(words.deviation(row["amount_ore"], row["budget_ore"])),
                formats.amount(row["year_ore"]),
            ]
        )
        for row in year.areas
    ]
    sub = _("%(months)s, kr.", months=formats.capital(_months_words(year)))
    table = figure_table(_("Budget and bills by area"), heads, [total, *body])
    return section(title, sub, [table, _source(year)], "areas")


def _areas_title(areas: Sequence[Row]) -> str:
    """The area that is most over its budget, else the one most under."""
    most = max(areas, key=lambda row: abs(row["amount_ore"] - row["budget_ore"]), default=None)
    if most is None or most["amount_ore"] == most["budget_ore"]:
        return _("Every area is on budget")
    return _(
        "%(area)s differs most: %(deviation)s",
        area=area(most["area"]),
        deviation=words.in_kronor(most["amount_ore"], most["budget_ore"]),
    )


def _told(deviation: str) -> Component:
    """Words among figures: a phone breaks them over two rows, and no figure with them."""
    return html.Span(deviation, className="told")


def _cost_centres(year: Year) -> Component:
    shown = year.cost_centres[:MOST_COST_CENTRES]
    heads = [
        Head(_("Cost centre")),
        Head(_("Budget so far"), is_figure=True, is_extra=True),
        Head(_("Charged so far"), is_figure=True),
        Head(_("In words"), is_figure=True),
    ]
    body = [
        Line(
            [
                html.A(
                    row["cost_centre_name"] or row["cost_centre_id"],
                    href=year.view.address.to(BILL, open=row["cost_centre_id"]),
                ),
                formats.amount(row["budget_ore"]),
                formats.amount(row["amount_ore"]),
                _told(words.in_kronor(row["amount_ore"], row["budget_ore"])),
            ]
        )
        for row in shown
    ]
    over = sum(1 for row in year.cost_centres if row["amount_ore"] > row["budget_ore"])
    title = _(
        "%(over)s of %(all)s cost centres are over their budget",
        over=formats.count(over),
        all=formats.count(len(year.cost_centres)),
    )
    sub = _("The largest deviations, %(months)s, kr.", months=_months_words(year))
    table = figure_table(_("Budget and bills by cost centre"), heads, body)
    return section(title, sub, [table, _source(year)], "cost-centres")


def _months(year: Year) -> Component:
    heads = [
        Head(_("Month")),
        Head(_("Budget"), is_figure=True, is_extra=True),
        Head(_("Charged"), is_figure=True),
        Head(_("In words"), is_figure=True),
    ]
    body = [
        Line(
            [
                formats.month(row["period"]),
                formats.amount(row["budget_ore"]),
                formats.DASH if row["amount_ore"] is None else formats.amount(row["amount_ore"]),
                ""
                if row["amount_ore"] is None
                else _told(words.in_kronor(row["amount_ore"], row["budget_ore"])),
            ]
        )
        for row in year.months
    ]
    sub = _("The budget is phased by month, kr.")
    table = figure_table(_("Budget and bills by month"), heads, body)
    return section(_("Month by month"), sub, [table, _source(year)], "months")


def _months_words(year: Year) -> str:
    return formats.months(year.view.year_start, year.view.period)


def _source(year: Year) -> Component:
    return source_line(_source_words(year), built_words())


def _source_words(year: Year) -> str:
    return _(
        "Source: budget %(year)s, bill lines %(months)s.",
        year=_year(year),
        months=_months_words(year),
    )


def _months_export(year: Year, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Month")),
        Column(_("Budget"), "ore"),
        Column(_("Adopted by the council"), "ore"),
        Column(_("Charged"), "ore"),
    ]
    rows = [
        [
            formats.period_key(row["period"]),
            row["budget_ore"],
            row["adopted_ore"],
            row["amount_ore"],
        ]
        for row in year.months
    ]
    return Table(_("Months"), columns, rows, notes)


def _rows_export(name: str, key: str, rows: Sequence[Row], notes: Sequence[str]) -> Table:
    columns = [
        Column(name),
        Column(_("Name")),
        Column(_("Budget so far"), "ore"),
        Column(_("Charged so far"), "ore"),
    ]
    told = [
        [
            row[key],
            row.get("cost_centre_name") or area(row[key]),
            row["budget_ore"],
            row["amount_ore"],
        ]
        for row in rows
    ]
    return Table(name, columns, told, notes)
