"""The action plan for the board: by goal, what slipped most, what to decide, who differs."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats, session
from dashboard.charts.goals import block, goal_bar
from dashboard.components.forms import Field, decision_form
from dashboard.components.page_bar import Export
from dashboard.components.sections import empty_state, page_title, section, table_as_well
from dashboard.components.shapes import status
from dashboard.components.tables import Cell, Head, figure_table
from dashboard.components.tables import Line as TableLine
from dashboard.earned_parts import by_part, earned_section
from dashboard.exports.plan_in_short import plan_tables
from dashboard.exports.tables import Table
from dashboard.figures.earned import Earned
from dashboard.figures.plan import Shown
from dashboard.figures.plan_in_short import RATINGS, GoalCount, InShort, Slipped, Taken
from dashboard.i18n import _, _l
from dashboard.plan import Asked, Line, title
from dashboard.plan_parts import (
    by_rule,
    day_cell,
    own_rating,
    plan_bar,
    source,
    source_words,
    told,
    without_plan,
)
from dashboard.report import workbook
from dashboard.report.paper import paper as words_of_paper
from dashboard.report.tertial import has_money, of_view
from dashboard.report.typeset import typeset
from dashboard.shell import waiting
from dashboard.view import View
from dashboard.words import plan as plan_words
from dashboard.words import plan_in_short as words

PATH = "/board/action-plan"
PLAN, MILESTONE = "/strategy/plan", "/strategy/milestone"
EXPORT = "/export/board/action-plan"
DECIDE, ACT, WHOLE = "/decide", "plan.decision", "PLAN"
MOST_SLIPPED = 8
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Action plan"),
    order=30,
    group="board",
    roles=("board", "strategist", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """The whole plan as of a report."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Action plan"))
    short = InShort(asked)
    return [
        plan_bar(asked, [], _exports(view, asked)),
        page_title(
            words.title(short.whole.counts, len(short.questions)), words.on_time(short.on_time)
        ),
        *told(asked),
        html.Div([_goals(short), _slipped(short)], className="columns-even"),
        _earned(asked),
        _questions(short),
        _taken(short),
        *_decide(short),
        _differing(short),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The tertial report's figures: the year's money, then the plan; the plan alone without it."""
    asked = Asked(view)
    if not asked.reports:
        return {}
    if not has_money(asked):
        return plan_tables(InShort(asked), [source_words(asked)])
    return workbook.tables(of_view(view))


def paper(view: View) -> bytes:
    """The tertial report: two pages."""
    return typeset(words_of_paper(of_view(view)))


def _exports(view: View, asked: Asked) -> list[Export]:
    """The report shown, to take along; on two pages where its month is published."""
    day = asked.report_date
    where = {"at": day.isoformat()}
    report = []
    if has_money(asked):
        where["period"] = formats.period_key(day)
        report = [Export(_("Report (PDF)"), view.address.to(f"{EXPORT}.pdf", **where))]
    return [
        *report,
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **where)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", table="decisions", **where)),
    ]


def _earned(asked: Asked) -> Component:
    """What the money has given, and goal by goal."""
    earned = Earned(Shown(asked))
    table = by_part(_("Goal"), earned.goals, earned, leads_on=True)
    return earned_section(earned, [table_as_well(_("Goal by goal"), table)])


# --- by goal ----------------------------------------------------------------------------------


def _goals(short: InShort) -> Component:
    """Each goal's activities as a bar, and in figures."""
    late = {one.name: one.late for one in short.goals if one.late}
    sentence = words.goals_title(len(short.goals), late)
    widest = max(one.all for one in short.goals)
    lines = [_goal_line(short, one, widest) for one in short.goals]
    return section(
        sentence,
        _(
            "Activities by what the rule says of their worst open milestone against the plan first "
            "decided: late more than 14 days, very late more than %(limit)s.",
            limit=short.asked.limit,
        ),
        [_key(), figure_table(sentence, [Head(_("Goal")), Head(_("Activities"))], lines),
         source(short.asked)],
        "goals",
    )  # fmt: skip


def _goal_line(short: InShort, one: GoalCount, widest: int) -> TableLine:
    href = short.asked.view.address.to(PLAN, goal=one.id)
    told = html.Span(words.counts(one.counts), className="goal-words")
    return TableLine([html.A(one.name, href=href), [goal_bar(one.by_status, widest), told]])


def _key() -> Component:
    """What the colours mean, with their shapes."""
    return html.Ul(
        [
            html.Li(
                [
                    block(plan_words.SHAPES[rating]),
                    status(plan_words.SHAPES[rating], words.head(rating).lower()),
                ]
            )
            for rating in RATINGS
        ],
        className="goal-key",
    )


# --- what slipped most ------------------------------------------------------------------------


def _slipped(short: InShort) -> Component:
    """Open activities furthest past the plan first decided."""
    slipped = short.slipped[:MOST_SLIPPED]
    if not slipped:
        return empty_state(
            words.nothing_slipped(), _("Every open milestone holds the day first decided.")
        )
    sentence = words.slipped_title(title(slipped[0].line.activity), slipped[0].days)
    heads = [
        Head(_("Activity and its worst milestone")),
        Head(_("Days late"), is_figure=True),
        Head(_("Milestone moved")),
    ]
    return section(
        sentence,
        _("Open activities by the days their worst milestone lies past the plan first decided."),
        [
            figure_table(sentence, heads, [_slipped_line(short, one) for one in slipped]),
            html.P(html.A(_("All activities"), href=short.asked.view.address.to(PLAN))),
            source(short.asked),
        ],
        "slipped",
    )


def _slipped_line(short: InShort, one: Slipped) -> TableLine:
    href = short.asked.view.address.to(MILESTONE, milestone=one.worst.id)
    name: Cell = [
        title(one.line.activity),
        html.Br(),
        html.A(title(one.worst.state.milestone), href=href, className="under"),
    ]
    moved = words.moved(one.worst.slip.moves, one.worst.slip.net_days)
    return TableLine([name, formats.count(one.days), moved])


# --- what asks for a decision, and who sees it otherwise ----------------------------------------


def _questions(short: InShort) -> Component:
    """What the board or IT-rådet has to decide."""
    if not short.questions:
        return empty_state(
            words.asking_title(0), _("Nothing open ends after the plan, is red or at grave risk.")
        )
    items = []
    for one in short.questions:
        line = short.lines[one.activity_id]
        href = short.asked.view.address.to(PLAN, open=line.id, activity=line.id)
        items.append(
            html.Li(
                [
                    html.A(title(line.activity), href=href),
                    html.Span(f" ({short.owner(line)}). ", className="owner"),
                    words.question(one, *short.named(one)),
                    *(
                        [html.Span(f" {one.text}", className="owner", lang="sv")]
                        if one.text
                        else []
                    ),
                ]
            )
        )
    return section(
        words.asking_title(len(short.questions)),
        _(
            "Open activities that end after the plan, lie more than %(limit)s days past the plan "
            "in force, do not wait for what they need, cannot be judged, or carry a risk of 15 or "
            "more (likelihood × consequence).",
            limit=short.asked.limit,
        ),
        [html.Ol(items, className="deviations"), source(short.asked)],
        "decisions",
    )


def _taken(short: InShort) -> Component:
    """What was decided, by whom and about what, in the report shown."""
    sentence = words.taken_title(len(short.taken))
    sub = _(
        "Decisions on the plan or on an activity told of in the report of %(day)s; earlier ones "
        "stand in the reports they belong to and in %(changes)s.",
        day=formats.day(short.asked.report_date),
        changes=_("Changes in the plan"),
    )
    if not short.taken:
        return section(sentence, sub, [source(short.asked)], "taken")
    heads = [
        Head(_("What was decided")),
        Head(_("Concerns"), is_extra=True),
        Head(_("Decided by"), is_extra=True),
        Head(_("Known on"), is_extra=True),
    ]
    lines = [_taken_line(short, one) for one in short.taken]
    return section(sentence, sub, [figure_table(sentence, heads, lines), source(short.asked)],
                   "taken")  # fmt: skip


def _taken_line(short: InShort, one: Taken) -> TableLine:
    about: Cell = _("The whole plan")
    if one.line:
        href = short.asked.view.address.to(PLAN, open=one.line.id, activity=one.line.id)
        about = html.A(title(one.line.activity), href=href)
    return TableLine(
        [
            [
                html.Span(one.told.reason, className="reason", lang="sv"),
                html.Br(),
                html.Span(one.told.value, className="under"),
            ],
            about,
            plan_words.by(one.told.by),
            day_cell(one.told.known_on),
        ]
    )


def _decide(short: InShort) -> list[Component]:
    """The form of a decision that was taken; none of a day that has passed."""
    asked = short.asked
    if not asked.is_now or not access.may(asked.viewer, ACT):
        return []
    hidden = {
        "csrf_token": session.csrf_token(),
        "report": asked.telling.isoformat(),
        "seen": str(max(asked.plan.last.values())),
    }
    activities = {line.id: title(line.activity) for line in asked.lines}
    anew = len(asked.plan.promised_anew())
    days = {"decided": _("stand as they are"), "promised": plan_words.replanned(anew)}
    fields = [
        Field("decided_by", plan_words.field("body")),
        Field("decided_on", plan_words.field("decided_on"), kind="date"),
        Field("paragraph", plan_words.field("paragraph"), "", _("may be left out"),
              is_optional=True),
        Field("activity", plan_words.field("about"),
              options={WHOLE: _("The whole plan"), **activities}, is_wide=True),
        *([Field("days", plan_words.field("days"), options=days, is_wide=True,
                 hint=_("of an activity: those of its own"))] if anew else []),
        Field("why", plan_words.field("decision"), is_prose=True),
    ]  # fmt: skip
    button = plan_words.button(ACT)
    form = decision_form(ACT, f"{DECIDE}/{ACT}", fields, button, hidden)
    return [
        section(
            button,
            _(
                "What is written here stays, with your role and the time, in the report of "
                "%(day)s. One milestone's decided day is written down on the milestone.",
                day=formats.day(asked.telling),
            ),
            [html.Div(html.Div(form, className="decision-box"), className="decisions")],
            "decide",
        )
    ]


def _differing(short: InShort) -> Component:
    """Where rule and owner say different things."""
    kinder = sum(line.judgement.is_kinder for line in short.differing)
    sentence = words.differing_title(kinder, len(short.differing) - kinder)
    missing = words.not_handed_in([title(line.activity) for line in short.not_handed_in])
    told = [html.P(missing)] if missing else []
    if not short.differing:
        return section(
            sentence, _("No owner's colour differs from the rule's."), [*told, source(short.asked)],
            "differing",
        )  # fmt: skip
    heads = [
        Head(_("Activity")),
        Head(_("By the rule")),
        Head(_("Own rating")),
        Head(_("Owner"), is_extra=True),
    ]
    lines = [_differing_line(short, line) for line in short.differing]
    return section(
        sentence,
        _("The rule looks at the dates; the owner's colour is their own word in the report."),
        [figure_table(sentence, heads, lines), *told, source(short.asked)],
        "differing",
    )


def _differing_line(short: InShort, line: Line) -> TableLine:
    href = short.asked.view.address.to(PLAN, open=line.id, activity=line.id)
    name = html.A(title(line.activity), href=href)
    return TableLine([name, by_rule(line), own_rating(line), short.owner(line)])
