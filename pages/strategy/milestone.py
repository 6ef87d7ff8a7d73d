"""One milestone: its whole history, what stands before and after it, and what can be told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats, session
from dashboard.charts.promises import framed
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, decision_form
from dashboard.components.page_bar import number_picker, picker
from dashboard.components.sections import page_title, section
from dashboard.components.shapes import Status, status
from dashboard.components.tables import Head, figure_table
from dashboard.components.tables import Line as TableLine
from dashboard.exports.plan import history_table
from dashboard.exports.tables import Table
from dashboard.figures.plan import Shown, promises
from dashboard.i18n import _, _l
from dashboard.plan import Asked, Dates, Line, Neighbour, Told, title
from dashboard.plan_parts import (
    by_rule,
    day_cell,
    exports,
    own_rating,
    plan_bar,
    source,
    source_words,
    told,
    without_plan,
)
from dashboard.shell import waiting
from dashboard.view import UnknownError, View
from dashboard.words import plan as words

PATH = "/strategy/milestone"
PLAN = "/strategy/plan"
EXPORT = "/export/strategy/milestone"
DECIDE = "/decide"
#: Working days of delay that are tried: a month's where the address names none, at most a year's.
DELAY, LONGEST_DELAY = 20, 250
FEW_WORDS = 12
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Milestone"),
    order=30,
    group="strategy",
    is_inside=True,
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


@dataclass(frozen=True)
class Desk:
    """The milestone in the address, asked for once."""

    shown: Shown

    @property
    def asked(self) -> Asked:
        """The plan."""
        return self.shown.asked

    @property
    def view(self) -> View:
        """What the page is asked for."""
        return self.asked.view

    @cached_property
    def one(self) -> Dates:
        """The milestone; where the address names none, the latest of those that are open.

        Raises:
            UnknownError: There is no such milestone, or there was none that day.
        """
        wanted = self.view.address.get("milestone")
        found = [one for one in self.asked.dates if wanted in {"", one.id}]
        if not found:
            raise UnknownError
        is_open = [one for one in found if not one.is_reached] or found
        return max(is_open, key=lambda one: (one.late_days or 0, one.slip.moves))

    @property
    def line(self) -> Line:
        """Its activity."""
        return self.one.line

    @cached_property
    def own(self) -> list[Told]:
        """What was told of the milestone, newest first."""
        return [fact for fact in self.asked.facts[::-1] if fact.id == self.one.id]

    @cached_property
    def of_activity(self) -> list[Told]:
        """What was told of its activity, newest first."""
        return [fact for fact in self.asked.facts[::-1] if fact.id == self.line.id]

    @property
    def delay(self) -> int:
        """The working days of delay that are tried; a month's where the address names none."""
        wanted = self.view.address.get("delay")
        days = int(wanted) if wanted.isascii() and wanted.isdecimal() else 0
        return days if 1 <= days <= LONGEST_DELAY else DELAY

    @property
    def name(self) -> str:
        """The milestone's."""
        return title(self.one.state.milestone)


