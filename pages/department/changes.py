"""What changed between two months, or two years so far, and why: to the öre, down to the lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.bars import BridgeStep, bridge
from dashboard.components.facts import Fact, fact_row
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar, picker
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.switches import Choice, view_switch
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.changes import causes_table, services_table
from dashboard.exports.tables import Table
from dashboard.figures.changes import (
    CAUSES,
    YEAR,
    Compared,
    Parts,
    ServiceParts,
    service_parts,
    together,
)
from dashboard.i18n import _, _l, name
from dashboard.queries import changes, department
from dashboard.queries.changes import WHOLE_CITY
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import bill as bill_words
from dashboard.words import change
from dashboard.words import changes as words

dash.register_page(
    __name__,
    path="/department/changes",
    name=_l("What changed"),
    order=25,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/department/changes"
BILL = "/department/bill"
MOST_ROWS = 12


@dataclass(frozen=True)
class Changes:
    """What the page asks, each question once."""

    view: View

    @property
    def department_id(self) -> str:
        """Whose; nothing for the whole city."""
        return self.view.chosen.id if self.view.chosen else WHOLE_CITY

    @property
    def who(self) -> str:
        """The department, or the city."""
        return self.view.chosen.name if self.view.chosen else _("The city")

    @cached_property
    def compared(self) -> Compared:
        """The months held against each other."""
        return Compared.of(self.view)

    @cached_property
    def services(self) -> list[ServiceParts]:
        """Every service with its causes."""
        viewer, compared = self.view.viewer, self.compared
        cells = changes.cells(viewer, self.department_id, compared.before, compared.now)
        moves = rows_of(changes.moves(viewer, self.department_id)) if self.department_id else []
        return service_parts(rows_of(cells), moves, compared)

    @cached_property
    def parts(self) -> Parts:
        """All causes."""
        return together(self.services)

    @property
    def before_ore(self) -> int:
        """Öre of the earlier months."""
        return sum(one.before_ore for one in self.services)

    @property
    def amount_ore(self) -> int:
        """Öre of the later months."""
        return sum(one.amount_ore for one in self.services)

    @property
    def told(self) -> list[str]:
        """The causes there are, in their order."""
        return [key for key in CAUSES if any(getattr(one.parts, key) for one in self.services)]


def content(view: View) -> Sequence[Component]:
    """The bridge for the months and department in the address."""
    asked = Changes(view)
    bar = page_bar(
        view, whole_city=len(view.departments) > 1, pickers=[_before(asked)], exports=_exports(view)
    )
    if asked.compared.before == asked.compared.now or not asked.before_ore:
        return [bar, page_title(_("What changed"), _switch(asked)), _nothing()]
    return [bar, _title(asked), _facts(asked), _bridge(asked), _table(asked)]


def tables(view: View) -> Mapping[str, Table]:
    """The causes, and the causes of every service."""
    asked = Changes(view)
    notes = [_sources(), built_words()]
    return {
        "causes": causes_table(asked.before_ore, asked.parts, asked.compared, notes),
        "services": services_table(asked.services, asked.compared, notes),
    }


def _exports(view: View) -> list[Export]:
    kept = {key: view.address.get(key) for key in ("before", "view")}
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", table="services", **kept)),
    ]


def _before(asked: Changes) -> Component:
    """Which month it is held against."""
    periods = [period for period in asked.view.periods if period != asked.view.period]
    options = {formats.period_key(period): formats.month(period) for period in periods}
    chosen = formats.period_key(asked.compared.before.last)
    return picker("before", _("Compared with"), options, chosen)


def _switch(asked: Changes) -> Component:
    here, is_year = asked.view.address.here, asked.compared.is_year
    return view_switch(
        [
            Choice(_("The month"), here(view=None, open=None), "view-month", not is_year),
            Choice(_("Year to date"), here(view=YEAR, open=None), "view-year", is_year),
        ],
        _("Months shown"),
    )


def _title(asked: Changes) -> Component:
    sentence = words.title(
        asked.who, asked.compared.words_before, asked.before_ore, asked.amount_ore, asked.parts
    )
    return html.Div([page_title(sentence), _switch(asked)], className="title-with-switch")


def _nothing() -> Component:
    return empty_state(
        _("No earlier month to compare with"), _("Choose another month in the bar above.")
    )


def _facts(asked: Changes) -> Component:
    difference = asked.amount_ore - asked.before_ore
    part = change.part_to_a_decimal(difference, asked.before_ore)
    return fact_row(
        [
            Fact(formats.capital(asked.compared.words), formats.amount(asked.amount_ore), "kr"),
            Fact(
                formats.capital(asked.compared.words_before),
                formats.kronor(asked.before_ore),
                "",
                _as_it_was(asked),
            ),
            Fact(
                _("Difference"),
                change.in_kronor(difference),
                "",
                [_("%(part)s.", part=formats.capital(part))] if difference else [],
            ),
        ]
    )


def _as_it_was(asked: Changes) -> list[str]:
    """That a reorganisation lies between the months, where one does."""
    if not asked.department_id:
        return []
    first, last = sorted([asked.compared.before.last, asked.compared.now.last])
    moved = [
        row["moved_on"]
        for row in rows_of(department.moves(asked.view.viewer, asked.department_id))
        if first < row["moved_on"] <= last
    ]
    return [bill_words.as_it_was(max(moved))] if moved else []


def _bridge(asked: Changes) -> Component:
    compared, parts = asked.compared, asked.parts
    largest = max(asked.told, key=lambda key: abs(getattr(parts, key)), default="")
    steps = [
        BridgeStep(
            words.cause(key),
            formats.change(getattr(parts, key)),
            getattr(parts, key),
            highlighted=key == largest,
        )
        for key in asked.told
    ]
    steps.sort(key=lambda step: ((step.change_ore or 0) < 0, -abs(step.change_ore or 0)))
    rows = [
        BridgeStep(formats.capital(compared.words_before), formats.kronor(asked.before_ore)),
        *steps,
        BridgeStep(formats.capital(compared.words), formats.kronor(asked.amount_ore)),
    ]
    title = words.bridge_title(parts)
    sub = _(
        "From %(before)s to %(now)s by cause, kr. The items add up to the öre.",
        before=compared.words_before,
        now=compared.words,
    )
    meanings = html.Dl(
        [
            part
            for key in asked.told
            for part in (html.Dt(words.cause(key)), html.Dd(words.meaning(key)))
        ],
        className="meanings",
    )
    return section(
        title,
        sub,
        [
            html.Div([bridge(rows, f"{title}.", sub), meanings], className="columns-3-2"),
            _source(),
        ],
        "bridge",
    )


def _table(asked: Changes) -> Component:
    compared = asked.compared
    heads = [
        Head(_("Service")),
        Head(_("%(span)s, kr", span=formats.capital(compared.words_before)), True, True),
        *(Head(words.cause(key), is_figure=True, is_extra=True) for key in asked.told),
        Head(_("Change"), is_figure=True),
        Head(_("%(span)s, kr", span=formats.capital(compared.words)), True, True),
    ]
    total = Line(
        [
            _("%(who)s, %(count)s services", who=asked.who, count=len(asked.services)),
            formats.amount(asked.before_ore),
            *(formats.change(getattr(asked.parts, key)) for key in asked.told),
            formats.change(asked.parts.change_ore),
            formats.amount(asked.amount_ore),
        ],
        is_total=True,
    )
    lines = [_line(asked, one) for one in asked.services]
    title = words.services_title(
        [one.name for one in asked.services], [one.change_ore for one in asked.services]
    )
    return section(
        title,
        _("Causes by service, kr, largest change first. Open a service to see its cost centres.")
        if asked.department_id
        else _("Causes by service, kr, largest change first. Open a service to see departments."),
        [figure_table(_("Causes by service"), heads, [total, *lines]), _source()],
        "services",
    )


def _line(asked: Changes, one: ServiceParts) -> Line:
    address = asked.view.address
    is_open = address.get("open") == one.service_id
    href = address.here(open=None if is_open else one.service_id)
    return Line(
        [
            opener(one.name, href, key_of("open", one.service_id), is_open=is_open),
            formats.amount(one.before_ore) if one.before_ore else formats.DASH,
            *(_told(getattr(one.parts, key)) for key in asked.told),
            formats.change(one.change_ore),
            formats.amount(one.amount_ore) if one.amount_ore else formats.DASH,
        ],
        inside=_inside(asked, one) if is_open else None,
    )


def _told(ore: int) -> str:
    """A cause of a service; most have one, and the others would fill the table with zeros."""
    return formats.change(ore) if ore else formats.DASH


def _inside(asked: Changes, one: ServiceParts) -> Component:
    """Whose lines changed: cost centres with their bills, or departments with their bridges."""
    viewer, compared = asked.view.viewer, asked.compared
    if asked.department_id:
        rows = rows_of(
            changes.cost_centres(
                viewer, asked.department_id, one.service_id, compared.before, compared.now
            )
        )
        named = [(_to_lines(asked, one, row), row) for row in rows]
        head = _("Cost centre")
    else:
        rows = rows_of(changes.departments(viewer, one.service_id, compared.before, compared.now))
        named = [(_to_department(asked, row), row) for row in rows]
        head = _("Department")
    heads = [
        Head(head),
        Head(formats.capital(compared.words_before), is_figure=True, is_extra=True),
        Head(formats.capital(compared.words), is_figure=True, is_extra=True),
        Head(_("Change"), is_figure=True),
    ]
    lines = [Line([link, *_figures([row])]) for link, row in named[:MOST_ROWS]]
    rest = [row for _link, row in named[MOST_ROWS:]]
    if rest:
        lines.append(Line([_("%(count)s more", count=len(rest)), *_figures(rest)]))
    caption = _("%(service)s, kr", service=one.name)
    return html.Div([figure_table(caption, heads, lines)], className="explanation")


def _figures(rows: Sequence[Row]) -> list[str]:
    before, amount = (sum(row[key] for row in rows) for key in ("before_ore", "amount_ore"))
    return [formats.amount(before), formats.amount(amount), formats.change(amount - before)]


def _to_lines(asked: Changes, one: ServiceParts, row: Row) -> Component:
    """The cost centre's lines of the service on the bill of a month it had them."""
    month = asked.compared.now.last if row["amount_ore"] else asked.compared.before.last
    href = asked.view.address.to(
        BILL,
        period=formats.period_key(month),
        department=asked.department_id,
        view="service",
        open=one.service_id,
    )
    return html.A(f"{row['cost_centre_name']} {row['cost_centre_id']}", href=href)


def _to_department(asked: Changes, row: Row) -> Component:
    return html.A(name(row), href=asked.view.address.here(department=row["department_id"]))


def _sources() -> str:
    return _("Source: bill lines, and the owners of objects month by month. Constructed data.")


def _source() -> Component:
    return source_line(_sources(), built_words())
