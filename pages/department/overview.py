"""A department's IT in short: the month, the year, what grows, what is new, what is unsigned."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.facts import Fact, fact_row
from dashboard.components.multiples import Multiple, multiples
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.ranking import Ranked, ranking
from dashboard.components.sections import (
    empty_state,
    page_title,
    section,
    source_line,
    table_as_well,
)
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures import comparisons
from dashboard.figures.comparisons import ServiceMonth
from dashboard.i18n import _, _l, name
from dashboard.queries import bill, department
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import bill as bill_words
from dashboard.words import change, lines
from dashboard.words import department as words
from dashboard.words.causes import ServiceChange, largest_changes

dash.register_page(
    __name__,
    path="/department/overview",
    name=_l("Overview"),
    order=10,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

BILL = "/department/bill"
EXPORT = "/export/department/overview"
SHOWN_SERVICES = 5
SHOWN_COST_CENTRES = 8
CHART_MONTHS = 24


@dataclass(frozen=True)
class Overview:
    """What the page asks, each question once."""

    view: View

    @property
    def department_id(self) -> str:
        """Whose overview."""
        return self.view.department.id

    @property
    def period(self) -> datetime.date:
        """The last month counted."""
        return self.view.period

    @property
    def last_january(self) -> datetime.date:
        """January of the year before."""
        return self.view.year_before.replace(month=1)

    @cached_property
    def drawn(self) -> list[datetime.date]:
        """The months of the charts: the last ones, from the first that has an amount."""
        wanted = self.view.last_months(CHART_MONTHS)
        first = min((one.period for one in self.months if one.period in wanted), default=None)
        return [period for period in wanted if first and period >= first] or wanted[-1:]

    @cached_property
    def months(self) -> list[ServiceMonth]:
        """Every service of the months drawn and compared."""
        first = min(self.last_january, self.view.last_months(CHART_MONTHS)[0])
        return comparisons.service_months(
            department.services_by_month(self.view.viewer, self.department_id, first, self.period)
        )

    @cached_property
    def totals(self) -> dict[datetime.date, int]:
        """Öre of each month."""
        return comparisons.totals(self.months)

    @cached_property
    def amounts(self) -> dict[tuple[str, datetime.date], int]:
        """Öre of each service and month."""
        return {(month.service_id, month.period): month.amount_ore for month in self.months}

    @cached_property
    def moved_on(self) -> datetime.date | None:
        """The last reorganisation since January last year."""
        moves = rows_of(department.moves(self.view.viewer, self.department_id))
        days = [row["moved_on"] for row in moves]
        return max((day for day in days if self.last_january < day <= self.period), default=None)

    @cached_property
    def cost_centres(self) -> list[Row]:
        """What the cost centres pay, beside the month before."""
        return rows_of(
            department.cost_centres(
                self.view.viewer, self.department_id, self.period, self.view.month_before
            )
        )

    @cached_property
    def year(self) -> list[ServiceChange]:
        """Every service of the year to date beside last year's."""
        return comparisons.changes_over(self.months, self.period, self.view.year_start)

    def changes(self, before: datetime.date) -> list[ServiceChange]:
        """Every service of this month and an earlier one."""
        return comparisons.changes(self.months, self.period, before)

    def total(self, first: datetime.date, last: datetime.date | None = None) -> int:
        """Öre of one month, or of a run of months."""
        return comparisons.total(self.totals, first, last or first)


def content(view: View) -> Sequence[Component]:
    """The overview for the period and department in the address."""
    asked = Overview(view)
    bar = page_bar(view, exports=_exports(view))
    title = words.overview_title(view.department.name, asked.period, asked.year, asked.moved_on)
    if not asked.total(asked.view.year_start, asked.period):
        return [bar, page_title(view.department.name), _nothing(asked)]
    lower = html.Div([_cost_centres(asked), _to_know(asked)], className="columns-3-2")
    return [bar, page_title(title), _facts(asked), _services(asked), lower]


def tables(view: View) -> Mapping[str, Table]:
    """The amounts by service and month, and by cost centre."""
    asked = Overview(view)
    notes = [_sources(asked), built_words()]
    return {"services": _service_export(asked, notes), "cost-centres": _centre_export(asked, notes)}


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing(asked: Overview) -> Component:
    return empty_state(
        _("No fees this year"),
        _(
            "Nothing was counted for the department up to %(month)s.",
            month=formats.month(asked.period),
        ),
    )


