"""What changed between any two stretches of months, budget or outcome, and why: to the öre."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.attributes import aria
from dashboard.components.bars import BridgeStep, bridge
from dashboard.components.facts import Fact, fact_row
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar, picker
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.tables import Cell, Head, Line, figure_table, opener
from dashboard.exports.changes import causes_table, pieces_table
from dashboard.exports.tables import Table
from dashboard.figures.changes import (
    BUDGET,
    BUDGET_CAUSES,
    CAUSES,
    FIGURES,
    OUTCOME,
    USE,
    Area,
    Compared,
    Parts,
    Piece,
    ServiceParts,
    Shown,
    area_parts,
    budget_areas,
    januaries,
    outcome_areas,
    service_parts,
    together,
)
from dashboard.figures.stretches import FREE, KINDS, Stretch, offered
from dashboard.i18n import _, _l, name
from dashboard.queries import changes, department
from dashboard.queries.changes import WHOLE_CITY
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import bill as bill_words
from dashboard.words import change
from dashboard.words import changes as words
from dashboard.words import stretches as stretch_words
from dashboard.words.reference import area as area_words

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
# What the address says of the sides.
KEPT = ("now", "now_as", "before", "before_as", "view")


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
    def budgeted(self) -> list[Row]:
        """The months there is a budget for, newest first."""
        return rows_of(changes.budget_months(self.view.viewer, self.department_id))

    @cached_property
    def compared(self) -> Compared:
        """The sides held against each other."""
        return Compared.of(self.view, [row["period"] for row in self.budgeted])

    @cached_property
    def services(self) -> list[ServiceParts]:
        """Every service with its causes, where no budget stands on a side."""
        viewer, compared = self.view.viewer, self.compared
        cells = changes.cells(
            viewer, self.department_id, compared.before.months, compared.now.months
        )
        return service_parts(rows_of(cells), self._moves(), compared)

    @cached_property
    def pieces(self) -> list[Piece]:
        """Every service, or area of the budget, with its causes."""
        if not self.compared.has_budget:
            return [one.piece for one in self.services]
        areas = area_parts(self._areas(self.compared.before), self._areas(self.compared.now))
        return [one.called(area_words(one.id)) for one in areas]

    @property
    def parts(self) -> Parts:
        """All causes of all services."""
        return together(self.services)

    @property
    def before_ore(self) -> int:
        """Öre of the earlier side."""
        return sum(one.before_ore for one in self.pieces)

    @property
    def amount_ore(self) -> int:
        """Öre of the later side."""
        return sum(one.amount_ore for one in self.pieces)

    @property
    def all_causes(self) -> dict[str, str]:
        """Every cause there could be, by its name."""
        if not self.compared.has_budget:
            return {key: words.cause(key) for key in CAUSES}
        alike = self.compared.are_budgets
        return {key: words.against_budget(key, are_budgets=alike) for key in BUDGET_CAUSES}

    @property
    def told(self) -> dict[str, str]:
        """The causes there are, by their names."""
        return {
            key: named
            for key, named in self.all_causes.items()
            if any(one.causes[key] for one in self.pieces)
        }

    def ore(self, cause: str) -> int:
        """What a cause makes of it all (öre)."""
        return sum(one.causes[cause] for one in self.pieces)

    @property
    def steps(self) -> dict[tuple[str, str], int]:
        """Öre by cause, and where a budget stands on a side by area of use too."""
        if not self.compared.has_budget:
            return {(key, ""): self.ore(key) for key in CAUSES}
        known = {(key, ""): self.ore(key) for key in BUDGET_CAUSES if key != USE}
        return {**known, **{(USE, one.name): one.causes[USE] for one in self.pieces}}

    def step_words(self, step: tuple[str, str]) -> str:
        """What a step of the bridge is called."""
        key, area = step
        if not self.compared.has_budget:
            return words.cause(key)
        return words.against_budget(key, area, are_budgets=self.compared.are_budgets)

    def meaning(self, key: str) -> str:
        """What a cause is."""
        if not self.compared.has_budget:
            return words.meaning(key)
        return words.meaning_against_budget(key, are_budgets=self.compared.are_budgets)

    def _moves(self) -> list[Row]:
        if not self.department_id:
            return []
        return rows_of(changes.moves(self.view.viewer, self.department_id))

    def _areas(self, side: Shown) -> dict[str, Area]:
        """A side by area of the budget."""
        viewer, months = self.view.viewer, side.months
        rows = rows_of(changes.areas(viewer, self.department_id, months.first, months.last))
        if side.is_budget:
            return budget_areas(rows, side.figures, beside_budget=self.compared.are_budgets)
        other = self.compared.before if side is self.compared.now else self.compared.now
        held = januaries(months.months, other.months.months)
        years = {january.year for january in held.values()}
        cells = changes.since_january(
            viewer, self.department_id, months.first, months.last, min(years), max(years)
        )
        laid_on = self._revised if other.figures == BUDGET else frozenset()
        free = {month: january for month, january in held.items() if january.year not in laid_on}
        return outcome_areas(rows, rows_of(cells), self._moves(), free)

    @property
    def _revised(self) -> frozenset[int]:
        """The years whose budget in force is a revised one."""
        return frozenset(row["period"].year for row in self.budgeted if row["is_revised"])


def content(view: View) -> Sequence[Component]:
    """The bridge for the sides and department in the address."""
    asked = Changes(view)
    bar = page_bar(view, whole_city=len(view.departments) > 1, period=False, exports=_exports(view))
    sides = _sides(asked)
    if asked.compared.before == asked.compared.now or not asked.before_ore:
        return [bar, sides, page_title(_("What changed")), _nothing()]
    return [bar, sides, page_title(_title(asked)), _facts(asked), _bridge(asked), _table(asked)]


def tables(view: View) -> Mapping[str, Table]:
    """The causes, and the causes of every service or area of the budget."""
    asked = Changes(view)
    notes = [_sources(), built_words()]
    steps = {asked.step_words(step): ore for step, ore in asked.steps.items()}
    is_budget = asked.compared.has_budget
    title = _("Areas of the budget") if is_budget else _("Services")
    heads = (_("Area, id"), _("Area")) if is_budget else (_("Service id"), _("Service"))
    return {
        "causes": causes_table(asked.before_ore, steps, asked.compared, notes),
        "services": pieces_table(
            title, heads, asked.pieces, asked.all_causes, asked.compared, notes
        ),
    }


def _exports(view: View) -> list[Export]:
    kept = {key: view.address.get(key) for key in KEPT}
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", table="services", **kept)),
    ]


# --- what is held against what ------------------------------------------------------------------


def _sides(asked: Changes) -> Component:
    """Which months stand on either side, and whether their outcome or their budget."""
    compared, here = asked.compared, asked.view.address.here
    swapped = here(
        now=compared.before.months.key,
        now_as=_unless_outcome(compared.before),
        before=compared.now.months.key,
        before_as=_unless_outcome(compared.now),
        view=None,
        open=None,
    )
    swap = link_here(_("Swap sides"), swapped, "swap-sides", "swap-sides")
    return html.Div(
        [
            html.Div(_pickers(asked, "now", _("Shown"), compared.now)),
            html.Div([*_pickers(asked, "before", _("Compared with"), compared.before), swap]),
        ],
        className="sides",
        role="group",
        **aria(label=_("What is compared")),
    )


def _unless_outcome(side: Shown) -> str | None:
    return side.figures if side.is_budget else None


def _pickers(asked: Changes, parameter: str, label: str, side: Shown) -> list[Component]:
    """What kind of stretch, which one, and what of it."""
    months, stretch = _months(asked, side), side.months
    kinds = {
        one.key: stretch_words.kind(kind)
        for kind in KINDS
        if (one := _of_kind(kind, stretch)).is_within(months)
    }
    figures = {
        "" if key == OUTCOME else key: stretch_words.figures(key)
        for key in FIGURES
        if stretch.is_within(_months(asked, Shown(stretch, key)))
    }
    return [
        picker(parameter, label, kinds, _of_kind(stretch.kind, stretch).key, "kind"),
        *_which(parameter, stretch, months),
        picker(f"{parameter}_as", _("Figures"), figures, _unless_outcome(side) or ""),
    ]


def _of_kind(kind: str, stretch: Stretch) -> Stretch:
    """The stretch with the same last month in it; any months are those there are."""
    if kind == FREE:
        return Stretch(stretch.first, stretch.last, FREE)
    return Stretch.around(kind, stretch.last)


def _which(parameter: str, stretch: Stretch, months: Sequence[datetime.date]) -> list[Component]:
    """Which stretch of its kind; of any months the first and the last."""
    if stretch.kind != FREE:
        options = {
            one.key: formats.capital(stretch_words.stretch(one))
            for one in offered(stretch.kind, months)
        }
        return [picker(parameter, _("Period"), options, stretch.key, "which")]
    firsts = [Stretch(month, stretch.last) for month in months if month <= stretch.last]
    lasts = [Stretch(stretch.first, month) for month in months if month >= stretch.first]
    return [
        picker(
            parameter,
            _("From"),
            {one.key: formats.month(one.first) for one in firsts},
            stretch.key,
            "first",
        ),
        picker(
            parameter,
            _("To"),
            {one.key: formats.month(one.last) for one in lasts},
            stretch.key,
            "last",
        ),
    ]


def _months(asked: Changes, side: Shown) -> Sequence[datetime.date]:
    """The months a side can show, newest first."""
    if side.is_budget:
        return [row["period"] for row in asked.budgeted]
    return asked.view.periods


def _title(asked: Changes) -> str:
    compared = asked.compared
    if compared.has_budget:
        return words.budget_title(
            asked.who,
            (stretch_words.side(compared.before), stretch_words.side(compared.now)),
            (asked.before_ore, asked.amount_ore),
        )
    return words.title(
        asked.who, compared.words_before, asked.before_ore, asked.amount_ore, asked.parts
    )


def _nothing() -> Component:
    return empty_state(_("Nothing to compare with"), _("Choose other months in the bar above."))


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
    first, last = sorted([asked.compared.before.months.last, asked.compared.now.months.last])
    moved = [
        row["moved_on"]
        for row in rows_of(department.moves(asked.view.viewer, asked.department_id))
        if first < row["moved_on"] <= last
    ]
    return [bill_words.as_it_was(max(moved))] if moved else []


def _bridge(asked: Changes) -> Component:
    compared = asked.compared
    told = {step: ore for step, ore in asked.steps.items() if ore or not step[1]}
    told = {step: ore for step, ore in told.items() if step[0] in asked.told}
    largest = max(told, key=lambda step: abs(told[step]), default=("", ""))
    steps = [
        BridgeStep(asked.step_words(step), formats.change(ore), ore, highlighted=step == largest)
        for step, ore in told.items()
    ]
    steps.sort(key=lambda step: ((step.change_ore or 0) < 0, -abs(step.change_ore or 0)))
    rows = [
        BridgeStep(formats.capital(compared.words_before), formats.kronor(asked.before_ore)),
        *steps,
        BridgeStep(formats.capital(compared.words), formats.kronor(asked.amount_ore)),
    ]
    title = (
        words.budget_bridge_title(told) if compared.has_budget else words.bridge_title(asked.parts)
    )
    sub = _(
        "From %(before)s to %(now)s by cause, kr. The items add up to the öre.",
        before=compared.words_before,
        now=compared.words,
    )
    meanings = html.Dl(
        [
            part
            for key, named in asked.told.items()
            for part in (html.Dt(named), html.Dd(asked.meaning(key)))
        ],
        className="meanings",
    )
    return section(
        title,
        sub,
        [
            html.Div([bridge(rows, f"{title}.", sub), meanings], className="columns-3-2"),
            _source(asked),
        ],
        "bridge",
    )


def _table(asked: Changes) -> Component:
    compared, is_budget = asked.compared, asked.compared.has_budget
    heads = [
        Head(_("Area") if is_budget else _("Service")),
        Head(_("%(span)s, kr", span=formats.capital(compared.words_before)), True, True),
        *(Head(named, is_figure=True, is_extra=True) for named in asked.told.values()),
        Head(_("Change"), is_figure=True),
        Head(_("%(span)s, kr", span=formats.capital(compared.words)), True, True),
    ]
    count = len(asked.pieces)
    total = Line(
        [
            _("%(who)s, %(count)s areas", who=asked.who, count=count)
            if is_budget
            else _("%(who)s, %(count)s services", who=asked.who, count=count),
            formats.amount(asked.before_ore),
            *(formats.change(asked.ore(key)) for key in asked.told),
            formats.change(asked.amount_ore - asked.before_ore),
            formats.amount(asked.amount_ore),
        ],
        is_total=True,
    )
    lines = [_line(asked, one) for one in asked.pieces]
    named, sizes = [one.name for one in asked.pieces], [one.change_ore for one in asked.pieces]
    title = words.areas_title(named, sizes) if is_budget else words.services_title(named, sizes)
    caption = _("Causes by area of the budget") if is_budget else _("Causes by service")
    table = figure_table(caption, heads, [total, *lines])
    return section(title, _opens_to(asked), [table, _source(asked)], "services")


def _opens_to(asked: Changes) -> str:
    if asked.compared.has_budget:
        return (
            _("Causes by area, kr, largest change first. Open an area to see its cost centres.")
            if asked.department_id
            else _("Causes by area, kr, largest change first. Open an area to see departments.")
        )
    return (
        _("Causes by service, kr, largest change first. Open a service to see its cost centres.")
        if asked.department_id
        else _("Causes by service, kr, largest change first. Open a service to see departments.")
    )


def _line(asked: Changes, one: Piece) -> Line:
    address = asked.view.address
    is_open = address.get("open") == one.id
    href = address.here(open=None if is_open else one.id)
    return Line(
        [
            opener(one.name, href, key_of("open", one.id), is_open=is_open),
            formats.amount(one.before_ore) if one.before_ore else formats.DASH,
            *(_told(one.causes[key]) for key in asked.told),
            formats.change(one.change_ore),
            formats.amount(one.amount_ore) if one.amount_ore else formats.DASH,
        ],
        inside=_inside(asked, one) if is_open else None,
    )


def _told(ore: int) -> str:
    """A cause of a service; most have one, and the others would fill the table with zeros."""
    return formats.change(ore) if ore else formats.DASH


def _inside(asked: Changes, one: Piece) -> Component:
    """Whose lines changed: cost centres with their bills, or departments with their bridges."""
    compared = asked.compared
    named = _payers(asked, one)
    heads = [
        Head(_("Cost centre") if asked.department_id else _("Department")),
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


def _payers(asked: Changes, one: Piece) -> list[tuple[Cell, Row]]:
    """Those who pay for a service or an area, each with where its name leads."""
    viewer, before, now = asked.view.viewer, asked.compared.before, asked.compared.now
    if asked.compared.has_budget:
        sides = (before.months, now.months, before.figures, now.figures)
        found = rows_of(changes.payers_of_area(viewer, asked.department_id, one.id, *sides))
        return [(_payer(asked, row), row) for row in found]
    if asked.department_id:
        months = (before.months, now.months)
        found = rows_of(changes.cost_centres(viewer, asked.department_id, one.id, *months))
        return [(_to_lines(asked, one, row), row) for row in found]
    found = rows_of(changes.departments(viewer, one.id, before.months, now.months))
    return [(_to_department(asked, row), row) for row in found]


def _payer(asked: Changes, row: Row) -> Cell:
    """A cost centre by name and number, or a department that leads to its own bridge."""
    if asked.department_id:
        return f"{row['name_sv']} {row['payer_id']}".strip()
    return _to_department(asked, {**row, "department_id": row["payer_id"]})


def _figures(rows: Sequence[Row]) -> list[str]:
    before, amount = (sum(row[key] for row in rows) for key in ("before_ore", "amount_ore"))
    return [formats.amount(before), formats.amount(amount), formats.change(amount - before)]


def _to_lines(asked: Changes, one: Piece, row: Row) -> Component:
    """The cost centre's lines of the service on the bill of a month it had them."""
    compared = asked.compared
    month = (compared.now if row["amount_ore"] else compared.before).months.last
    href = asked.view.address.to(
        BILL,
        period=formats.period_key(month),
        department=asked.department_id,
        view="service",
        open=one.id,
    )
    return html.A(f"{row['cost_centre_name']} {row['cost_centre_id']}", href=href)


def _to_department(asked: Changes, row: Row) -> Component:
    return html.A(name(row), href=asked.view.address.here(department=row["department_id"]))


def _sources() -> str:
    return _("Source: bill lines, and the owners of objects month by month. Constructed data.")


def _source(asked: Changes) -> Component:
    if asked.compared.has_budget:
        told = _("Source: budgets of the cost centres, bill lines. Constructed data.")
        return source_line(told, built_words())
    return source_line(_sources(), built_words())
