"""The action plan: what was decided, what is done, what is foreseen, and what its owners say."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.charts import gantt
from dashboard.charts.promises import promises as promises_chart
from dashboard.components.attributes import aria, marked
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, picker
from dashboard.components.ranking import Ranked, ranking
from dashboard.components.sections import empty_state, page_title, section
from dashboard.components.shapes import Status, status, status_shape
from dashboard.components.switches import Choice, view_switch
from dashboard.components.tables import opener
from dashboard.earned_parts import by_part, earned_section
from dashboard.exports.earned import earned_table
from dashboard.exports.plan import activities_table, milestones_table
from dashboard.exports.tables import Table
from dashboard.figures.earned import Earned
from dashboard.figures.plan import GROUPS, Shown, promises
from dashboard.i18n import _, _l
from dashboard.plan import Asked, Dates, Line, title
from dashboard.plan_parts import (
    against_picker,
    by_rule,
    exports,
    goal_picker,
    own_rating,
    owner_picker,
    plan_bar,
    source,
    source_words,
    status_picker,
    without_plan,
)
from dashboard.shell import waiting
from dashboard.view import View
from dashboard.words import plan as words

PATH = "/strategy/plan"
MILESTONE = "/strategy/milestone"
EXPORT = "/export/strategy/plan"
#: The whole plan, whatever is asked for.
PROJECT = "/export/strategy/exchange.xml"
EVERY = "all"
MOST_MOVED = 8
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Action plan"),
    order=10,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """The activities asked for, each on one line, and those that have moved most."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Action plan"))
    shown = Shown(asked)
    judged = [line.judgement for line in shown.lines]
    done = sum(line.is_done for line in shown.lines)
    tight = sum(line.is_critical for line in shown.lines)
    return [
        plan_bar(
            asked,
            [*_pickers(shown)],
            [
                *exports(view, EXPORT, "activities"),
                Export("MS Project", view.address.to(PROJECT)),
            ],
        ),
        page_title(words.title(judged, asked.limit), words.lead(done, len(shown.lines), tight)),
        _gantt(shown) if shown.lines else _none(view),
        *_broken(shown),
        *_below(shown),
        *_earned(shown),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The activities asked for, and their milestones."""
    shown = Shown(Asked(view))
    notes = [source_words(shown.asked)]
    return {
        "activities": activities_table(shown, notes),
        "milestones": milestones_table(shown, notes),
        "earned": earned_table(Earned(shown), notes),
    }


# --- the lines --------------------------------------------------------------------------------


def _pickers(shown: Shown) -> list[Component]:
    names = {"goal": _("Goal"), "owner": _("Owner"), "status": _("Status")}
    years = {
        key: key if len(key) == len("2009") else formats.months(first, last.replace(day=1))
        for key, (first, last) in shown.spans.items()
    }
    get = shown.view.address.get
    return [
        goal_picker(shown),
        owner_picker(shown),
        status_picker(shown),
        against_picker(shown),
        picker("by", _("Grouped by"), {one: names[one].lower() for one in GROUPS}, get("by")),
        picker("year", _("Years"), {"": _("all"), **years}, get("year")),
    ]


def _none(view: View) -> Component:
    return empty_state(
        _("No activity is like that"),
        _("No activity of the plan meets what is asked for."),
        html.A(_("Show all"), href=view.address.path),
    )


def _gantt(shown: Shown) -> Component:
    asked, scale = shown.asked, shown.scale
    name = _("Activities")
    heads = [
        html.Th(_("Goal and activity"), scope="col"),
        html.Td(
            gantt.head(scale, formats.day_short(scale.as_of), formats.month_short), className="time"
        ),
        html.Th(_("Slack"), scope="col", className="figure"),
        html.Th(_("Moves"), scope="col", className="figure"),
        html.Th(_("By the rule"), scope="col"),
        html.Th(_("Own rating"), scope="col"),
    ]
    rows = [
        row
        for group, lines in shown.groups.items()
        for row in [
            _group_row(group, scale),
            *(one for line in lines for one in _rows(shown, line)),
        ]
    ]
    table = html.Table(
        [
            html.Caption(name, className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="gantt-table plain",
    )
    told = _(
        "%(count)s of %(of)s activities. Slack: Swedish working days to the end of the plan "
        "%(end)s through what waits for it. Moves: changed days of its milestones.",
        count=len(shown.lines),
        of=len(asked.lines),
        end=formats.day(asked.schedule.plan_end),
    )
    return html.Section(
        [
            html.Div([_legend(shown), _switch(shown)], className="gantt-top"),
            html.Div(table, className="scroll-x", tabIndex=0, role="group", **aria(label=name)),
            source(asked, told),
        ],
        className="part gantt-part",
        **aria(label=name),
    )


def _legend(shown: Shown) -> Component:
    """What the lines' parts mean, in the order they are met."""
    plan = _("plan of %(year)s", year=shown.years[0])
    signs = [
        ("baseline", plan if shown.asked.against == "first" else _("plan in force")),
        ("done", _("outcome")),
        ("foreseen", _("forecast")),
        ("over", _("after the plan's day")),
        ("critical", _("without slack, critical")),
        ("slack", _("slack")),
        ("diamond", _("milestone reached")),
        ("diamond late", _("milestone late")),
    ]
    return html.Ul(
        [html.Li([html.Span(className=f"sign {look}"), told]) for look, told in signs],
        className="gantt-legend",
    )


def _switch(shown: Shown) -> Component:
    address, is_all = shown.view.address, shown.view.address.get("open") == EVERY
    return view_switch(
        [
            Choice(_("Activities"), address.here(open=None), "show-activities", not is_all),
            Choice(_("With milestones"), address.here(open=EVERY), "show-milestones", is_all),
        ],
        _("What is shown"),
    )


def _group_row(group: str, scale: gantt.Scale) -> html.Tr:
    return html.Tr(
        [
            html.Th(group, scope="rowgroup"),
            html.Td(gantt.gap(scale), className="time"),
            html.Td(colSpan=4),
        ],
        className="gantt-group",
    )


def _rows(shown: Shown, line: Line) -> list[html.Tr]:
    """An activity, and its milestones where it is opened."""
    address = shown.view.address
    is_all, is_own = address.get("open") == EVERY, address.get("open") == line.id
    href = address.here(open=None if is_own else line.id)
    name = opener(title(line.activity), href, key_of("activity", line.id), is_open=is_own or is_all)
    slack = line.row.total_float if line.row else None
    row = html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(gantt.line(shown.bar(line), shown.scale, shown.label(line)), className="time"),
            html.Td(
                formats.DASH if slack is None else formats.count(slack),
                className="figure slack" + (" is-critical" if line.is_critical else ""),
            ),
            html.Td(
                formats.count(line.moves),
                className="figure moves",
                **marked(words=_("moves")),
            ),
            html.Td(by_rule(line), className="rule"),
            html.Td(own_rating(line), className="rating"),
        ],
        className="gantt-line" + (" is-open" if is_own else ""),
    )
    if not (is_all or is_own):
        return [row]
    return [row, *(_milestone_row(shown, one) for one in shown.dates if one.line.id == line.id)]


