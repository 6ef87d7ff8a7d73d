"""Is the effect seen: the milestones that shall give it, the measures of it, what is charged."""

import datetime
import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.charts.trajectory import LOW, trajectory_line
from dashboard.components.attributes import aria, marked
from dashboard.components.facts import Fact, fact_row
from dashboard.components.links import key_of
from dashboard.components.page_bar import picker
from dashboard.components.sections import empty_state, page_title, section
from dashboard.components.shapes import status
from dashboard.components.tables import Head, figure_table, opener
from dashboard.components.tables import Line as TableLine
from dashboard.exports.effects import effects_tables
from dashboard.exports.tables import Table
from dashboard.figures.effects import SEEN, Effects, Fee, Group, Line, Measure, Seen, Work
from dashboard.i18n import _, _l, name
from dashboard.plan import Asked, title
from dashboard.plan_parts import (
    by_rule,
    day_cell,
    exports,
    goal_picker_of,
    plan_bar,
    source,
    source_words,
    without_plan,
)
from dashboard.shell import page_at, waiting
from dashboard.view import UnknownError, View
from dashboard.words import effects as words
from dashboard.words import kpis as kpi_words

PATH = "/strategy/effects"
MILESTONES = "/strategy/milestones"
KPIS, SERVICES = "/reference/kpis", "/reference/services"
EXPORT = "/export/strategy/effects"
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Effects"),
    order=22,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """The effects asked for, under their goals."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Effects"))
    effects = Effects(asked)
    return [
        plan_bar(
            asked,
            [goal_picker_of(asked), _seen_picker(view)],
            exports(view, EXPORT, "effects", "seen"),
        ),
        page_title(
            words.title(effects.counts),
            words.lead(effects.rule, [title(one.effect) for one in effects.done_but_not]),
        ),
        *([_facts(effects)] if effects.of_goal else []),
        *([_table(effects)] if effects.lines else []),
        *([_how(effects)] if effects.lines else [_none(view)]),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The effects asked for, to take along."""
    asked = Asked(view)
    if not asked.reports:
        raise UnknownError
    return effects_tables(Effects(asked), [source_words(asked)])


def _seen_picker(view: View) -> Component:
    seen = {str(one): formats.capital(words.seen(one)) for one in SEEN}
    return picker("seen", _("The effect"), {"": _("All"), **seen}, view.address.get("seen"))


def _none(view: View) -> Component:
    return empty_state(
        _("No effect is like that"),
        _("No effect of the plan meets what is asked for."),
        html.A(_("Show all"), href=view.address.here(goal=None, seen=None)),
    )


def _facts(effects: Effects) -> Component:
    """How many effects are seen in each way; each a way to them."""
    order: Sequence[Seen] = ("seen", "partly", "not_seen", "unknown")
    return fact_row([_fact(effects, one) for one in order])


def _fact(effects: Effects, one: Seen) -> Fact:
    number = effects.counts[one]
    chosen = effects.asked.view.address.get("seen") == one
    href = effects.asked.view.address.here(seen=None if chosen else one)
    words_ = _("Show all") if chosen else _("Show them")
    notes = [[html.A(words_, href=href)]] if number else []
    label = formats.capital(words.seen(one))
    return Fact(label, formats.count(number), notes=notes, status=words.SHAPES[one])


