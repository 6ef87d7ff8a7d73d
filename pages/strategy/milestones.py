"""Every milestone: what was decided, what became of it, and how often and how far it has moved."""

from collections.abc import Callable, Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.charts.promises import spark
from dashboard.components.facts import Fact, fact_row
from dashboard.components.page_bar import picker
from dashboard.components.sections import empty_state, page_title, section
from dashboard.components.shapes import Status, status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.plan import milestones_table
from dashboard.exports.tables import Table
from dashboard.figures.plan import Shown, steps
from dashboard.i18n import _, _l
from dashboard.plan import Asked, Dates, title
from dashboard.plan_parts import (
    against_picker,
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
from dashboard.view import View
from dashboard.words import plan as words

PATH = "/strategy/milestones"
MILESTONE = "/strategy/milestone"
EXPORT = "/export/strategy/milestones"
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Milestones"),
    order=20,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)

Key = Callable[[Dates], tuple[object, ...]]
#: In which order they can stand; the first is the one that is met.
ORDERS: Mapping[str, Key] = {
    "late": lambda one: (-(one.late_days if one.late_days is not None else -10_000), one.id),
    "moves": lambda one: (-one.slip.moves, -one.slip.net_days, one.id),
    "day": lambda one: (str(one.state.believed or ""), one.id),
    "plan": lambda one: (one.id,),
}
SHOWN: Mapping[str, Callable[[Dates], bool]] = {
    "open": lambda one: not one.is_reached,
    "reached": lambda one: one.is_reached,
    "late": lambda one: bool(one.late_days and one.late_days > 0),
    "moved": lambda one: one.slip.moves > 1,
}


def content(view: View) -> Sequence[Component]:
    """The milestones asked for."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Milestones"))
    shown = Shown(asked)
    found = _chosen(shown)
    return [
        plan_bar(asked, [*_pickers(shown)], exports(view, EXPORT, "milestones")),
        page_title(
            words.milestones_title(
                sum(map(SHOWN["late"], found)), len(found), sum(map(SHOWN["moved"], found))
            ),
            _(
                "Days from the plan are calendar days; an open milestone whose day has passed is "
                "counted to the day of the report."
            ),
        ),
        *([_facts(shown)] if found else []),
        _table(shown, found) if found else _none(view),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The milestones asked for."""
    shown = Shown(Asked(view))
    return {"milestones": milestones_table(shown, [source_words(shown.asked)])}


def _chosen(shown: Shown) -> list[Dates]:
    get = shown.view.address.get
    wanted = SHOWN.get(get("show"))
    order = ORDERS.get(get("sort"), ORDERS["late"])
    return sorted((one for one in shown.dates if wanted is None or wanted(one)), key=order)


def _pickers(shown: Shown) -> list[Component]:
    get = shown.view.address.get
    show = {
        "": _("All"),
        "open": _("open"),
        "reached": _("reached"),
        "late": _("late"),
        "moved": _("moved twice or more"),
    }
    sort = {
        "": _("most late"),
        "moves": _("most moved"),
        "day": _("by day"),
        "plan": _("as in the plan"),
    }
    return [
        picker("show", _("Show"), show, get("show")),
        goal_picker(shown),
        owner_picker(shown),
        status_picker(shown),
        against_picker(shown),
        picker("sort", _("Order"), sort, get("sort")),
    ]


def _none(view: View) -> Component:
    return empty_state(
        _("No milestone is like that"),
        _("No milestone of the plan meets what is asked for."),
        html.A(_("Show all"), href=view.address.path),
    )


def _facts(shown: Shown) -> Component:
    """Of those whose decided day has come, how many were reached by it."""
    kept = shown.asked.on_time
    share = _("%(on_time)s of %(due)s", on_time=kept.on_time, due=kept.due)
    due = _("Of those whose decided day has come, in the whole plan.")
    return fact_row(
        [
            Fact(_("Reached in time"), share, notes=[due]),
            Fact(_("Reached late"), formats.count(kept.late)),
            Fact(_("Not reached"), formats.count(kept.missing), notes=[_("Their day has passed.")]),
            Fact(
                _("Moved twice or more"),
                formats.count(sum(map(SHOWN["moved"], shown.asked.dates))),
                notes=[
                    _(
                        "%(number)s four times or more.",
                        number=sum(one.slip.moves > 3 for one in shown.asked.dates),  # noqa: PLR2004 - said in words
                    )
                ],
            ),
        ]
    )


def _table(shown: Shown, found: Sequence[Dates]) -> Component:
    heads = [
        Head(_("Milestone")),
        Head(_("First decided"), is_extra=True),
        Head(_("Decided now"), is_extra=True),
        Head(_("Forecast or reached")),
        Head(_("From the first plan"), is_figure=True),
        Head(_("From the plan in force"), is_figure=True, is_extra=True),
        Head(_("Moves"), is_figure=True, is_extra=True),
        Head(_("How the day has moved"), is_extra=True),
    ]
    title_ = _("Milestones, %(order)s", order=_order_words(shown))
    return section(
        title_,
        _("Plus is later. The small line shows the day believed in through time; up is later."),
        [
            figure_table(title_, heads, [_line(shown, one) for one in found]),
            source(
                shown.asked,
                _(
                    "%(count)s of %(of)s milestones.",
                    count=len(found),
                    of=len(shown.asked.dates),
                ),
            ),
        ],
        "milestones",
    )


def _order_words(shown: Shown) -> str:
    return {
        "moves": _("the most moved first"),
        "day": _("by day"),
        "plan": _("as in the plan"),
    }.get(shown.view.address.get("sort"), _("the latest first"))


def _line(shown: Shown, one: Dates) -> Line:
    state, slip = one.state, one.slip
    href = shown.view.address.to(MILESTONE, milestone=one.id)
    name = title(state.milestone)
    kind: Status = "done" if one.is_reached else "bad" if one.late_days else "waiting"
    return Line(
        [
            [
                html.A(name, href=href, className="way-in"),
                html.Span(title(one.line.activity), className="under-name"),
            ],
            day_cell(state.first_baseline),
            day_cell(state.current_baseline)
            if state.current_baseline != state.first_baseline
            else formats.DASH,
            status(kind, formats.day(state.believed)),
            words.change(one.late_first),
            words.change(one.late_current),
            formats.count(slip.moves),
            spark(steps(state), words.slipped_title(name, slip)) if slip.moves else formats.DASH,
        ]
    )