def _milestone_row(shown: Shown, one: Dates) -> html.Tr:
    """A milestone under its activity, with the way to its history."""
    name = title(one.state.milestone)
    believed = one.state.believed
    bar = shown.bar_of(one)
    label = words.line(name, (bar.plan_start,), (bar.end,))
    kind: Status = "done" if one.is_reached else "bad" if one.late_days else "waiting"
    told = formats.day(believed)
    late = words.lateness(one.late_days) if one.late_days else ""
    return html.Tr(
        [
            html.Th(
                html.A(name, href=shown.view.address.to(MILESTONE, milestone=one.id)), scope="row"
            ),
            html.Td(gantt.line(bar, shown.scale, label), className="time"),
            html.Td("", className="figure slack"),
            html.Td(formats.count(one.slip.moves), className="figure moves"),
            html.Td(status(kind, told), className="rule"),
            html.Td(late, className="rating"),
        ],
        className="gantt-milestone",
    )


def _broken(shown: Shown) -> list[Component]:
    """Dependencies that the dates do not keep: who did not wait for whom."""
    wanted = {line.id for line in shown.lines}
    names = {line.id: title(line.activity) for line in shown.asked.lines}
    broken = [
        link
        for link in shown.asked.schedule.broken
        if {link.dependency.predecessor, link.dependency.successor} & wanted
    ]
    if not broken:
        return []
    told = [
        html.Li(
            [
                status_shape("watch"),
                f" {words.broken(names, link)}.",
                *(
                    [f" {formats.capital(link.dependency.note_sv)}."]
                    if link.dependency.note_sv
                    else []
                ),
            ]
        )
        for link in broken
    ]
    return [
        section(
            words.broken_title(len(broken)),
            _("Working days that the dates fall short of what the plan says waits for what."),
            [html.Ul(told, className="broken"), source(shown.asked)],
            "broken",
        )
    ]


