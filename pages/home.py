"""The first page: each reader's question answered at once, and the ways on."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats
from dashboard.components.facts import Fact, fact_row
from dashboard.components.kpis import KpiCard, kpi_cards
from dashboard.components.page_bar import page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import Status, status_shape
from dashboard.components.tables import Head, Line, figure_table
from dashboard.figures import comparisons
from dashboard.figures.intake import MonthIntake
from dashboard.figures.span import Span
from dashboard.i18n import _, _l, name, ngettext
from dashboard.plan import Asked
from dashboard.plan import Line as PlanLine
from dashboard.plan import title as plan_title
from dashboard.plan_parts import by_rule, no_plan, own_rating
from dashboard.plan_parts import source as plan_source
from dashboard.queries import board, department, home
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import bill as bill_words
from dashboard.words import board as board_words
from dashboard.words import change
from dashboard.words import control as control_words
from dashboard.words import home as words
from dashboard.words import plan as plan_words
from dashboard.words.causes import largest_changes

dash.register_page(
    __name__,
    path="/",
    name=_l("Start"),
    order=0,
    group="home",
    roles=("board", "strategist", "owner", "department", "controller", "auditor"),
    layout=waiting,
)

KPI_MONTHS = 25


def content(view: View) -> Sequence[Component]:
    """The page of the reader's role."""
    parts = {
        "board": _city,
        "strategist": _city,
        "owner": _owner,
        "department": _department,
    }.get(view.viewer.role, _control)
    return parts(view)


def _city(view: View) -> Sequence[Component]:
    """What the month cost the city and why; the key figures; where to go on."""
    span = Span(view.period, view.period, is_year=False)
    year = Span(view.year_start, view.period, is_year=True)
    services = rows_of(board.city_services(view.viewer, view.period))
    changes = [span.change_of(row) for row in services]
    amount, before = _sums(span, services)
    sentence = board_words.cost_title(span.words, span.when_before, amount, before, changes)
    return [
        page_bar(view, department=False),
        page_title(sentence),
        fact_row(
            [
                _large_fact(formats.capital(span.words), amount),
                _against(span.words_before, amount, before, largest_changes(changes)),
                _large_fact(formats.capital(year.words), _sums(year, services)[0]),
                _against(year.words_before, *_sums(year, services)),
            ]
        ),
        *_kpis(view),
        _ways(
            [
                _Way(
                    view.address.to("/board/costs"),
                    _("Costs"),
                    _("Which departments and services carry the cost, month by month?"),
                ),
                _services_way(view),
            ]
        ),
    ]


def _owner(view: View) -> Sequence[Component]:
    """The reader's own activities: how each stands, and which day of theirs comes next."""
    asked = Asked(view)
    if not asked.reports:
        return [page_bar(view, department=False), no_plan()]
    own = [line for line in asked.lines if access.owns(view.viewer, *line.post)]
    if not own:
        nothing = _("The plan names no activity that is yours.")
        return [page_bar(view, department=False), empty_state(_("No activity of yours"), nothing)]
    title_ = plan_words.own_title([line.judgement for line in own])
    heads = [
        Head(_("Activity")),
        Head(_("Next milestone")),
        Head(_("By the rule")),
        Head(_("Own rating"), is_extra=True),
    ]
    lines = [
        Line(
            [
                html.A(
                    plan_title(line.activity),
                    href=view.address.to("/strategy/plan", open=line.id, owner=line.owner),
                    className="way-in",
                ),
                _next_milestone(view, line),
                by_rule(line),
                own_rating(line),
            ]
        )
        for line in own
    ]
    return [
        page_bar(view, department=False, period=False),
        page_title(title_),
        section(
            _("Your activities"),
            _("What the rule says, beside your own word in the latest report."),
            [figure_table(title_, heads, lines), plan_source(asked)],
            "own",
        ),
        _ways(
            [
                _Way(
                    view.address.to("/strategy/plan"),
                    _("Action plan"),
                    _("What waits for my activities, and what do they wait for?"),
                )
            ]
        ),
    ]


def _next_milestone(view: View, line: PlanLine) -> Component | str:
    """The first milestone that is not reached, with the way to tell of it."""
    state = next((one for one in line.state.milestones if one.reached is None), None)
    if state is None:
        return _("all reached")
    href = view.address.to("/strategy/milestone", milestone=state.milestone.id)
    told = f"{plan_title(state.milestone)} {formats.day(state.believed)}"
    return html.A(told, href=href)