def _table(effects: Effects) -> Component:
    """One line for each measure, an effect's under each other, under the goals' names."""
    heads = [html.Th(words_, scope="col", className=look) for words_, look in _heads(effects)]
    caption = _("Effects and what measures them")
    rows = [
        row
        for group in effects.groups
        for row in [
            _group(effects, group, len(heads)),
            *(row for line in group.lines for row in _rows(effects, line, len(heads))),
        ]
    ]
    table = html.Table(
        [html.Caption(caption, className="unseen"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="plain effects",
    )
    around = html.Div(table, className="scroll-x", tabIndex=0, role="group", **aria(label=caption))
    return section(
        _("What was planned beside what is seen"),
        _(
            "The line is the outcome, the dashed one the trajectory to the target at its ring. "
            "Planned is the trajectory on the outcome's own day. Open an effect to see the "
            "activities that shall give it."
        ),
        [around, source(effects.asked, _months(effects))],
        "effects",
    )


def _heads(effects: Effects) -> list[tuple[str, str | None]]:
    """The columns and their looks; that of fees for those who may read prices."""
    return [
        (_("Effect"), None),
        (_("Milestones"), "extra"),
        (_("Key figure"), None),
        (_("Its way"), "extra"),
        (_("Planned"), "figure"),
        (_("Seen"), "figure"),
        (_("Distance"), None),
        *([(_("Fee"), "extra")] if effects.shows_fees else []),
    ]


def _group(effects: Effects, group: Group, width: int) -> html.Tr:
    """A goal: how many of its effects are seen, what is behind them."""
    told = words.goal_title(effects.goal(group.goal_id), group.seen, len(group.lines))
    behind = words.behind(len(group.works), group.reached, group.milestones)
    head: list[str | Component] = [told, html.Span(behind, className="under-name")]
    return html.Tr(html.Th(head, colSpan=width, scope="rowgroup"), className="effect-goal")


def _rows(effects: Effects, line: Line, width: int) -> list[html.Tr]:
    """An effect over the lines of its measures, and under them what it opens to."""
    is_open = effects.asked.view.address.get("open") == line.effect.id
    look = "is-explained" if is_open else None
    measures: Sequence[Measure | None] = line.measures or [None]
    first, *others = [_cells(effects, one) for one in measures]
    over = len(measures)
    fee = [html.Td(_fee_in_short(effects, line), className="extra fee", rowSpan=over)]
    rows = [
        html.Tr(
            [
                html.Th(_name(effects, line, is_open=is_open), scope="row", rowSpan=over),
                html.Td(_milestones(line), className="extra", rowSpan=over),
                *first,
                *(fee if effects.shows_fees else []),
            ],
            className=look,
        ),
        *(html.Tr(cells, className=" ".join(filter(None, ["next", look]))) for cells in others),
    ]
    if not is_open:
        return rows
    inside = html.Td(_opened(effects, line), colSpan=width)
    return [*rows, html.Tr(inside, className="explained")]


def _name(effects: Effects, line: Line, *, is_open: bool) -> list[Component]:
    address = effects.asked.view.address
    href = address.here(open=None if is_open else line.effect.id)
    key = key_of("open", line.effect.id)
    return [
        opener(title(line.effect), href, key, is_open=is_open),
        status(words.SHAPES[line.seen], words.seen(line.seen)),
    ]


def _milestones(line: Line) -> list[Component | str]:
    told = words.in_short(line.reached, line.milestones)
    return [told, *_last(line.day, is_done=line.is_done)]


def _last(day: datetime.date | None, *, is_done: bool) -> list[Component]:
    """The last day, reached or expected; nothing where no day was ever told."""
    if day is None:
        return []
    return [html.Span([f"{words.last(is_done=is_done)} ", day_cell(day)], className="under-name")]


def _cells(effects: Effects, one: Measure | None) -> list[html.Td]:
    """A measure: its name, its way, what was planned and seen of one day, how far apart."""
    if one is None:
        return [html.Td(_("nothing measures it")), *(html.Td(formats.DASH) for _one in range(4))]
    state, outcome, verdict = one.state, one.distance.outcome, one.verdict
    day = html.Span(day_cell(outcome.day), className="under-name") if outcome else ""
    start = html.Span(words.start(state.baseline, state.unit), className="under-name")
    judged = words.measure(verdict.seen, verdict.part, verdict.doubt)
    gap = words.gap(one.distance, state.unit, state.better, is_yearly=state.is_yearly)
    return [
        html.Td(_link(effects, KPIS, state.kpi_id, state.name)),
        html.Td(
            _way(one, f"{state.name}: {', '.join(filter(None, [gap, judged]))}"),
            className="extra way",
        ),
        html.Td(
            [_told(one.distance.should_be, state.unit), start],
            className="figure",
            **marked(words=_("Planned")),
        ),
        html.Td(
            [_told(outcome.milli if outcome else None, state.unit), day],
            className="figure",
            **marked(words=_("Seen")),
        ),
        html.Td(
            [
                status(words.SHAPES[verdict.seen], judged),
                *([html.Span(gap, className="under-name")] if gap else []),
            ],
            className="distance",
        ),
    ]


def _way(one: Measure, label: str) -> Component | str:
    points, targets = one.state.points, one.state.targets
    if not points and not targets:
        return formats.DASH
    target = kpi_words.short_figure(targets[-1][1], one.state.unit) if targets else ""
    return trajectory_line(points, targets, target, label, height=LOW)


def _fee_in_short(effects: Effects, line: Line) -> Component | str:
    """What is charged, in a line or two; the figures stand where the effect opens."""
    if effects.month is None:
        return _("not published")
    told, under = words.fee(line.fees)
    return html.Span([told, html.Span(under, className="under-name")]) if under else told


# --- what an effect opens to --------------------------------------------------------------------


def _opened(effects: Effects, line: Line) -> Component:
    """What shall give it, what measures it, what is charged: side by side."""
    columns = [
        _column(_("Shall give it"), [_works(effects, line)]),
        _column(_("Measures it"), [_measure(effects, one) for one in line.measures]),
        *([_column(_("What is charged"), _fees(effects, line))] if effects.shows_fees else []),
    ]
    return html.Div(html.Div(columns, className="effect-parts"), className="explanation")


def _column(head: str, parts: Sequence[Component]) -> Component:
    return html.Div([html.H3(head), *parts])


def _works(effects: Effects, line: Line) -> Component:
    if not line.works:
        return html.P(_("No activity of the plan names it."), className="effect-note")
    return html.Ul([_work(effects, work) for work in line.works], className="effect-works")


def _work(effects: Effects, work: Work) -> Component:
    activity = work.state.activity
    href = effects.asked.view.address.to(MILESTONES, activity=activity.id)
    told = words.reached(work.reached, work.milestones)
    return html.Li(
        [
            html.A(title(activity), href=href),
            html.Span(told, className="under-name"),
            *_last(work.day, is_done=work.is_done),
            by_rule(effects.plan_lines[activity.id]),
        ]
    )


def _measure(effects: Effects, one: Measure) -> Component:
    """A measure in words, with the way to what it means."""
    state = one.state
    told = words.figures(one.distance, one.planned_now, effects.day, state.unit)
    return html.P(
        [_link(effects, KPIS, state.kpi_id, state.name), html.Br(), told], className="effect-note"
    )


def _fees(effects: Effects, line: Line) -> list[Component]:
    """Prices and quantities then and now, and why these; why there is none."""
    month = effects.month
    if month is None:
        return [html.P(words.no_month(effects.day), className="effect-note")]
    reasons = list(dict.fromkeys(name(row, "reason") for fee in line.fees for row in fee.reasons))
    none = [name(row, "reason") for row in line.without_fee]
    return [
        *([_fee_table(effects, line)] if line.fees else []),
        *(html.P(f"{reason}.", className="effect-note") for reason in reasons),
        *(html.P([html.Strong(_("No fee.")), f" {one}."], className="effect-note") for one in none),
    ]


def _fee_table(effects: Effects, line: Line) -> Component:
    month, first = effects.month, effects.first_month
    months = [*([first] if first else []), month]
    heads = [
        Head(_("Service")),
        *(Head(words.fee_head(_("Price"), one), is_figure=True) for one in months),
        *(Head(words.fee_head(_("Units"), one), is_figure=True) for one in months),
    ]
    caption = _("Fees of %(effect)s", effect=title(line.effect))
    return figure_table(caption, heads, [_fee(effects, fee) for fee in line.fees])


def _fee(effects: Effects, fee: Fee) -> TableLine:
    months = [*([fee.then] if effects.first_month else []), fee.now]
    unit = words.price_unit(fee.service["per"], name(fee.service, "unit"), fee.kind)
    return TableLine(
        [
            [
                _link(effects, SERVICES, fee.id, name(fee.service)),
                html.Span(unit, className="under-name"),
            ],
            *(
                words.price(one.price, fee.kind, one.amount_ore) if one else formats.DASH
                for one in months
            ),
            *(words.quantity(one.quantity) if one else formats.DASH for one in months),
        ]
    )


# --- how it is judged, and ways on ---------------------------------------------------------------


def _how(effects: Effects) -> Component:
    """The rule to the letter, and whose choice the links are."""
    chosen = _(
        "Which key figure measures which effect is chosen from what its formula counts: an "
        "activity with several effects does not say it. The choice stands, with its reasons, in "
        "the reference table effect_measures."
    )
    return section(
        _("How an effect is judged"),
        words.rule_note(effects.rule),
        [html.P(chosen, className="sub")],
        "how",
    )


def _months(effects: Effects) -> str:
    """Which months' fees are shown; nothing for a reader of no prices."""
    if not effects.shows_fees:
        return ""
    if effects.month is None:
        return words.no_month(effects.day)
    return words.fee_months(effects.month, effects.first_month)


def _link(effects: Effects, path: str, key: str, text: str) -> Component | str:
    """A way to what is opened there; the text alone for a reader who may not."""
    asked = effects.asked
    if not _opens(path, asked.viewer.role):
        return text
    return html.A(text, href=asked.view.address.to(path, open=key))


@functools.cache
def _opens(path: str, role: str) -> bool:
    """Whether a role has a page: the same from start to end of a worker."""
    return page_at(path, role) is not None


def _told(milli: Fraction | int | None, unit: str) -> str:
    return formats.DASH if milli is None else kpi_words.with_unit(milli, unit, is_yearly=False)
