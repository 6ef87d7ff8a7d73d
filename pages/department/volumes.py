"""A department's machines and accounts: how many, how old, how standard, who came and left."""

import datetime
from collections.abc import Callable, Mapping, Sequence
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
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _, _l, name
from dashboard.queries import fleet
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import volumes as words

dash.register_page(
    __name__,
    path="/department/volumes",
    name=_l("Volumes"),
    order=28,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

BILL = "/department/bill"
EXPORT = "/export/department/volumes"
MACHINES, ACCOUNTS = "Arbetsplats", "Konto"
DRAWN_MONTHS = 24
TOLD_MONTHS = 12
OLD = 4
MOST_COST_CENTRES = 40
EVENTS = ("joined", "left_count", "moved_in", "moved_out")


@dataclass(frozen=True)
class Fleet:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def rows(self) -> list[Row]:
        """Every service of the months drawn."""
        view = self.view
        first = min(view.last_months(DRAWN_MONTHS)[0], view.year_before)
        asked = (view.viewer, view.department.id, first, view.period)
        return rows_of(fleet.services_by_month(*asked))

    @cached_property
    def ages(self) -> list[Row]:
        """The month's machines by age and standard."""
        view = self.view
        return rows_of(fleet.ages(view.viewer, view.department.id, view.period))

    @cached_property
    def cost_centres(self) -> list[Row]:
        """The month's cost centres beside the month before."""
        view = self.view
        asked = (view.viewer, view.department.id, view.period, view.month_before)
        return rows_of(fleet.cost_centres(*asked))

    @property
    def drawn(self) -> list[datetime.date]:
        """The months drawn: those asked for that are published."""
        return [one for one in self.view.last_months(DRAWN_MONTHS) if one in self.view.periods]

    def units(self, period: datetime.date, area: str) -> int:
        """Machines or accounts of a month."""
        return self.total(lambda row: row["period"] == period and row["area"] == area, "units")

    def total(self, holds: Callable[[Row], bool], column: str) -> int:
        """A column's sum over the rows that hold."""
        return sum(row[column] for row in self.rows if holds(row))

    def pair(self, period: datetime.date) -> tuple[int, int]:
        """Machines and accounts of a month."""
        return self.units(period, MACHINES), self.units(period, ACCOUNTS)

    def machines(self, holds: Callable[[Row], bool]) -> int:
        """The month's machines of which something holds."""
        return sum(row["units"] for row in self.ages if holds(row))


def content(view: View) -> Sequence[Component]:
    """The volumes for the month and department in the address."""
    asked = Fleet(view)
    bar = page_bar(view, exports=_exports(view))
    now = asked.pair(view.period)
    if not any(now):
        return [bar, page_title(view.department.name), _nothing(view)]
    before = asked.pair(view.year_before) if view.year_before in view.periods else None
    title = words.volumes_title(view.department.name, view.period, now, before)
    lower = html.Div([_turnover(asked), _ages(asked)], className="columns-3-2")
    return [bar, page_title(title), _facts(asked), _services(asked), lower, _cost_centres(asked)]


def tables(view: View) -> Mapping[str, Table]:
    """Units by service and month, events, ages, and cost centres."""
    asked = Fleet(view)
    notes = [_source_words(asked), built_words()]
    return {
        "services": _services_export(asked, notes),
        "ages": _ages_export(asked, notes),
        "cost-centres": _centres_export(asked, notes),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing(view: View) -> Component:
    return empty_state(
        _("No machines and no accounts"),
        _("Nothing was counted in %(month)s.", month=formats.month(view.period)),
    )


def _facts(asked: Fleet) -> Component:
    view = asked.view
    machines, accounts = asked.pair(view.period)
    return fact_row(
        [
            Fact(_("Machines"), formats.count(machines), notes=_notes(asked, MACHINES)),
            Fact(_("User accounts"), formats.count(accounts), notes=_notes(asked, ACCOUNTS)),
            _aged(asked),
            _share(asked, _("In the standard range"), "in_range"),
            _share(asked, _("On the common client"), "on_common_client"),
        ]
    )


def _notes(asked: Fleet, area: str) -> list[str]:
    view = asked.view
    now = asked.units(view.period, area)
    earlier = [one for one in (view.month_before, view.year_before) if one in view.periods]
    return [
        words.change(now, asked.units(period, area), formats.month(period)) + "."
        for period in earlier
    ]


def _aged(asked: Fleet) -> Fact:
    dated = asked.machines(lambda row: row["age_years"] is not None)
    aged = asked.machines(lambda row: (row["age_years"] or 0) >= OLD)
    note = _(
        "%(aged)s of %(dated)s machines.", aged=formats.count(aged), dated=formats.count(dated)
    )
    told = note if dated else _("The inventory tells no day of purchase.")
    return Fact(_("Four years or older"), formats.percent(aged, dated), notes=[told])


def _share(asked: Fleet, label: str, column: str) -> Fact:
    """How many of the machines of which it is known are standard in one way."""
    known = asked.machines(lambda row: row[column] is not None)
    standard = asked.machines(lambda row: bool(row[column]))
    note = _(
        "%(standard)s of %(known)s machines.",
        standard=formats.count(standard),
        known=formats.count(known),
    )
    return Fact(label, formats.percent(standard, known), notes=[note] if known else [])


def _services(asked: Fleet) -> Component:
    """Each service month by month, machines and accounts on scales of their own."""
    drawn = asked.drawn
    parts: list[Component] = []
    for area, heading in ((MACHINES, _("Machines")), (ACCOUNTS, _("User accounts"))):
        charts = _charts(asked, area, drawn)
        if charts:
            parts += [html.H3(heading), multiples(charts)]
    title = _("Machines and accounts month by month")
    sub = _(
        "Counted at the end of each month, %(months)s; machines on one scale, accounts on one.",
        months=formats.months(drawn[0], drawn[-1]),
    )
    as_table = table_as_well(_("The numbers as a table"), _services_table(asked, drawn))
    return section(title, sub, [*parts, as_table, _source(asked)], "services")


def _charts(asked: Fleet, area: str, drawn: Sequence[datetime.date]) -> list[Multiple]:
    services = {row["service_id"]: name(row) for row in asked.rows if row["area"] == area}
    counts = {one: _counts(asked, one, drawn) for one in services}
    order = sorted(services, key=lambda one: (-counts[one][-1], one))
    return [_chart(asked, one, services[one], counts[one], drawn) for one in order]


def _counts(asked: Fleet, service_id: str, drawn: Sequence[datetime.date]) -> list[int]:
    units = {row["period"]: row["units"] for row in asked.rows if row["service_id"] == service_id}
    return [units.get(period, 0) for period in drawn]


def _chart(
    asked: Fleet, service_id: str, shown: str, counts: Sequence[int], drawn: Sequence[datetime.date]
) -> Multiple:
    ends = (formats.month_short(drawn[0]), formats.month_short(drawn[-1]))
    year_before = asked.view.year_before
    note = ""
    if year_before in drawn:
        earlier = counts[list(drawn).index(year_before)]
        note = words.change(counts[-1], earlier, formats.month(year_before))
    label = f"{shown}: {formats.count(counts[0])} {ends[0]}, {formats.count(counts[-1])} {ends[1]}."
    href = asked.view.address.to(BILL, view="service", open=service_id)
    return Multiple(html.A(shown, href=href), formats.count(counts[-1]), note, counts, label, ends)


def _services_table(asked: Fleet, drawn: Sequence[datetime.date]) -> Component:
    heads = [Head(_("Service")), *(Head(formats.month_short(one), is_figure=True) for one in drawn)]
    services = {row["service_id"]: name(row) for row in asked.rows}
    body = [
        Line([shown, *(formats.count(count) for count in _counts(asked, one, drawn))])
        for one, shown in services.items()
    ]
    return figure_table(_("Units by service and month"), heads, body)


def _turnover(asked: Fleet) -> Component:
    """Who came, left and moved, month by month."""
    months = [one for one in asked.view.last_months(TOLD_MONTHS) if one in asked.view.periods]
    sums = {period: _events(asked, period) for period in months}
    joined, left = (sum(told[place] for told in sums.values()) for place in (0, 1))
    title = words.came_and_went_title(joined, left, formats.months(months[0], months[-1]))
    sub = _(
        "Machines and accounts. Came: not counted anywhere the month before. Moved: between cost "
        "centres or services."
    )
    heads = [
        Head(_("Month")),
        Head(_("Came"), is_figure=True),
        Head(_("Left"), is_figure=True),
        Head(_("Moved in"), is_figure=True),
        Head(_("Moved out"), is_figure=True),
    ]
    body = [
        Line([formats.month(period), *(formats.count(one) for one in sums[period])])
        for period in reversed(months)
    ]
    return section(title, sub, [figure_table(title, heads, body), _source(asked)], "turnover")


def _events(asked: Fleet, period: datetime.date) -> list[int]:
    """How many came, left, moved in and moved out in a month."""
    rows = [row for row in asked.rows if row["period"] == period]
    return [sum(row[column] for row in rows) for column in EVENTS]


def _ages(asked: Fleet) -> Component:
    """The month's machines by age."""
    by_age: dict[int | None, int] = {}
    for row in asked.ages:
        by_age[row["age_years"]] = by_age.get(row["age_years"], 0) + row["units"]
    dated = sum(units for years, units in by_age.items() if years is not None)
    aged = sum(units for years, units in by_age.items() if years is not None and years >= OLD)
    order = sorted(by_age, key=lambda years: (years is None, years or 0))
    rows = [
        Ranked(words.age(years), by_age[years], formats.count(by_age[years])) for years in order
    ]
    title = words.ages_title(aged, dated)
    sub = _("Machines by whole years since the day of purchase.")
    drawn = ranking(rows, title, (_("Age"), _("Machines")))
    return section(title, sub, [drawn, _source(asked)], "ages")


def _cost_centres(asked: Fleet) -> Component:
    rows = [row for row in asked.cost_centres if row["machines"] or row["accounts"]]
    before = formats.month(asked.view.month_before)
    title = _("Cost centre by cost centre")
    sub = _(
        "%(month)s; change since %(before)s.",
        month=formats.capital(formats.month(asked.view.period)),
        before=before,
    )
    heads = [
        Head(_("Cost centre")),
        Head(_("Machines"), is_figure=True),
        Head(_("Change"), is_figure=True),
        Head(_("Four years or older"), is_figure=True, is_extra=True),
        Head(_("User accounts"), is_figure=True),
        Head(_("Change"), is_figure=True),
    ]
    body = [_cost_centre(asked, row) for row in rows[:MOST_COST_CENTRES]]
    return section(title, sub, [figure_table(title, heads, body), _source(asked)], "cost-centres")


def _cost_centre(asked: Fleet, row: Row) -> Line:
    href = asked.view.address.to(BILL, open=row["cost_centre_id"])
    return Line(
        [
            html.A(row["cost_centre_name"] or row["cost_centre_id"], href=href),
            formats.count(row["machines"]),
            _signed(row["machines"] - row["machines_before"]),
            formats.percent(row["aged"], row["dated"]),
            formats.count(row["accounts"]),
            _signed(row["accounts"] - row["accounts_before"]),
        ]
    )


def _signed(change: int) -> str:
    """A change of a count in a column headed as one."""
    return f"+{formats.count(change)}" if change > 0 else formats.count(change)


def _source(asked: Fleet) -> Component:
    return source_line(_source_words(asked), built_words())


def _source_words(asked: Fleet) -> str:
    return _(
        "Source: machine inventory and account directory, %(months)s.",
        months=formats.months(asked.drawn[0], asked.view.period),
    )


def _services_export(asked: Fleet, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Month")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Units"), "whole"),
        Column(_("Came"), "whole"),
        Column(_("Left"), "whole"),
        Column(_("Moved in"), "whole"),
        Column(_("Moved out"), "whole"),
    ]
    rows: list[list[Value]] = [
        [
            formats.period_key(row["period"]),
            row["service_id"],
            name(row),
            row["units"],
            *(row[column] for column in EVENTS),
        ]
        for row in asked.rows
    ]
    return Table(_("Services"), columns, rows, notes)


def _ages_export(asked: Fleet, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Age"), "whole"),
        Column(_("In the standard range")),
        Column(_("On the common client")),
        Column(_("Machines"), "whole"),
    ]
    said = {True: _("yes"), False: _("no"), None: None}
    rows: list[list[Value]] = [
        [row["age_years"], said[row["in_range"]], said[row["on_common_client"]], row["units"]]
        for row in asked.ages
    ]
    return Table(_("Ages"), columns, rows, notes)


def _centres_export(asked: Fleet, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Cost centre")),
        Column(_("Name")),
        Column(_("Machines"), "whole"),
        Column(_("Machines the month before"), "whole"),
        Column(_("User accounts"), "whole"),
        Column(_("Accounts the month before"), "whole"),
        Column(_("Four years or older"), "whole"),
    ]
    rows: list[list[Value]] = [
        [
            row["cost_centre_id"],
            row["cost_centre_name"],
            row["machines"],
            row["machines_before"],
            row["accounts"],
            row["accounts_before"],
            row["aged"],
        ]
        for row in asked.cost_centres
    ]
    return Table(_("Cost centres"), columns, rows, notes)