def _department(view: View) -> Sequence[Component]:
    """The reader's own bill: how much, what changed, where to see why."""
    first = view.year_before.replace(month=1)
    own = view.department
    months = comparisons.service_months(
        department.services_by_month(view.viewer, own.id, first, view.period)
    )
    changes = comparisons.changes(months, view.period, view.month_before)
    amounts = comparisons.totals(months)
    amount = comparisons.total(amounts, view.period, view.period)
    year = comparisons.total(amounts, view.year_start, view.period)
    year_before = comparisons.total(amounts, first, view.year_before)
    before = comparisons.total(amounts, view.month_before, view.month_before)
    moved = [row["moved_on"] for row in rows_of(department.moves(view.viewer, own.id))]
    between = [day for day in moved if view.month_before < day <= view.period]
    sentence = bill_words.bill_title(
        own.name, view.period, view.month_before, changes, max(between, default=None)
    )
    return [
        page_bar(view),
        page_title(sentence),
        fact_row(
            [
                Fact(
                    formats.capital(formats.month(view.period)),
                    formats.amount(amount),
                    "kr",
                ),
                _against(
                    formats.month(view.month_before), amount, before, largest_changes(changes)
                ),
                Fact(
                    formats.capital(formats.months(view.year_start, view.period)),
                    formats.whole_kronor(year),
                ),
                _against(formats.months(first, view.year_before), year, year_before),
            ]
        ),
        *_kpis(view),
        _ways(
            [
                _Way(
                    view.address.to("/department/bill"),
                    _("Bill"),
                    _("What do we pay for, and how did each amount come about?"),
                ),
                _Way(
                    view.address.to("/department/overview"),
                    _("Overview"),
                    _("How has it gone over the year, service by service?"),
                ),
                _services_way(view),
            ]
        ),
    ]


def _control(view: View) -> Sequence[Component]:
    """Whether the month's equations hold, what waits, and what the city was charged."""
    month = MonthIntake(view)
    summary = month.summary
    charged = sum(
        row["amount_ore"]
        for row in rows_of(board.city_months(view.viewer))
        if row["period"] == view.period
    )
    return [
        page_bar(view, department=False),
        page_title(control_words.loads_title(summary)),
        fact_row(
            [
                _equations_fact(month),
                Fact(
                    _("Rejected rows"),
                    formats.count(summary.rejected),
                    status="watch" if summary.rejected else "good",
                    notes=[ngettext("in one file", "in %(num)s files", len(month.files))],
                ),
                Fact(
                    _("Unallocated"),
                    formats.kronor(summary.unallocated_ore),
                    status="watch" if summary.unallocated else "good",
                    notes=[
                        ngettext(
                            "one object",
                            "%(objects)s objects",
                            summary.unallocated,
                            objects=formats.count(summary.unallocated),
                        )
                    ],
                ),
                Fact(_("Charged"), formats.millions(charged, 2), notes=[formats.kronor(charged)]),
            ]
        ),
        _to_see_to(view, month),
        *_kpis(view),
        _ways(
            [
                _Way(
                    view.address.to("/control/loads"),
                    _("Loads"),
                    _("Are all files in, and is every row accounted for?"),
                ),
                _Way(
                    view.address.to("/control/reconciliation"),
                    _("Reconciliation"),
                    _("Do the four equations hold, and was it booked as delivered?"),
                ),
                _Way(
                    view.address.to("/board/costs"),
                    _("Costs"),
                    _("Which departments and services carry the cost, month by month?"),
                ),
                _Way(
                    view.address.to("/department/bill"),
                    _("Bill"),
                    _("Any amount, down to its source row."),
                ),
                _services_way(view),
            ]
        ),
    ]


def _equations_fact(month: MonthIntake) -> Fact:
    holding = len(month.equations) - len(month.broken)
    return Fact(
        _("Equations that hold"),
        _("%(holding)s of %(all)s", holding=holding, all=len(month.equations)),
        notes=[_("Volume per source, and cost: the sides come from different files.")],
        status="bad" if month.broken else "good",
    )


def _to_see_to(view: View, month: MonthIntake) -> Component:
    """What asks for attention: what stops first, then by kronor."""
    items = _items(view, month)
    title = words.waiting_title(len(items))
    sub = _("What stops the month first, then by amount.")
    if not items:
        nothing = empty_state(
            _("Every row of %(month)s is accounted for", month=formats.month(view.period)),
            _("The equations hold, no row was rejected and everything counted has an owner."),
        )
        return section(title, sub, [nothing], "see-to")
    heads = [Head(_("What")), Head(_("Kr"), is_figure=True), Head(_("Where"))]
    lines = [
        Line(
            [
                [status_shape(item.state), " ", html.Span(item.what, className="row-name")],
                formats.amount(item.amount_ore) if item.amount_ore is not None else formats.DASH,
                html.A(item.act, href=item.href),
            ]
        )
        for item in items
    ]
    return section(
        title,
        sub,
        [
            figure_table(title, heads, lines),
            _source(_("Source: register of files, equations, objects without an owner.")),
        ],
        "see-to",
    )


@dataclass(frozen=True)
class _Item:
    """A thing to see to: how bad, what, how much (öre, or none), and where."""

    state: Status
    what: str
    amount_ore: int | None
    act: str
    href: str