def content(view: View) -> Sequence[Component]:
    """The milestone's days, their history, its neighbours, and the forms."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Milestone"))
    desk = Desk(Shown(asked))
    return [
        plan_bar(asked, _pickers(desk), exports(view, EXPORT, "history")),
        page_title(
            words.milestone_title(
                desk.name,
                title(desk.line.activity),
                desk.one.late_first,
                desk.one.slip,
                is_reached=desk.one.is_reached,
            ),
            _lead(desk),
        ),
        *told(asked),
        _facts(desk),
        html.Div([_trend(desk), _around(desk)], className="columns-even"),
        _history(desk),
        _activity(desk),
        *_acts(desk),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """What was told of the milestone and of its activity."""
    desk = Desk(Shown(Asked(view)))
    if not desk.asked.reports:
        raise UnknownError
    both = sorted([*desk.own, *desk.of_activity], key=lambda fact: fact.number)
    return {"history": history_table(both, [source_words(desk.asked)])}


def _pickers(desk: Desk) -> list[Component]:
    """The milestones of the same activity."""
    siblings = {state.milestone.id: title(state.milestone) for state in desk.line.state.milestones}
    return [picker("milestone", _("Milestone"), siblings, desk.one.id)]


def _lead(desk: Desk) -> list[Component | str]:
    """Whose activity, towards which goal."""
    activity = desk.line.activity
    goal = desk.shown.goal(activity.goal_id)
    return [
        html.A(
            title(activity),
            href=desk.view.address.to(PLAN, open=activity.id, goal=activity.goal_id),
        ),
        _(
            " towards the goal %(goal)s. Owner: %(owner)s.",
            goal=goal,
            owner=desk.shown.owner(desk.line),
        ),
    ]


def _facts(desk: Desk) -> Component:
    """First decided, decided now, forecast or reached, and what the activity is said to be."""
    one, state = desk.one, desk.one.state
    decided = state.baselines[-1] if state.baselines else None
    first = state.baselines[0] if state.baselines else None
    is_same = decided == first
    now = _("Reached") if state.reached else _("Forecast")
    kind: Status = "done" if one.is_reached else "bad" if one.late_first else "good"
    moves = _(
        "%(later)s later and %(earlier)s earlier in all.",
        later=words.days(one.slip.days_later),
        earlier=words.days(one.slip.days_earlier),
    )
    if not one.slip.days_earlier:
        moves = _("%(days)s later in all.", days=words.days(one.slip.days_later))
    return fact_row(
        [
            Fact(
                now,
                formats.day(state.believed),
                notes=[words.against_first(one.late_first)],
                status=kind,
            ),
            Fact(
                _("First decided"),
                formats.day(state.first_baseline),
                notes=[f"{words.by(first.by)}: {first.reason}"] if first else [],
            ),
            Fact(
                _("Decided now"),
                formats.day(state.current_baseline),
                notes=[
                    _("The first decision stands.")
                    if is_same or decided is None
                    else f"{words.by(decided.by)}: {decided.reason}"
                ],
            ),
            Fact(
                _("Moves"),
                formats.count(one.slip.moves),
                notes=[moves] if one.slip.moves else [_("The day first decided holds.")],
            ),
        ]
    )


def _trend(desk: Desk) -> Component:
    sentence = words.slipped_title(desk.name, desk.one.slip)
    lines = promises(desk.line, desk.asked.shown.day, desk.one.id)
    chart = [framed(lines, _("diagonal: the day has come"), sentence)] if lines else []
    return section(
        sentence,
        _(
            "Milestone trend of the activity: when it was known (to the right) against which day "
            "was believed in (upwards). A level line is a promise that holds."
        ),
        [*chart, source(desk.asked)],
        "trend",
    )


def _around(desk: Desk) -> Component:
    """What the activity waits for, what waits for it, and what a delay would move."""
    before, after = desk.asked.before(desk.line), desk.asked.after(desk.line)
    row = desk.line.row
    slack = (
        _("done: what has been has no slack")
        if row is None or row.total_float is None
        else words.slack(row.total_float)
    )
    return section(
        words.around_title(len(before), len(after)),
        _("The activity's slack to the end of the plan: %(slack)s.", slack=slack),
        [
            *_neighbours(desk, _("Before it"), before),
            *_neighbours(desk, _("After it"), after),
            *_delay(desk),
            source(desk.asked),
        ],
        "around",
    )


def _delay(desk: Desk) -> list[Component]:
    """What a delay of the days asked for would move; nothing where the activity is done."""
    if desk.line.row is None or desk.line.is_done:
        return []
    names = {line.id: title(line.activity) for line in desk.asked.lines}
    pushed = desk.asked.pushed(desk.line, desk.delay)
    moved = [
        html.Li(
            _(
                "%(name)s ends %(days)s later, %(day)s%(past)s",
                name=names[push.activity_id],
                days=words.working_days(push.finish_days),
                day=formats.day(push.finish),
                past=_(", past the end of the plan") if push.is_past_plan_end else "",
            )
        )
        for push in pushed
    ]
    days = words.working_days(desk.delay)
    told = (
        _("%(days)s more here would move:", days=days)
        if moved
        else _("%(days)s more here would move nothing else.", days=days)
    )
    field = number_picker(
        "delay", _("Try a delay of working days"), desk.delay, 1, LONGEST_DELAY, DELAY
    )
    return [
        html.Div(field, className="delay"),
        html.P(told, role="status"),
        *([html.Ul(moved)] if moved else []),
    ]


def _neighbours(desk: Desk, head: str, found: Sequence[Neighbour]) -> list[Component]:
    if not found:
        return []
    heads = [Head(head), Head(_("Ends")), Head(_("Leaves"), is_figure=True)]
    lines = [
        TableLine(
            [
                [
                    html.A(
                        title(one.line.activity),
                        href=desk.view.address.to(PLAN, open=one.line.id),
                        className="way-in",
                    ),
                    html.Span(words.dependency_of(one.link), className="under-name"),
                ],
                day_cell(one.line.row.finish if one.line.row else None),
                status("watch", words.working_days(one.link.slack))
                if one.link.is_broken
                else words.working_days(one.link.slack),
            ]
        )
        for one in found
    ]
    return [figure_table(head, heads, lines)]


def _history(desk: Desk) -> Component:
    """Every word about the milestone, newest first, each with what it moved."""
    heads = [
        Head(_("Known on")),
        Head(_("What")),
        Head(_("Day")),
        Head(_("Moved"), is_figure=True),
        Head(_("Who"), is_extra=True),
        Head(_("Why"), is_extra=True),
    ]
    moved = desk.asked.moved_by(desk.one.state)
    lines = [
        TableLine(
            [
                day_cell(fact.known_on),
                words.kind(fact.kind),
                html.Span(words.value(fact) or formats.DASH, className="day"),
                words.change(moved.get(fact.number)),
                words.by(fact.by),
                html.Span(fact.reason or formats.DASH, className="reason"),
            ]
        )
        for fact in desk.own
    ]
    title_ = _("The whole history of the milestone")
    return section(
        title_,
        _("Newest first, in calendar days. Nothing is taken away; what was wrong is followed."),
        [figure_table(title_, heads, lines), source(desk.asked)],
        "history",
    )


def _activity(desk: Desk) -> Component:
    """What was told of the activity: rating, progress, cost, comments, risks; and its need."""
    state, line = desk.line.state, desk.line
    activity = line.activity
    is_all = desk.view.address.get("words") == "all"
    told = desk.of_activity if is_all else desk.of_activity[:FEW_WORDS]
    heads = [Head(_("Report")), Head(_("What")), Head(_("Value")), Head(_("Who"), is_extra=True),
             Head(_("In words"), is_extra=True)]  # fmt: skip
    lines = [
        TableLine(
            [
                day_cell(fact.report_date),
                words.kind(fact.kind),
                words.value(fact) or formats.DASH,
                words.by(fact.by),
                html.Span(fact.reason or formats.DASH, className="reason"),
            ]
        )
        for fact in told
    ]
    more = (
        [html.P(html.A(_("Show all %(count)s", count=len(desk.of_activity)),
                       href=desk.view.address.here(words="all")))]
        if len(told) < len(desk.of_activity)
        else []
    )  # fmt: skip
    progress = desk.asked.progress(line)
    title_ = _("What was told of the activity")
    return section(
        title_,
        activity.deliverable_sv,
        [
            html.Dl(
                [
                    *_pair(_("By the rule"), [by_rule(line), f" {words.why_so(line.judgement)}"]),
                    *_pair(_("Own rating"), own_rating(line)),
                    *_pair(_("Done"), words.progress(progress)),
                    *_pair(
                        _("Cost"),
                        _(
                            "%(cost)s of %(budget)s",
                            cost=formats.whole_kronor(state.cost_ore),
                            budget=formats.whole_kronor(activity.budget_ore),
                        ),
                    ),
                    *_pair(_("Needs behind it"), _needs(desk)),
                ],
                className="told-of",
            ),
            figure_table(title_, heads, lines),
            *more,
            source(desk.asked),
        ],
        "activity",
    )


def _pair(head: str, told: str | Component | Sequence[str | Component]) -> list[Component]:
    return [html.Dt(head), html.Dd(told)]


def _needs(desk: Desk) -> list[str | Component]:
    """The needs from the IT council that the activity meets, with what was decided of them."""
    needs = desk.asked.shown.register.needs
    found = [needs[id_] for id_ in desk.line.activity.need_ids if id_ in needs]
    return [
        html.Ul(
            [
                html.Li(
                    _(
                        "%(need)s (%(org)s %(day)s, priority %(priority)s: %(decision)s)",
                        need=one.text_sv,
                        org=desk.shown.departments.get(one.from_org, one.from_org),
                        day=formats.day(one.day),
                        priority=one.priority,
                        decision=one.decision,
                    )
                )
                for one in found
            ]
        )
        if found
        else formats.DASH
    ]


# --- what can be told -------------------------------------------------------------------------


def _acts(desk: Desk) -> list[Component]:
    """The forms of what the reader may tell; none of a day that has passed."""
    activity = desk.line.activity
    if not desk.asked.may_tell_of(activity):
        return []
    is_reached = desk.one.state.reached is not None
    forms = [
        *([] if is_reached else [_day_form(desk, "plan.forecast"), _day_form(desk, "plan.actual")]),
        *([_form(desk, "plan.reopen", [])] if is_reached else []),
        _form(desk, "plan.comment", []),
        _form(
            desk,
            "plan.baseline",
            [
                Field("value", words.field("day"), str(desk.one.state.believed or ""), kind="date"),
                Field("decided_by", words.field("decided_by")),
            ],
        ),
        _form(desk, "plan.self_rating", [_rating_field()], "activity"),
        _form(
            desk,
            "plan.progress",
            [Field("value", words.field("percent"), kind="number")],
            "activity",
        ),
        _form(desk, "plan.cost", [Field("value", words.field("tkr"), kind="number")], "activity"),
        _form(
            desk, "plan.risk", [_scale_field("likelihood"), _scale_field("consequence")], "activity"
        ),
    ]
    shown = [form for form in forms if form is not None]
    return [
        section(
            _("Tell of %(name)s", name=desk.name),
            _(
                "What is written here stays, with your role, the time and the reason, in the "
                "report of %(day)s.",
                day=formats.day(desk.asked.telling),
            ),
            [html.Div(shown, className="decisions")],
            "say",
        )
    ]


def _day_form(desk: Desk, act: str) -> Component | None:
    given = str(desk.one.state.believed or "")
    return _form(desk, act, [Field("value", words.field("day"), given, kind="date")])


def _rating_field() -> Field:
    ratings: dict[str, str] = {code: words.rating(code) for code in words.SHAPES}
    return Field("value", words.field("rating"), options=ratings, unchosen=_("choose"))


def _scale_field(field: str) -> Field:
    return Field(field, words.field(field), options={str(n): str(n) for n in range(1, 6)})


def _form(
    desk: Desk, act: str, fields: Sequence[Field], entity: str = "milestone"
) -> Component | None:
    """A form for an act, none where the reader has no right to it."""
    if not access.may(desk.view.viewer, act):
        return None
    plan = desk.asked.plan
    seen = (
        plan.seen("activity", desk.line.id)
        if entity == "activity"
        else plan.seen("milestone", desk.one.id)
    )
    hidden = {
        "csrf_token": session.csrf_token(),
        "milestone": desk.one.id,
        "activity": desk.line.id,
        "report": desk.asked.telling.isoformat(),
        "seen": str(seen),
    }
    why = Field("why", words.field("text" if act == "plan.comment" else "why"), is_prose=True)
    button = words.button(act)
    return html.Div(
        [html.H3(button), decision_form(act, f"{DECIDE}/{act}", [*fields, why], button, hidden)],
        className="decision-box",
    )