def _facts(asked: Overview) -> Component:
    link = html.A(_("Open the bill"), href=asked.view.address.to(BILL))
    month = Fact(
        formats.capital(formats.month(asked.period)),
        formats.amount(asked.total(asked.period)),
        "kr",
        [link],
    )
    before, year_before = asked.view.month_before, asked.view.year_before
    return fact_row([month, _against(asked, before), _against(asked, year_before), _year(asked)])


def _against(asked: Overview, before: datetime.date) -> Fact:
    label = _("Against %(month)s", month=formats.month(before))
    earlier = asked.total(before)
    if not earlier:
        return Fact(label, formats.DASH, notes=[_("There is no bill for that month.")])
    difference = asked.total(asked.period) - earlier
    told = [
        _("%(part)s.", part=formats.capital(change.part_to_a_decimal(difference, earlier))),
        largest_changes(asked.changes(before)),
    ]
    return Fact(label, change.in_kronor(difference), notes=[" ".join(told)] if difference else ())


def _year(asked: Overview) -> Fact:
    amount = asked.total(asked.view.year_start, asked.period)
    earlier = asked.total(asked.last_january, asked.view.year_before)
    label = formats.capital(formats.months(asked.view.year_start, asked.period))
    if not earlier:
        return Fact(label, formats.whole_kronor(amount))
    months = formats.months(asked.last_january, asked.view.year_before)
    told = bill_words.against_months(amount - earlier, earlier, months)
    was = [bill_words.as_it_was(asked.moved_on)] if asked.moved_on else []
    return Fact(label, formats.whole_kronor(amount), notes=[told, *was])


def _services(asked: Overview) -> Component:
    """The largest services month by month on one scale, the rest as one."""
    drawn = asked.drawn
    now = sorted(asked.changes(asked.view.year_before), key=lambda one: -one.amount_ore)
    shown, rest = now[:SHOWN_SERVICES], now[SHOWN_SERVICES:]
    charts = [_multiple(asked, [one], drawn) for one in shown if one.amount_ore]
    if rest:
        charts.append(_multiple(asked, rest, drawn))
    sub = _(
        "Kr a month, %(months)s, all on one scale. %(month)s stands out.",
        months=formats.months(drawn[0], drawn[-1]),
        month=formats.capital(formats.month(asked.period)),
    )
    as_table = table_as_well(_("The numbers as a table"), _months_table(asked, now, drawn))
    title = words.services_title(now)
    return section(title, sub, [multiples(charts), as_table, _source(asked)], "services")


def _multiple(
    asked: Overview, services: Sequence[ServiceChange], drawn: Sequence[datetime.date]
) -> Multiple:
    amounts = [_amount(asked, services, period) for period in drawn]
    now, before = (
        sum(getattr(one, side) for one in services) for side in ("amount_ore", "before_ore")
    )
    note = words.against_year_before(now, before, asked.view.year_before)
    shown = services[0].name if len(services) == 1 else _("Other services")
    link = html.A(shown, href=_service_address(asked, services)) if len(services) == 1 else shown
    ends = (formats.month_short(drawn[0]), formats.month_short(drawn[-1]))
    values = (formats.whole_kronor(amounts[0]), formats.whole_kronor(amounts[-1]))
    label = f"{shown}: {values[0]} {ends[0]}, {values[1]} {ends[1]}."
    return Multiple(
        link, formats.kronor(now), note if _has_year_before(asked) else "", amounts, label, ends
    )


def _has_year_before(asked: Overview) -> bool:
    return asked.total(asked.view.year_before) != 0


def _service_address(asked: Overview, services: Sequence[ServiceChange]) -> str:
    return asked.view.address.to(BILL, view="service", open=services[0].service_id)


def _amount(asked: Overview, services: Sequence[ServiceChange], period: datetime.date) -> int:
    return sum(asked.amounts.get((one.service_id, period), 0) for one in services)


def _months_table(
    asked: Overview, services: Sequence[ServiceChange], drawn: Sequence[datetime.date]
) -> Component:
    heads = [Head(_("Service")), *(Head(formats.month_short(one), is_figure=True) for one in drawn)]
    total = [_("Total"), *(formats.amount(asked.total(period)) for period in drawn)]
    body = [
        Line([one.name, *(formats.amount(_amount(asked, [one], period)) for period in drawn)])
        for one in services
    ]
    return figure_table(
        _("Amounts by service and month, kr"), heads, [Line(total, is_total=True), *body]
    )