def _items(view: View, month: MonthIntake) -> list[_Item]:
    loads = view.address.to("/control/loads")
    broken = [
        _Item(
            "bad",
            _(
                "%(equation)s does not hold",
                equation=control_words.equation_name(*key),
            ),
            None,
            _("See the equation"),
            loads,
        )
        for key in month.broken
    ]
    absent = [
        _Item(
            "bad",
            _("No file from %(source)s", source=control_words.source(source_id)),
            None,
            _("See the files"),
            loads,
        )
        for source_id in month.absent
    ]
    ownerless = [
        _Item(
            "watch",
            _(
                "%(objects)s without an owner: %(service)s, %(reason)s",
                objects=formats.count(row["units"]),
                service=name(row) if row["name_sv"] else row["service_id"],
                reason=control_words.reason(row["reason"]),
            ),
            int(row["amount_ore"]),
            _("See the objects"),
            view.address.to(
                "/control/loads", open=f"unallocated~{row['service_id']}~{row['reason']}"
            ),
        )
        for row in month.unallocated
    ]
    rejected = [
        _Item(
            "watch",
            ngettext(
                "One row rejected in %(file)s",
                "%(num)s rows rejected in %(file)s",
                int(row["rows_rejected"]),
                file=row["file_name"],
            ),
            None,
            _("See the rows"),
            view.address.to("/control/loads", open=f"file~{row['file_name']}"),
        )
        for row in month.files
        if row["rows_rejected"]
    ]
    return [*broken, *absent, *ownerless, *rejected]


def _kpis(view: View) -> list[Component]:
    """Every key figure there is, to the month shown."""
    by_kpi: dict[str, list[Row]] = {}
    for row in rows_of(home.kpi_months(view.viewer)):
        if row["period"] <= view.period and row["denominator"]:
            by_kpi.setdefault(row["kpi_id"], []).append(row)
    cards = [
        _kpi(rows, view.year_before)
        for rows in by_kpi.values()
        if rows[-1]["period"] == view.period
    ]
    if not cards:
        return []
    return [
        section(
            _("Key figures"),
            _(
                "The line shows the last two years up to %(month)s.",
                month=formats.month(view.period),
            ),
            [kpi_cards(cards), _source(_("Source: bill lines, agreements, employments."))],
            "kpis",
        )
    ]


def _kpi(rows: Sequence[Row], year_before: datetime.date) -> KpiCard:
    """A key figure's card from its months, the last one the month shown."""
    last, unit = rows[-1], rows[-1]["unit"]
    earlier = next((row for row in rows if row["period"] == year_before), None)
    value, mark = words.kpi_value(last["numerator"], last["denominator"], unit)
    told = words.kpi_change(
        (last["numerator"], last["denominator"]),
        (earlier["numerator"], earlier["denominator"]) if earlier else None,
        unit,
        formats.month(year_before),
    )
    drawn = [
        formats.rounded(row["numerator"] * 10_000, row["denominator"]) for row in rows[-KPI_MONTHS:]
    ]
    return KpiCard(name(last, "title"), value, mark, drawn, told)


def _large_fact(label: str, ore: int) -> Fact:
    """An amount of the city: millions, and the kronor to the öre under it."""
    return Fact(
        label, formats.millions_amount(ore, 2), formats.millions_unit(), [formats.kronor(ore)]
    )


def _against(label: str, amount: int, before: int, causes: str = "") -> Fact:
    """An amount against an earlier one, in words, with what changed most."""
    title = _("Against %(month)s", month=label)
    if before <= 0:
        return Fact(title, formats.DASH, notes=[_("There is no bill to compare with.")])
    part = change.part_to_a_decimal(amount - before, before)
    return Fact(title, change.in_kronor(amount - before), notes=[f"{part}. {causes}".strip()])


def _sums(span: Span, rows: Sequence[Row]) -> tuple[int, int]:
    """Rows added up: the span and the same a year before (öre)."""
    return sum(span.ore(row) for row in rows), sum(span.before_ore(row) for row in rows)


@dataclass(frozen=True)
class _Way:
    """A page to go on to and the question it answers."""

    href: str
    words: str
    question: str


def _services_way(view: View) -> _Way:
    return _Way(
        view.address.to("/reference/services"),
        _("Services"),
        _("Which services are there, how are they counted and what do they cost?"),
    )


def _ways(ways: Sequence[_Way]) -> Component:
    """Where to go on, each way with its question."""
    items = [
        html.Li([html.A(way.words, href=way.href), html.P(way.question, className="sub")])
        for way in ways
    ]
    return section(
        _("Go on"), _("Each page answers one question."), [html.Ul(items, className="ways")], "ways"
    )


def _source(sources: str) -> Component:
    return source_line(f"{sources} {_('Constructed data.')}", built_words())
