"""What has changed in the plan since a day, in words: days, colours, work, decisions and risks."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats
from dashboard.components.page_bar import day_picker, picker
from dashboard.components.sections import empty_state, page_title, section
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.plan_changes import changes_table
from dashboard.exports.tables import Table
from dashboard.figures.plan import Shown
from dashboard.figures.plan_changes import KINDS, Change, Since, What
from dashboard.i18n import _, _l
from dashboard.plan import Asked, title
from dashboard.plan_parts import (
    FILTERS,
    day_cell,
    exports,
    goal_picker,
    owner_picker,
    plan_bar,
    source,
    source_words,
    without_plan,
)
from dashboard.shell import waiting
from dashboard.view import UnknownError, View
from dashboard.words import plan as plan_words
from dashboard.words import plan_changes as words

PATH = "/strategy/changes"
PLAN, MILESTONE = "/strategy/plan", "/strategy/milestone"
BOARD = "/board/action-plan"
EXPORT = "/export/strategy/changes"
#: So many of a kind stand at once; the rest is one key away.
FEW = 12
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Changes in the plan"),
    order=25,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """What has changed, kind by kind."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Changes in the plan"))
    since = Since(Shown(asked))
    return [
        plan_bar(
            asked,
            [*_pickers(since)],
            exports(view, EXPORT, "changes", "since", "kind"),
        ),
        page_title(
            words.title(since.found, since.day),
            _(
                "What differs between the plan as known %(before)s and as known %(now)s. A day "
                "that was moved and moved back is no change.",
                before=formats.day(since.before.known_at),
                now=formats.day(asked.known_at),
            ),
        ),
        *_way_to_decide(asked),
        *([_kind(since, what, found) for what, found in since.groups.items()] or [_none(view)]),
    ]


def _way_to_decide(asked: Asked) -> list[Component]:
    """Where a decision is written down, for those who may."""
    if not asked.is_now or not access.may(asked.viewer, "plan.decision"):
        return []
    href = f"{asked.view.address.to(BOARD)}#decide"
    return [html.P(html.A(plan_words.button("plan.decision"), href=href))]


def tables(view: View) -> Mapping[str, Table]:
    """What has changed."""
    asked = Asked(view)
    if not asked.reports:
        raise UnknownError
    since = Since(Shown(asked))
    told = _("Since %(day)s.", day=formats.day(since.day))
    return {
        "changes": changes_table(
            since.found, lambda one: _names(since, one), [told, source_words(asked)]
        )
    }


def _pickers(since: Since) -> list[Component]:
    get = since.shown.view.address.get
    kinds = {one: formats.capital(words.kind(one)) for one in KINDS}
    first = min(fact.known_on for fact in since.asked.plan.facts)
    return [
        day_picker("since", _("Since"), since.day, first, since.asked.known_at),
        picker("kind", _("Show"), {"": _("All"), **kinds}, get("kind")),
        goal_picker(since.shown),
        owner_picker(since.shown),
    ]


def _none(view: View) -> Component:
    return empty_state(
        _("Nothing has changed"),
        _("Nothing that is asked for differs between the two days."),
        html.A(_("Show all"), href=view.address.path),
    )


def _kind(since: Since, what: What, found: Sequence[Change]) -> Component:
    address = since.shown.view.address
    is_all = address.get("all") == what
    shown = found if is_all else found[:FEW]
    heads = [
        Head(_("Change")),
        Head(_("Known on"), is_extra=True),
        Head(_("Who"), is_extra=True),
        Head(_("Why"), is_extra=True),
    ]
    more = (
        [html.P(html.A(_("Show all %(count)s", count=len(found)), href=address.here(all=what)))]
        if len(shown) < len(found)
        else []
    )
    head = words.group(what, len(found))
    return section(
        head,
        _("Since %(day)s.", day=formats.day(since.day)),
        [
            figure_table(head, heads, [_line(since, one) for one in shown]),
            *more,
            source(since.asked),
        ],
        f"kind-{what}",
    )


def _line(since: Since, one: Change) -> Line:
    name, activity = _names(since, one)
    address = since.shown.view.address
    told = words.sentence(one, name)
    kept = {key: address.get(key) for key in FILTERS if key == "at"}
    href = (
        address.to(MILESTONE, milestone=one.id, **kept)
        if one.entity == "milestone"
        else address.to(PLAN, open=one.id, **kept)
    )
    cell = html.A(told, href=href, className="way-in") if name else told
    under = [html.Span(activity, className="under-name")] if one.entity == "milestone" else []
    return Line(
        [
            [cell, *under],
            day_cell(one.known_on) if one.known_on else _("follows from the rest"),
            plan_words.by(one.by) or formats.DASH,
            html.Span(one.reason or formats.DASH, className="reason"),
        ]
    )


def _names(since: Since, one: Change) -> tuple[str, str]:
    """Of what a change is of, and of its activity; empty for the whole plan."""
    register = since.asked.shown.register
    if one.activity_id is None:
        return "", ""
    activity = title(register.activities[one.activity_id])
    return (title(register.milestones[one.id]) if one.entity == "milestone" else activity), activity
