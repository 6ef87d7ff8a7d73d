"""A round of reporting: who has handed in, who is to be reminded, and an owner's own report."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats, session
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, decision_form
from dashboard.components.page_bar import page_bar, picker
from dashboard.components.sections import page_title, section
from dashboard.components.shapes import status
from dashboard.components.tables import Head, figure_table
from dashboard.components.tables import Line as TableLine
from dashboard.exports.rounds import round_table
from dashboard.exports.tables import Table
from dashboard.figures.plan import Shown
from dashboard.figures.rounds import (
    Open,
    Reporting,
    comment_of,
    cost_of,
    last_of,
    open_milestones,
    percent_of,
    thousands_of,
)
from dashboard.i18n import _, _l
from dashboard.plan import Line, title
from dashboard.plan_parts import (
    by_rule,
    exports,
    known_picker,
    own_rating,
    source,
    source_words,
    without_plan,
)
from dashboard.shell import waiting
from dashboard.view import UnknownError, View
from dashboard.words import plan as plan_words
from dashboard.words import rounds as words

PATH = "/strategy/round"
PLAN = "/strategy/plan"
EXPORT = "/export/strategy/round"
DECIDE = "/decide"
REPORT, OPEN, LOCK = "round.report", "round.open", "round.lock"
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Reporting"),
    order=40,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """How far the round has come; an owner's form first."""
    asked = Reporting(view)
    if not asked.reports:
        return without_plan(view, _("Reporting"))
    return [
        page_bar(
            view,
            department=False,
            period=False,
            pickers=[_report_picker(asked), *known_picker(asked)],
            exports=exports(view, EXPORT, "reports"),
        ),
        page_title(
            words.title(len(asked.handed_in), len(asked.asked_for), asked.report_date),
            words.state(asked.round, asked.last_day, is_told=bool(asked.handed_in)),
        ),
        *_told(asked),
        *_own_report(asked),
        *([_facts(asked)] if asked.asked_for else []),
        *_missing(asked),
        *_handed_in(asked),
        *_acts(asked),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """What was handed in."""
    asked = Reporting(view)
    if not asked.reports:
        raise UnknownError
    return {"reports": round_table(asked, [source_words(asked)])}


def _report_picker(asked: Reporting) -> Component:
    """The report told of now, or an earlier one as the board saw it."""
    days = {day.isoformat(): formats.day_in_words(day) for day in asked.reports}
    now = _("now: %(day)s", day=formats.day_in_words(asked.telling))
    return picker("at", _("Report"), {"": now, **days}, asked.view.address.get("at"))


def _told(asked: Reporting) -> list[Component]:
    """What became of what was just sent."""
    get = asked.view.address.get
    if fact := asked.said(get("said")):
        told = status("good", words.done(fact))
    elif fact := asked.said(get("conflict")):
        told = status("watch", words.changed(fact))
    elif get("refused"):
        told = status("bad", words.refused(get("refused"), get("field")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


def _facts(asked: Reporting) -> Component:
    handed_in, of = len(asked.handed_in), len(asked.asked_for)
    owners = len({line.owner for line in asked.missing})
    return fact_row(
        [
            Fact(
                _("Handed in"),
                _("%(part)s of %(of)s", part=handed_in, of=of),
                notes=[words.asked_for(of, asked.not_begun, asked.done_before)],
            ),
            Fact(_("Owners to remind"), formats.count(owners)),
            Fact(
                _("Rated kinder than by the rule"),
                formats.count(asked.kinder),
                notes=[_("Of those handed in.")],
            ),
            Fact(
                _("Cost told"),
                formats.whole_kronor(asked.cost_ore),
                notes=[_("In the tertial.")],
            ),
        ]
    )


# --- an owner's report ------------------------------------------------------------------------


def _own_report(asked: Reporting) -> list[Component]:
    """The form of the activity chosen, all of it in one."""
    line = asked.chosen
    if line is None or not asked.is_open:
        return []
    others = [one for one in asked.own if one is not line]
    after = (
        [
            html.P(
                [
                    _("Also yours: "),
                    *(
                        part
                        for one in others
                        for part in (
                            html.A(title(one.activity), href=asked.view.address.here(open=one.id)),
                            " ",
                        )
                    ),
                ],
                className="sub",
            )
        ]
        if asked.viewer.role == "owner" and others
        else []
    )
    return [
        section(
            _("Report on %(name)s", name=title(line.activity)),
            _(
                "One form, sent at once. Days that are not changed are not told anew; what was "
                "handed in can be corrected until the round is locked."
            ),
            [html.Div(_report_form(asked, line), className="decision-box report-form"), *after],
            "report",
        )
    ]


def _report_form(asked: Reporting, line: Line) -> Component:
    last = last_of(line)
    hidden = {
        "csrf_token": session.csrf_token(),
        "activity": line.id,
        "report": asked.report_date.isoformat(),
        "seen": str(asked.seen(line)),
    }
    day = last.report_date if last else None
    fields = [
        Field(
            "rating",
            words.label("rating"),
            "",
            words.last_time(day, plan_words.rating_of(last.rating)) if last and day else "",
            {code: plan_words.rating(code) for code in plan_words.SHAPES},
            _("choose"),
        ),
        Field(
            "percent",
            words.label("percent"),
            "" if not last or last.percent is None else str(last.percent),
            kind="number",
            most=100,
        ),
        Field(
            "cost",
            words.label("cost"),
            thousands_of(line, asked.report_date),
            _("may be left out"),
            kind="number",
            is_optional=True,
        ),
        *(field for one in open_milestones(line) for field in _day_fields(one)),
        Field(
            "why",
            words.label("why"),
            last.comment if last else "",
            words.last_time(day, _("last text")) if last and day else "",
            is_prose=True,
        ),
    ]
    return decision_form(REPORT, f"{DECIDE}/{REPORT}", fields, _("Hand in the report"), hidden)


def _day_fields(one: Open) -> list[Field]:
    """A milestone's day, and whether it is a forecast or has been reached."""
    id_, name, day = one.id, one.name, one.day
    options = {"foreseen": _("forecast"), "reached": _("reached that day")}
    return [
        Field(
            f"day-{id_}",
            name,
            day.isoformat() if day else "",
            kind="date",
            is_optional=day is None,
        ),
        Field(f"is-{id_}", _("%(name)s is", name=name), options=options),
    ]


# --- who has and who has not ------------------------------------------------------------------


def _missing(asked: Reporting) -> list[Component]:
    """The list of reminders, owner by owner."""
    if not asked.missing:
        return []
    heads = [
        Head(_("Activity")),
        Head(_("Owner")),
        Head(_("Last reported"), is_extra=True),
        Head(_("By the rule"), is_extra=True),
    ]
    shown = Shown(asked)
    lines = [
        TableLine(
            [
                _name(asked, line),
                shown.owner(line),
                words.last_report(last.report_date if (last := last_of(line)) else None),
                by_rule(line),
            ]
        )
        for line in asked.missing
    ]
    owners = len({line.owner for line in asked.missing})
    title_ = words.missing_title(len(asked.missing), owners)
    return [
        section(
            title_,
            _("Due: begun, and not done a report ago. By owner; the last day is %(day)s.",
              day=formats.day(asked.last_day)),
            [figure_table(title_, heads, lines), source(asked)],
            "missing",
        )
    ]  # fmt: skip


def _handed_in(asked: Reporting) -> list[Component]:
    """What was said of each."""
    if not asked.handed_in:
        return []
    heads = [
        Head(_("Activity")),
        Head(_("Own rating")),
        Head(_("By the rule"), is_extra=True),
        Head(_("Done"), is_figure=True, is_extra=True),
        Head(_("Cost"), is_figure=True, is_extra=True),
        Head(_("In words"), is_extra=True),
    ]
    lines = [_handed(asked, line) for line in asked.handed_in]
    title_ = _("What was handed in")
    return [
        section(
            title_,
            _("Per cent by the owner's word; cost of the tertial, kr."),
            [figure_table(title_, heads, lines), source(asked)],
            "handed-in",
        )
    ]


def _handed(asked: Reporting, line: Line) -> TableLine:
    day = asked.report_date
    percent, cost = percent_of(line, day), cost_of(line, day)
    return TableLine(
        [
            _name(asked, line),
            own_rating(line),
            by_rule(line),
            formats.DASH if percent is None else formats.percent(percent, 100),
            formats.DASH if cost is None else formats.whole_kronor(cost),
            html.Span(comment_of(line, day) or formats.DASH, className="reason"),
        ]
    )


def _name(asked: Reporting, line: Line) -> list[Component]:
    """The activity, and the way to its form where the reader may report on it."""
    address, name = asked.view.address, title(line.activity)
    if asked.is_open and line in asked.own:
        form = address.here(open=line.id, said=None, refused=None, conflict=None)
        return [
            html.A(name, href=form, className="way-in"),
            html.Span(_("report"), className="under-name"),
        ]
    return [html.A(name, href=address.to(PLAN, open=line.id), className="way-in")]


# --- the strategist's acts --------------------------------------------------------------------


def _acts(asked: Reporting) -> list[Component]:
    """Open the next round, or lock the one that is open."""
    act = LOCK if asked.is_open else OPEN
    if not asked.is_now or not access.may(asked.viewer, act):
        return []
    day = formats.day_in_words(asked.report_date)
    button = _("Lock the round") if asked.is_open else _("Open a round")
    hidden = {
        "csrf_token": session.csrf_token(),
        "seen": str(asked.round.last if asked.round else 0),
        **({"report": asked.report_date.isoformat()} if asked.is_open else {}),
    }
    days = {one.isoformat(): formats.day_in_words(one) for one in asked.can_be_opened}
    which = [] if asked.is_open else [Field("report", words.label("report"), options=days)]
    why = Field("why", words.label("reason"), is_prose=True)
    sub = (
        _(
            "What was handed in for %(day)s then stays; what is told since is of the next report.",
            day=day,
        )
        if asked.is_open
        else _("Owners can then report on their activities, each in one form.")
    )
    form = decision_form(act, f"{DECIDE}/{act}", [*which, why], button, hidden)
    return [
        section(
            button,
            sub,
            [html.Div(html.Div(form, className="decision-box"), className="decisions")],
            "round",
        )
    ]