def _below(shown: Shown) -> list[Component]:
    """The trend of what has slipped most, and who has moved most."""
    is_open = [line for line in shown.lines if not line.is_done] or shown.lines
    moved = sorted(is_open, key=lambda line: (-line.moves, line.id))[:MOST_MOVED]
    if not moved or not moved[0].moves:
        return []
    return [html.Div([_trend(shown, moved[0]), _moves(shown, moved)], className="columns-even")]


def _earned(shown: Shown) -> list[Component]:
    """What the money has given of what is asked for, group by group."""
    if not shown.lines:
        return []
    earned = Earned(shown)
    names = {"goal": _("Goal"), "owner": _("Owner"), "status": _("Status")}
    head = names[shown.grouped_by] if len(shown.groups) > 1 else _("Activity")
    return [earned_section(earned, [by_part(head, earned.groups, earned, leads_on=False)])]


def _trend(shown: Shown, line: Line) -> Component:
    own = [one for one in shown.dates if one.line.id == line.id]
    is_open = [one for one in own if not one.is_reached] or own
    worst = max(is_open, key=lambda one: (one.slip.moves, one.slip.net_days))
    name = title(worst.state.milestone)
    sentence = words.slipped_title(f"{title(line.activity)}: {name}", worst.slip)
    chart = promises_chart(
        promises(line, shown.asked.shown.day, worst.id), _("diagonal: the day has come"), sentence
    )
    return section(
        sentence,
        _(
            "Milestone trend: when it was known (to the right) against which day was believed in "
            "(upwards). A level line is a promise that holds."
        ),
        [
            chart,
            html.P(
                html.A(
                    _("The whole history"),
                    href=shown.view.address.to(MILESTONE, milestone=worst.id),
                )
            ),
            source(shown.asked),
        ],
        "trend",
    )


def _moves(shown: Shown, moved: Sequence[Line]) -> Component:
    first = moved[0]
    ends = [one for one in shown.dates if one.line.id == first.id][-1]
    rows = [
        Ranked(
            title(line.activity),
            line.moves,
            f"{formats.count(line.moves)} ({words.by_rule(line.judgement)})",
            chosen=line.id == first.id,
        )
        for line in moved
    ]
    sentence = words.moves_title(
        title(first.activity), first.moves, is_end_touched=bool(ends.slip.moves)
    )
    return section(
        sentence,
        _("Activities by how often their milestones have moved; what the rule says of them."),
        [ranking(rows, sentence, (_("Activity"), _("Moves"))), source(shown.asked)],
        "moves",
    )
