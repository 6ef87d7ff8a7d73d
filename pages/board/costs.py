"""What IT costs the city: the month and the year, by department, service and employee."""

import datetime
from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.charts.areas import Area, AreaTexts, area_lines
from dashboard.charts.trend import Mark, Texts, trend
from dashboard.components.bars import BridgeStep, bridge
from dashboard.components.facts import Fact, fact_row
from dashboard.components.heat import HeatHeads, HeatRow, heat_key, heat_table, leading, lumped
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.ranking import Ranked, ranking
from dashboard.components.sections import (
    empty_state,
    page_title,
    section,
    source_line,
    table_as_well,
)
from dashboard.components.switches import Choice, view_switch
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.board import costs_table, months_table
from dashboard.exports.tables import Table
from dashboard.figures.span import YEAR, Span
from dashboard.i18n import _, _l, name
from dashboard.queries import board
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import board as words
from dashboard.words import change
from dashboard.words.causes import by_size, largest_changes
from dashboard.words.reference import area as area_name

dash.register_page(
    __name__,
    path="/board/costs",
    name=_l("Costs"),
    order=20,
    group="board",
    roles=("board", "strategist", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/board/costs"
REST = "rest"
OWN_COLUMNS = 7
BRIDGE_CAUSES = 7
SMALLEST_GROUP = 5
TKR_ORE = 100_000


def content(view: View) -> Sequence[Component]:
    """The page for one month, or for the year up to it."""
    span = Span.of(view)
    departments = rows_of(board.departments(view.viewer, view.period, span.first))
    paying = [row for row in departments if span.ore(row)]
    if not paying:
        return [page_bar(view, department=False), _nothing()]
    paying.sort(key=lambda row: (-span.ore(row), row["department_id"]))
    cells = rows_of(board.departments_and_services(view.viewer, span.first, span.last))
    services = span.added_up(cells)
    return [
        page_bar(view, department=False, exports=_exports(view)),
        _title(view, span, services),
        _facts(view, departments, largest_changes([span.change_of(row) for row in services])),
        html.Div([_trend(view), _bridge(span, services)], className="columns-even"),
        _areas(view),
        _heat(view, span, paying, cells, words.as_it_was(*_reorganised(span, departments))),
        html.Div(
            [_per_employee(span, paying), _services(span, services)],
            className="columns-even",
        ),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Every department's amount for every service, and the city's months, to take along."""
    span = Span.of(view)
    cells = rows_of(board.departments_and_services(view.viewer, span.first, span.last))
    months = rows_of(board.city_months(view.viewer))
    notes = [_("Source: bill lines of all departments."), built_words()]
    return {
        "costs": costs_table(cells, span.words, notes),
        "months": months_table(months, notes),
    }


def _exports(view: View) -> list[Export]:
    kept = {"view": view.address.get("view")}
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", **kept)),
    ]


def _nothing() -> Component:
    return empty_state(
        _("No charges this month"),
        _("Nothing has been charged to any department in the month chosen or the year before."),
    )


def _title(view: View, span: Span, services: Sequence[Row]) -> Component:
    changes = [span.change_of(row) for row in services]
    amount = sum(one.amount_ore for one in changes)
    before = sum(one.before_ore for one in changes)
    sentence = words.cost_title(span.words, span.when_before, amount, before, changes)
    switch = view_switch(
        [
            Choice(_("The month"), view.address.here(view=None), "view-month", not span.is_year),
            Choice(_("Year to date"), view.address.here(view=YEAR), "view-year", span.is_year),
        ],
        _("Months shown"),
    )
    return html.Div([page_title(sentence, _charged(view)), switch], className="title-with-switch")


def _charged(view: View) -> str:
    """Which services the figures hold."""
    charged = rows_of(board.charged_services(view.viewer))[0]
    return words.what_is_charged(int(charged["charged"]), int(charged["services"]))


def _facts(view: View, departments: Sequence[Row], causes: str) -> Component:
    """The month and the year so far, each against the year before; causes of the one shown."""
    is_year = Span.of(view).is_year
    month, year = Span(view.period, view.period, False), Span(view.year_start, view.period, True)
    amount, before = _sum(month, departments), _before(month, departments)
    year_ore, year_before = _sum(year, departments), _before(year, departments)
    paying = sum(month.ore(row) > 0 for row in departments)
    against, share = words.against(amount, before)
    year_against, year_share = words.against(year_ore, year_before)
    month_causes = causes if before and not is_year else ""
    year_causes = causes if year_before and is_year else ""
    return fact_row(
        [
            Fact(
                formats.capital(month.words),
                formats.millions_amount(amount, 2),
                formats.millions_unit(),
                [
                    formats.kronor(amount),
                    _("%(count)s departments", count=formats.count(paying)),
                ],
            ),
            Fact(
                _("Against %(month)s", month=month.words_before),
                against,
                "",
                [f"{share} {month_causes}"],
            ),
            Fact(
                formats.capital(year.words),
                formats.millions(year_ore, 2),
                "",
                [formats.kronor(year_ore)],
            ),
            Fact(
                _("Against %(month)s", month=year.words_before),
                year_against,
                "",
                [f"{year_share} {year_causes}"],
            ),
        ]
    )


def _sum(span: Span, rows: Sequence[Row]) -> int:
    return sum(span.ore(row) for row in rows)


def _before(span: Span, rows: Sequence[Row]) -> int:
    return sum(span.before_ore(row) for row in rows)


def _trend(view: View) -> Component:
    """Every month there is, the chosen one and the same a year before marked."""
    rows = rows_of(board.city_months(view.viewer))
    months = [(row["period"], row["amount_ore"]) for row in rows]
    by_month = dict(months)
    first, last = months[0][0], view.period
    title = words.trend_title(first, by_month[first], last, by_month.get(last, 0))
    marks = {
        period: Mark(_large(by_month[period]), chosen=period == view.period)
        for period in (view.year_before, view.period)
        if period in by_month
    }
    return section(
        title,
        _("Charged to all departments, month by month, %(unit)s.", unit=formats.millions_unit()),
        [
            trend(months, marks, Texts(title, _tick, _pointed_at)),
            table_as_well(_("The months as a table"), _months_table(months)),
            _source(_("Source: bill lines of all departments.")),
        ],
        "trend",
    )


def _areas(view: View) -> Component:
    """Every area's months as lines."""
    amounts: dict[str, dict[datetime.date, int]] = {}
    for row in rows_of(board.area_months(view.viewer)):
        amounts.setdefault(row["area"], {})[row["period"]] = row["amount_ore"]
    months = sorted({period for by_month in amounts.values() for period in by_month})
    first, last = months[0], view.period
    largest = sorted(amounts, key=lambda area: (-amounts[area].get(last, 0), area))
    grown = max(largest, key=lambda area: amounts[area].get(last, 0) - amounts[area].get(first, 0))
    has_grown = amounts[grown].get(last, 0) > amounts[grown].get(first, 0)
    names = [area_name(area) for area in largest]
    title = words.areas_title(
        names,
        [amounts[area].get(last, 0) for area in largest],
        area_name(grown) if has_grown else "",
    )
    lines = [
        Area(name, [(period, amounts[area].get(period, 0)) for period in months])
        for name, area in zip(names, largest, strict=True)
    ]
    return section(
        title,
        _("Charged by service area, month by month, %(unit)s.", unit=formats.millions_unit()),
        [
            area_lines(lines, last, AreaTexts(title, _tick, _month_head, formats.kronor)),
            table_as_well(_("The areas as a table"), _areas_table(lines)),
            _source(_("Source: bill lines of all departments.")),
        ],
        "areas",
    )


def _month_head(period: datetime.date) -> str:
    """A month over its figures: ``Augusti 2008``."""
    return formats.capital(formats.month(period))


def _areas_table(areas: Sequence[Area]) -> Component:
    """A row for each month, newest first, and a column for each area."""
    heads = [Head(_("Month")), *(Head(area.name, is_figure=True) for area in areas)]
    lines = [
        Line([formats.month(period), *(formats.amount(area.months[place][1]) for area in areas)])
        for place, (period, _ore) in reversed(list(enumerate(areas[0].months)))
    ]
    return figure_table(_("The city's cost by area and month, kr"), heads, lines)


def _months_table(months: Sequence[tuple[datetime.date, int]]) -> Component:
    """A row for each year and a column for each month would be too wide: a row for each month."""
    heads = [Head(_("Month")), Head(_("Charged, kr"), is_figure=True)]
    lines = [Line([formats.month(period), formats.amount(ore)]) for period, ore in reversed(months)]
    return figure_table(_("The city's cost by month"), heads, lines)


def _large(ore: int) -> str:
    """An amount beside a mark: millions with two decimals."""
    return formats.millions(ore, 2)


def _pointed_at(period: datetime.date, ore: int) -> str:
    """A month's figure in the drawing: ``aug 2008: 8 275 123,45 kr``."""
    return f"{formats.month_short(period)}: {formats.kronor(ore)}"


def _tick(ore: int) -> str:
    """A round amount at a line of the drawing."""
    if ore % formats.ORE_IN_MILLION == 0:
        return formats.millions(ore, 0)
    tenth = formats.ORE_IN_MILLION // 10
    return formats.millions(ore, 1) if ore % tenth == 0 else formats.millions(ore, 2)


def _bridge(span: Span, services: Sequence[Row]) -> Component:
    """From the year before to now, a row for each service; adds up to the öre."""
    changes = by_size([span.change_of(row) for row in services])
    named, others = changes[:BRIDGE_CAUSES], changes[BRIDGE_CAUSES:]
    named.sort(key=lambda one: -one.change_ore)
    rest = sum(one.change_ore for one in others)
    widest = max(named, key=lambda one: abs(one.change_ore), default=None)
    causes = [
        BridgeStep(one.name, formats.whole_change(one.change_ore), one.change_ore, one is widest)
        for one in named
    ]
    if rest:
        label = _("%(count)s other services", count=len(others))
        causes.append(BridgeStep(label, formats.whole_change(rest), rest))
    amount, before = _sum(span, services), _before(span, services)
    if not before:
        nothing = empty_state(
            _("No earlier year to compare with"),
            _("The bridge begins when there is a bill for %(span)s.", span=span.words_before),
        )
        return section(_("What changed, by service"), span.words, [nothing], "bridge")
    title = words.bridge_title([span.change_of(row) for row in services])
    steps = [
        BridgeStep(formats.capital(span.words_before), formats.whole_amount(before)),
        *causes,
        BridgeStep(formats.capital(span.words), formats.whole_amount(amount)),
    ]
    return section(
        title,
        _("By service, kr. The rows add up to the öre."),
        [bridge(steps, title, _("Change by service")), _source(_("Source: bill lines."))],
        "bridge",
    )


def _reorganised(
    span: Span, departments: Sequence[Row]
) -> tuple[list[tuple[str, datetime.date]], list[str]]:
    """Departments that began or ended between the months compared."""
    came = [
        (name(row), row["valid_from"])
        for row in departments
        if row["valid_from"] > span.first_before and span.ore(row)
    ]
    went = [name(row) for row in departments if not span.ore(row) and span.before_ore(row)]
    return came, went


def _heat(
    view: View, span: Span, paying: Sequence[Row], cells: Sequence[Row], note: str
) -> Component:
    """Departments by services; a department opens to its services to the öre."""
    services = span.added_up(cells)
    by_department: dict[str, dict[str, int]] = {}
    for cell in cells:
        if cell["amount_ore"]:
            amounts = by_department.setdefault(cell["department_id"], {})
            amounts[cell["service_id"]] = cell["amount_ore"]
    by_service = {row["service_id"]: span.ore(row) for row in services if span.ore(row)}
    own = leading(by_service, OWN_COLUMNS)
    names = {row["service_id"]: name(row) for row in services}
    columns = {key: names[key] for key in own}
    if len(by_service) > len(own):
        columns[REST] = _("Other services")
    whole, before = _sum(span, paying), _before(span, services)
    total = HeatRow(
        _("Whole city, %(count)s departments", count=len(paying)),
        lumped(by_service, own, REST),
        [_tkr(whole), _share_of_change(whole, before)],
        is_total=True,
    )
    rows = [
        _heat_row(view, span, row, lumped(by_department[row["department_id"]], own, REST))
        for row in paying
    ]
    title = words.heat_title([name(row) for row in paying], [span.ore(row) for row in paying])
    after = [_("Total"), _("Against %(year)s", year=span.first_before.year)]
    heads = HeatHeads(_("Cost by department and service, tkr"), _("Department"), columns, after)
    return section(
        title,
        _(
            "%(span)s, tkr (thousand kr). The darker, the larger the part of the city's cost. "
            "Open a department to see its services to the öre.",
            span=formats.capital(span.words),
        ),
        [
            heat_key(_heat_steps()),
            heat_table(heads, [total, *rows], whole, _tkr),
            *([html.P(note, className="note")] if note else []),
            _source(_("Source: bill lines of all departments.")),
        ],
        "departments",
    )


def _heat_steps() -> list[str]:
    """The steps of the heat in words, of the city's cost."""
    return [
        _("under %(share)s", share=formats.percent(5, 1000, 1)),
        *(
            _("from %(share)s", share=formats.percent(least, 1000, 0 if least % 10 == 0 else 1))
            for least in (5, 10, 20, 40)
        ),
    ]


def _heat_row(view: View, span: Span, row: Row, amounts: Mapping[str, int]) -> HeatRow:
    """One department, open when the address says so."""
    department_id = row["department_id"]
    is_open = view.address.get("open") == department_id
    href = view.address.here(open=None if is_open else department_id)
    outside = (
        [html.Span(_("external customer"), className="under-name")] if row["is_external"] else []
    )
    return HeatRow(
        html.Div(
            [opener(name(row), href, key_of("open", department_id), is_open=is_open), *outside]
        ),
        amounts,
        [_tkr(span.ore(row)), _share_of_change(span.ore(row), span.before_ore(row))],
        _opened(view, span, row) if is_open else None,
    )


def _opened(view: View, span: Span, row: Row) -> Component:
    """A department's services: the month and the year to date, beside the year before."""
    services = rows_of(board.department_services(view.viewer, row["department_id"], view.period))
    month, year = Span(view.period, view.period, False), Span(view.year_start, view.period, True)
    changes = [span.change_of(service) for service in services]
    sentence = words.opened_title(span.words, span.ore(row), span.before_ore(row), changes)
    heads = [
        Head(_("Service")),
        Head(_("Units"), is_figure=True, is_extra=True),
        Head(formats.month_short(view.period), is_figure=True),
        Head(formats.month_short(view.year_before), is_figure=True, is_extra=True),
        Head(_("Change"), is_figure=True),
        Head(_("Year to date"), is_figure=True),
        Head(_("Last year"), is_figure=True, is_extra=True),
        Head(_("Change"), is_figure=True, is_extra=True),
    ]
    total = Line([name(row), "", *_amounts(month, row), *_amounts(year, row)], is_total=True)
    lines = [
        Line([name(one), _units(one), *_amounts(month, one), *_amounts(year, one)])
        for one in services
    ]
    caption = _("Services of %(department)s, kr", department=name(row))
    return html.Div(
        [
            html.P(sentence, className="sentence"),
            figure_table(caption, heads, [total, *lines]),
            _source(_("Source: bill lines, kr.")),
        ],
        className="explanation",
    )


def _units(row: Row) -> str:
    """How many were counted; a fee by decision or agreement counts nothing."""
    return "" if row["fee_kind"] in {"decision", "agreement"} else formats.count(int(row["units"]))


def _amounts(span: Span, row: Row) -> list[str]:
    """A row's amount, the one a year before, and the change between them."""
    amount, before = span.ore(row), span.before_ore(row)
    return [formats.amount(amount), formats.amount(before), formats.change(amount - before)]


def _per_employee(span: Span, paying: Sequence[Row]) -> Component:
    """Öre per employee and month by department; groups under five are not told."""
    counted = [row for row in paying if row["person_months"]]
    if not counted:
        return section(
            _("Cost per employee"),
            _("No employments are known for %(span)s.", span=span.words),
            [],
            "per-employee",
        )
    told = sorted(
        (
            (_per_person(span.ore(row), row["person_months"]), row)
            for row in counted
            if row["fewest_persons"] >= SMALLEST_GROUP
        ),
        key=lambda pair: (-pair[0], pair[1]["department_id"]),
    )
    city = _per_person(_sum(span, counted), sum(row["person_months"] for row in counted))
    rows = [Ranked(name(row), ore, formats.whole_amount(ore)) for ore, row in told]
    rows.append(Ranked(_("Whole city"), city, formats.whole_amount(city), chosen=True))
    rows.sort(key=lambda one: -(one.amount or 0))
    shown = {row["department_id"] for _ore, row in told}
    masked = [
        Ranked(name(row), None, _("fewer than 5"))
        for row in counted
        if row["department_id"] not in shown
    ]
    missing = [
        Ranked(name(row), None, _("no employees in HR"))
        for row in paying
        if not row["person_months"]
    ]
    title = (
        words.per_employee_title(name(told[0][1]), told[0][0], city)
        if told
        else _("Cost per employee")
    )
    return section(
        title,
        _(
            "Kr per person with main employment and month, %(span)s. "
            "Pupils' accounts and computers are in the cost, not among the employees.",
            span=span.words,
        ),
        [
            ranking(
                [*rows, *masked, *missing],
                _("Cost per employee and month by department, kr"),
                (_("Department"), _("kr per employee and month")),
            ),
            _source(_("Source: bill lines; employments, HR.")),
        ],
        "per-employee",
    )


def _per_person(ore: int, person_months: int) -> int:
    """Öre per employee and month, rounded once."""
    return formats.rounded(int(ore), int(person_months))


def _services(span: Span, services: Sequence[Row]) -> Component:
    """What each service costs the city."""
    used = sorted(
        (row for row in services if span.ore(row)),
        key=lambda row: (-span.ore(row), row["service_id"]),
    )
    rows = [Ranked(name(row), span.ore(row), formats.amount(span.ore(row))) for row in used]
    return section(
        words.services_title([name(row) for row in used], [span.ore(row) for row in used]),
        _("%(span)s, kr.", span=formats.capital(span.words)),
        [
            ranking(rows, _("Cost by service, kr"), (_("Service"), _("kr"))),
            _source(_("Source: bill lines.")),
        ],
        "services",
    )


def _tkr(ore: int) -> str:
    """Thousands of kronor in a narrow cell; what rounds to nothing is said to be under one."""
    thousands = formats.rounded(ore, TKR_ORE)
    return formats.count(thousands) if thousands or not ore else "<1"


def _share_of_change(amount_ore: int, before_ore: int) -> str:
    """A change in per cent in a column headed as one; words where there was nothing before."""
    if before_ore <= 0:
        return _("new")
    share = change.part(amount_ore - before_ore, before_ore)
    if amount_ore == before_ore:
        return "0"
    return f"+{share}" if amount_ore > before_ore else f"{formats.MINUS}{share}"


def _source(words_of_source: str) -> Component:
    return source_line(f"{words_of_source} {_('Constructed data.')}", built_words())
