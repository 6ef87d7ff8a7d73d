"""The board's first page: where the year ends, why, how the goals stand, what differs."""

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.attributes import aria
from dashboard.components.bars import bridge
from dashboard.components.kpis import WayCard, way_cards
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import (
    empty_state,
    page_title,
    section,
    source_line,
    table_as_well,
)
from dashboard.components.shapes import status_shape
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.overview import bridge_table, kpi_table, months_table
from dashboard.exports.tables import Table
from dashboard.figures.kpis import KpiState
from dashboard.figures.plan_in_short import of_period
from dashboard.figures.year import Year, over_budget
from dashboard.i18n import _, _l, name
from dashboard.plan import title
from dashboard.plan_parts import source_words
from dashboard.rows import Row
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import control as control_words
from dashboard.words import kpis as kpi_words
from dashboard.words import overview as words
from dashboard.words import plan_in_short as plan_words
from dashboard.year_parts import bridge_steps, course, standing_words, way

dash.register_page(
    __name__,
    path="/board/overview",
    name=_l("Where we stand"),
    order=10,
    group="board",
    roles=("board", "strategist", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/board/overview"
ACTION_PLAN = "/board/action-plan"
COSTS = "/board/costs"
DEFINITIONS = "/reference/kpis"
DECEMBER = 12
MOST_DEPARTMENTS = 6
TOLD = 3


def content(view: View) -> Sequence[Component]:
    """The page for the year up to a month."""
    year = Year(view)
    forecast_ore = year.forecast["forecast_ore"] if year.forecast else None
    return [
        page_bar(view, department=False, exports=_exports(view)),
        page_title(words.page_title(view.period, forecast_ore, year.budget_ore, year.causes)),
        html.Div([_forecast(year), _bridge(year)], className="columns-3-2"),
        _kpis(year),
        *_plan(year),
        html.Div([_deviations(year), _departments(year)], className="columns-even"),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Budget and bills by month, the bridge and the key figures, to take along."""
    year = Year(view)
    notes = [_("Source: bill lines, budgets, key figures. Constructed data."), built_words()]
    named = [(year.cause_name(one), one.change_ore) for one in year.causes]
    before_ore = sum(row["before_ore"] for row in year.services)
    return {
        "months": months_table(year.months, view.period, notes),
        "bridge": bridge_table(before_ore, named, notes),
        "kpis": kpi_table(year.kpis, notes),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _forecast(year: Year) -> Component:
    """The year foreseen against its budget, and how it has gone month by month."""
    found, period = year.forecast, year.view.period
    if found is None:
        return empty_state(
            _("Nothing is foreseen yet"),
            _("The forecast begins when the first month of the year is charged."),
        )
    label = (
        _("Outcome %(year)s against budget", year=period.year)
        if period.month == DECEMBER
        else _("Full-year forecast %(year)s against budget", year=period.year)
    )
    figure = html.P(
        [
            html.Span(formats.millions_amount(found["forecast_ore"])),
            html.Span(formats.millions_unit(), className="fact-unit"),
        ],
        className="large-figure",
    )
    return html.Section(
        [
            html.H2(label, id="forecast"),
            figure,
            *_against_budget(year, found),
            *_course(year, found),
        ],
        className="part forecast",
        **aria(labelledby="forecast"),
    )


def _against_budget(year: Year, found: Row) -> list[Component]:
    """The deviation in words with its shape; the budget and the months so far."""
    if not year.budget_ore:
        return [html.P(_("No budget is loaded for the year."), className="fact-note")]
    difference = found["forecast_ore"] - year.budget_ore
    told = words.against_budget(found["forecast_ore"], year.budget_ore)
    share = formats.percent(abs(difference), year.budget_ore, 1)
    return [
        html.P(
            [
                status_shape("watch" if difference > 0 else "good"),
                " ",
                html.Strong(told),
                f" ({share}). ",
                words.budget_note(
                    year.budget_ore, year.months_words, year.charged_ore, year.to_date_ore
                ),
            ],
            className="deviation-line",
        )
    ]


def _course(year: Year, found: Row) -> list[Component]:
    """The deviation added up month by month, and where it is foreseen to end."""
    if not year.budget_ore or not year.deviations:
        return []
    title = words.course_title(year.deviations)
    return [
        html.H3(title),
        html.P(words.course_sub(found["missed_permille"]), className="sub"),
        course(year, found),
        table_as_well(_("The months as a table"), _months_table(year)),
        _source(_("Source: bill lines and budget %(year)s.", year=year.view.period.year)),
    ]


def _months_table(year: Year) -> Component:
    heads = [
        Head(_("Month")),
        Head(_("Budget, kr"), is_figure=True),
        Head(_("Charged, kr"), is_figure=True),
        Head(_("Added difference, kr"), is_figure=True),
    ]
    added = dict(year.deviations)
    lines = [
        Line(
            [
                formats.month(row["period"]),
                formats.amount(row["budget_ore"]),
                formats.amount(row["amount_ore"] or 0) if row["period"] in added else formats.DASH,
                formats.change(added[row["period"]]) if row["period"] in added else formats.DASH,
            ]
        )
        for row in year.months
    ]
    return figure_table(_("The city's budget and bills by month"), heads, lines)


def _bridge(year: Year) -> Component:
    """From the year before to this year: use by area, new services, agreements, price."""
    first_before = year.first.replace(year=year.first.year - 1)
    before_words = formats.months(first_before, year.view.year_before)
    if not year.causes:
        nothing = empty_state(
            _("No earlier year to compare with"),
            _("The bridge begins when there is a bill for %(span)s.", span=before_words),
        )
        return section(_("What changed, by cause"), year.months_words, [nothing], "bridge")
    title = words.bridge_title(year.causes)
    return section(
        title,
        _(
            "%(span)s, %(unit)s. The parts add up to the öre.",
            span=formats.capital(year.months_words),
            unit=formats.millions_unit(),
        ),
        [
            bridge(bridge_steps(year), title, _("Change by cause")),
            html.P(
                html.A(_("Open the costs"), href=year.view.address.to(COSTS, view="year")),
                className="after-bridge",
            ),
            _source(_("Source: bill lines and price lists.")),
        ],
        "bridge",
    )


def _kpis(year: Year) -> Component:
    """The board's key figures, worst first."""
    states = year.kpis
    if not states:
        return empty_state(
            _("The board has chosen no key figures"),
            _("They stand in data/reference/board_kpis.csv."),
        )
    title = words_of_kpis(states)
    sub = _(
        "The line is the outcome, the dashed one the trajectory from the starting value to the "
        "target (ring). On the trajectory: all of the way it should have gone; near: at least 85%."
    )
    link = html.A(_("What each key figure means"), href=year.view.address.to(DEFINITIONS))
    return section(
        title,
        sub,
        [
            way_cards([_card(state, year.view.period) for state in states]),
            html.P(link, className="after-cards"),
            _source(
                _("Source: key figures of the plan, reported outcomes, bills, ledger, inventory.")
            ),
        ],
        "kpis",
    )


def words_of_kpis(states: Sequence[KpiState]) -> str:
    """How the key figures stand together."""
    behind = next((state.name for state in states if state.standing == "bad"), "")
    return kpi_words.cards_title([state.standing for state in states], behind)


def _card(state: KpiState, period: datetime.date) -> WayCard:
    """A key figure's card."""
    told = state.latest
    standing = standing_words(state)
    value = kpi_words.figure(told[1], state.unit) if told else formats.DASH
    unit = kpi_words.unit_words(state.unit, is_yearly=state.is_yearly) if told else ""
    return WayCard(
        state.name,
        value,
        unit,
        way(state),
        state.standing,
        standing,
        _notes(state, period),
    )


def _notes(state: KpiState, period: datetime.date) -> list[str | Component | list[str | Component]]:
    """Where it should be, how it has moved, what others reach."""
    if state.latest is None:
        return [kpi_words.no_peers()]
    day, milli = state.latest
    return [
        kpi_words.as_of(day, period),
        kpi_words.should_be(state.should_be, state.baseline, state.unit),
        kpi_words.trend(milli, state.a_year_before, state.unit),
        _peers(state),
    ]


def _peers(state: KpiState) -> str | list[str | Component]:
    """The comparison, with what must be said beside it in the words it was written in."""
    found = state.peers
    if found is None:
        return kpi_words.no_peers()
    told = kpi_words.peers(
        found.year,
        kpi_words.figure(found.own, state.unit),
        kpi_words.figure(found.lowest, state.unit),
        kpi_words.figure(found.highest, state.unit),
        found.count,
    )
    if not found.note:
        return told
    return [f"{told} ", html.Span(f"{found.note}.", lang="sv")]


def _plan(year: Year) -> list[Component]:
    """The action plan in short, as of the last report by the month's end; nothing without one."""
    short = of_period(year.view)
    if short is None:
        return []
    slipped = short.slipped[:1]
    worst = [plan_words.slipped_title(title(one.line.activity), one.days) for one in slipped]
    told = [
        plan_words.counts(short.whole.counts),
        plan_words.on_time(short.on_time),
        *worst,
        plan_words.asking_title(len(short.questions)),
    ]
    day = short.asked.report_date
    href = year.view.address.to(ACTION_PLAN, at=day.isoformat())
    return [
        section(
            plan_words.title(short.whole.counts, len(short.questions)),
            _("The action plan in short, as of the report of %(day)s.",
              day=formats.day_in_words(day)),
            [
                html.Ul([html.Li(f"{formats.capital(one).rstrip('.')}.") for one in told]),
                html.P(html.A(_("Open the action plan"), href=href)),
                source_line(source_words(short.asked), ""),
            ],
            "plan",
        )
    ]  # fmt: skip


def _deviations(year: Year) -> Component:
    """At most three things that differ most, in words: a department, a pool, a key figure."""
    told = _worst(year)[:TOLD]
    if not told:
        return empty_state(
            _("Nothing differs"), _("Budgets, fees and key figures are as they should be.")
        )
    items = [
        html.Li([html.Strong(f"{claim}:"), f" {figures} ", html.A(link, href=href)])
        for claim, figures, link, href in told
    ]
    return section(
        words.deviations_title(len(told)),
        _(
            "The department furthest over its budget, the fees that fall furthest short, the key "
            "figure furthest behind."
        ),
        [
            html.Ol(items, className="deviations"),
            _source(_("Source: bill lines, budgets, ledger.")),
        ],
        "deviations",
    )


def _worst(year: Year) -> list[tuple[str, str, str, str]]:
    """Claim, figures, and the words and address of the link; one of each kind, then seconds."""
    kinds = [_over(year), _uncovered(year), _behind(year)]
    return [found[place] for place in range(TOLD) for found in kinds if place < len(found)]


def _over(year: Year) -> list[tuple[str, str, str, str]]:
    address = year.view.address
    return [
        (
            *words.department_deviation(
                name(row), year.months_words, row["amount_ore"], row["budget_ore"]
            ),
            _("Open the costs"),
            address.to(COSTS, view="year", open=row["department_id"]),
        )
        for row in year.departments
        if row["amount_ore"] > row["budget_ore"]
    ]


def _uncovered(year: Year) -> list[tuple[str, str, str, str]]:
    return [
        (
            *words.pool_deviation(
                control_words.pool(row["pool"]), row["fees_ore"], row["cost_ore"], year.months_words
            ),
            _("Open the services"),
            year.view.address.to("/reference/services"),
        )
        for row in year.pools
    ]


def _behind(year: Year) -> list[tuple[str, str, str, str]]:
    return [
        (
            *words.kpi_deviation(
                state.name,
                _with_unit(state, state.latest[1]),
                _with_unit(state, state.should_be),
            ),
            _("What it means"),
            year.view.address.to(DEFINITIONS, open=state.kpi_id),
        )
        for state in year.kpis
        if state.standing == "bad" and state.latest and state.should_be is not None
    ]


def _with_unit(state: KpiState, milli: Fraction | int) -> str:
    return kpi_words.with_unit(milli, state.unit, is_yearly=state.is_yearly)


def _departments(year: Year) -> Component:
    """The departments furthest from their budget, over and under."""
    rows = year.departments
    over = sum(row["amount_ore"] > row["budget_ore"] for row in rows)
    furthest = sorted(rows, key=lambda row: (-abs(over_budget(row)[0]), row["department_id"]))
    shown = sorted(furthest[:MOST_DEPARTMENTS], key=over_budget)
    unit = formats.millions_unit().replace(" ", formats.SPACE)
    heads = [
        Head(_("Department")),
        Head(_("Budget, %(unit)s", unit=unit), is_figure=True, is_extra=True),
        Head(_("Charged, %(unit)s", unit=unit), is_figure=True),
        Head(_("In words"), is_figure=True),
    ]
    lines = [
        Line(
            [
                name(row),
                formats.millions_amount(row["budget_ore"], 2),
                formats.millions_amount(row["amount_ore"], 2),
                words.over_or_under(row["amount_ore"] - row["budget_ore"]),
            ]
        )
        for row in shown
    ]
    title = words.departments_title(over, len(rows))
    caption = _("The departments furthest from their budget")
    return section(
        title,
        _("Those furthest from it, %(months)s.", months=year.months_words),
        [figure_table(caption, heads, lines), _source(_("Source: bill lines, budgets."))],
        "departments",
    )


def _source(words_of_source: str) -> Component:
    return source_line(f"{words_of_source} {_('Constructed data.')}", built_words())
