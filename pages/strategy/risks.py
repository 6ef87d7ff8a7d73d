"""The plan's risks: a matrix of likelihood and consequence, and a list with their history."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.attributes import aria
from dashboard.components.links import key_of
from dashboard.components.sections import empty_state, page_title, section
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.risks import risks_table
from dashboard.exports.tables import Table
from dashboard.figures.plan import Shown
from dashboard.figures.risks import LARGE, SCALE, Risk, Risks, level
from dashboard.i18n import _, _l
from dashboard.plan import Asked, title
from dashboard.plan_parts import (
    day_cell,
    exports,
    goal_picker,
    owner_picker,
    plan_bar,
    source,
    source_words,
    status_picker,
    without_plan,
)
from dashboard.shell import waiting
from dashboard.view import UnknownError, View
from dashboard.words import plan as plan_words
from dashboard.words import risks as words

PATH = "/strategy/risks"
MILESTONE = "/strategy/milestone"
EXPORT = "/export/strategy/risks"
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Risks"),
    order=35,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """The matrix, and the list of what stands."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Risks"))
    shown = Shown(asked)
    risks = Risks(shown)
    large = sum(risk.size >= LARGE for risk in risks.standing)
    return [
        plan_bar(
            asked,
            [
                goal_picker(shown),
                owner_picker(shown),
                status_picker(shown),
            ],
            exports(view, EXPORT, "risks"),
        ),
        page_title(
            words.title(len(risks.standing), large),
            _(
                "The newest word on each activity. Likelihood times consequence: 12 or more is "
                "large, 6 or more middling."
            ),
        ),
        *([_matrix(risks), _list(risks)] if risks.all else [_none(view)]),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Every word on every risk asked for."""
    asked = Asked(view)
    if not asked.reports:
        raise UnknownError
    return {"risks": risks_table(Risks(Shown(asked)), [source_words(asked)])}


def _none(view: View) -> Component:
    return empty_state(
        _("No risk was told of"),
        _("No owner has told of a risk in what is asked for."),
        html.A(_("Show all"), href=view.address.path),
    )


def _matrix(risks: Risks) -> Component:
    """Five by five, the largest up to the right; a place is a way to its risks."""
    heads = [
        html.Th(_("Likelihood"), scope="col"),
        *(html.Th(str(one), scope="col", className="figure") for one in SCALE),
    ]
    rows = [
        html.Tr(
            [
                html.Th(str(likelihood), scope="row"),
                *(_place(risks, likelihood, consequence) for consequence in SCALE),
            ]
        )
        for likelihood in reversed(SCALE)
    ]
    caption = _("Risks by likelihood (down) and consequence (across)")
    table = html.Table(
        [html.Caption(caption, className="unseen"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="plain risk-matrix",
    )
    around = html.Div(table, className="scroll-x", tabIndex=0, role="group", **aria(label=caption))
    head = _("Where they stand")
    sub = _("Number of risks by likelihood, upwards, and consequence, to the right.")
    return section(head, sub, [around, source(risks.shown.asked)], "matrix")


def _place(risks: Risks, likelihood: int, consequence: int) -> Component:
    number = risks.at(likelihood, consequence)
    look = f"figure risk-{level(likelihood * consequence)}"
    if not number:
        return html.Td(formats.DASH, className=look)
    here = (likelihood, consequence)
    is_chosen = risks.chosen == here
    size = None if is_chosen else f"{likelihood}x{consequence}"
    link = html.A(
        formats.count(number),
        href=risks.shown.view.address.here(size=size),
        **aria(
            label=words.cell(number, likelihood, consequence),
            **({"current": "true"} if is_chosen else {}),
        ),
    )
    return html.Td(link, className=look)


def _list(risks: Risks) -> Component:
    heads = [
        Head(_("Activity")),
        Head(_("Size")),
        Head(_("Since the word before"), is_extra=True),
        Head(_("Known on"), is_extra=True),
        Head(_("In words"), is_extra=True),
    ]
    head = _("The largest first")
    over = len(risks.over)
    sub = _(
        "%(over)s more are over: told so, or their activity is done. Open one to see what was "
        "told before.",
        over=over,
    )
    lines = [_line(risks, risk) for risk in risks.standing]
    return section(
        head,
        sub,
        [figure_table(head, heads, lines), source(risks.shown.asked)],
        "list",
    )


def _line(risks: Risks, risk: Risk) -> Line:
    address = risks.shown.view.address
    is_open = address.get("open") == risk.line.id
    href = address.here(open=None if is_open else risk.line.id)
    key = key_of("open", risk.line.id)
    link = opener(title(risk.line.activity), href, key, is_open=is_open)
    kind = level(risk.size)
    return Line(
        [
            [link, html.Span(risks.shown.owner(risk.line), className="under-name")],
            status(words.SHAPES[kind], words.size(risk.size, kind)),
            words.grew(risk.grew),
            day_cell(risk.told.known_on),
            html.Span(risk.told.reason or formats.DASH, className="reason"),
        ],
        inside=_history(risks, risk) if is_open else None,
    )


def _history(risks: Risks, risk: Risk) -> Component:
    """All that was told of it, newest first, and the way to tell of it."""
    told = [
        html.Li(
            [
                html.Span(formats.day(one.known_on), className="day"),
                f" {plan_words.risk(str(one.value))}. {one.reason} ",
                html.Span(plan_words.by(one.by), className="said-by"),
            ]
        )
        for one in (risk.told, *risk.before)
    ]
    milestones = risk.line.state.milestones
    way = (
        [html.P(html.A(_("To the activity's milestones"),
                       href=risks.shown.view.address.to(
                           MILESTONE, milestone=milestones[-1].milestone.id)))]
        if milestones
        else []
    )  # fmt: skip
    return html.Div([html.Ul(told), *way], className="explanation")