def _cost_centres(asked: Overview) -> Component:
    """The largest cost centres, each leading to its lines."""
    charged = [row for row in asked.cost_centres if row["amount_ore"]]
    rows = [
        Ranked(
            html.A(
                name({"name_sv": row["cost_centre_name"], "name_en": None}),
                href=asked.view.address.to(BILL, open=row["cost_centre_id"]),
            ),
            row["amount_ore"],
            formats.amount(row["amount_ore"]),
        )
        for row in charged[:SHOWN_COST_CENTRES]
    ]
    first = charged[0]["cost_centre_name"] if charged else ""
    title = bill_words.cost_centres_title([row["amount_ore"] for row in charged], first)
    sub = _("The largest in %(month)s, kr.", month=formats.month(asked.period))
    drawn = ranking(rows, title, (_("Cost centre"), _("Amount, kr")))
    return section(title, sub, [drawn, _source(asked)], "cost-centres")


def _to_know(asked: Overview) -> Component:
    """What is new, what has ended, what lacks an agreement."""
    items = [*_unsigned(asked), *_changed(asked)]
    sub = _("In %(month)s.", month=formats.month(asked.period))
    if not items:
        told: Component = html.P(
            _("Everything charged has an agreement in force, and nothing is new or has ended.")
        )
    else:
        told = html.Ul([html.Li(item) for item in items], className="told")
    return section(_("Worth knowing"), sub, [told], "to-know")


def _unsigned(asked: Overview) -> list[list[Component | str]]:
    """Each agreement that is not in force, with what is charged under it."""
    rows = rows_of(
        bill.groups(
            asked.view.viewer,
            asked.department_id,
            asked.period,
            asked.view.month_before,
            "agreement",
        )
    )
    without = [row for row in rows if row["line_count"] and row["status"] != "in_force"]
    return [_agreement(asked, row) for row in without]


def _agreement(asked: Overview, row: Row) -> list[Component | str]:
    warning, state = lines.agreement_state(row["status"])
    has_id = row["group_id"] != bill.NO_AGREEMENT
    shown = " ".join(filter(None, [row["group_id"], name(row)])) if has_id else ""
    words_on = f"{shown}: {state}" if shown else formats.capital(state)
    told = _(
        "%(amount)s on %(lines)s.",
        amount=formats.kronor(row["amount_ore"]),
        lines=lines.line_count(row["line_count"]),
    )
    href = asked.view.address.to(BILL, view="agreement", open=row["group_id"])
    return [
        html.Strong(status(warning or "watch", words_on)),
        f"{told} ",
        html.A(_("Open the lines"), href=href),
    ]


def _changed(asked: Overview) -> list[list[Component | str]]:
    """Services and cost centres that came or went since the month before."""
    services = asked.changes(asked.view.month_before)
    if not asked.total(asked.view.month_before):
        return []
    told = [
        (
            _("Services"),
            [one.name for one in services if not one.before_ore and one.amount_ore],
            [one.name for one in services if one.before_ore and not one.amount_ore],
        ),
        (
            _("Cost centres"),
            [row["cost_centre_name"] for row in asked.cost_centres if not row["before_ore"]],
            [row["cost_centre_name"] for row in asked.cost_centres if not row["amount_ore"]],
        ),
    ]
    return [
        [html.Strong(head), " ".join(words.came_and_went(came, went))]
        for head, came, went in told
        if came or went
    ]


def _source(asked: Overview) -> Component:
    return source_line(_sources(asked), built_words())


def _sources(asked: Overview) -> str:
    months = formats.months(asked.drawn[0], asked.period)
    return _("Source: bill lines %(months)s.", months=months)


def _service_export(asked: Overview, notes: Sequence[str]) -> Table:
    drawn = asked.drawn
    services = sorted(asked.changes(asked.view.year_before), key=lambda one: -one.amount_ore)
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        *(Column(formats.period_key(period), "ore") for period in drawn),
    ]
    rows: list[list[Value]] = [
        [one.service_id, one.name, *(_amount(asked, [one], period) for period in drawn)]
        for one in services
    ]
    return Table(_("Services"), columns, rows, notes)


def _centre_export(asked: Overview, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Cost centre")),
        Column(_("Name")),
        Column(_("Lines"), "whole"),
        Column(_("%(month)s, kr", month=formats.month(asked.view.month_before)), "ore"),
        Column(_("%(month)s, kr", month=formats.month(asked.period)), "ore"),
    ]
    keys = ("cost_centre_id", "cost_centre_name", "line_count", "before_ore", "amount_ore")
    rows = [[row[key] for key in keys] for row in asked.cost_centres]
    return Table(_("Cost centres"), columns, rows, notes)
