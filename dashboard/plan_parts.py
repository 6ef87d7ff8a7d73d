"""What the pages of the plan share: what can be chosen, how a line is judged, where it is from."""

import datetime
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.page_bar import Export, day_picker, page_bar, picker
from dashboard.components.sections import empty_state, page_title, source_line
from dashboard.components.shapes import status
from dashboard.figures.plan import STATES, Shown
from dashboard.i18n import _
from dashboard.plan import Asked, Line, title
from dashboard.view import View
from dashboard.words import plan as words

FILTERS = ("at", "known", "by", "goal", "owner", "status", "against", "year", "sort")


def no_plan() -> Component:
    """What stands where no plan has been loaded."""
    return empty_state(
        _("No plan is loaded"),
        _("The city's plan is read once from its reference tables, by etl load."),
    )


def without_plan(view: View, name: str) -> list[Component]:
    """A page of the plan, by its name, where no plan has been loaded."""
    return [page_bar(view, department=False, period=False), page_title(name), no_plan()]


def plan_bar(asked: Asked, pickers: Sequence[Component], files: Sequence[Export]) -> Component:
    """Which report, what else can be chosen on a page of the plan, and what can be taken along."""
    pickers = [report_picker(asked), *pickers]
    return page_bar(asked.view, department=False, period=False, pickers=pickers, exports=files)


def exports(view: View, path: str, table: str, *own: str) -> list[Export]:
    """Files of what is asked for, by the filters of all these pages and those of the page's own."""
    kept = {key: view.address.get(key) for key in (*FILTERS, "activity", "milestone", *own)}
    return [
        Export("Excel", view.address.to(f"{path}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{path}.csv", table=table, **kept)),
    ]


def told(asked: Asked) -> list[Component]:
    """What became of what was just sent."""
    address = asked.view.address
    if fact := asked.said(address.get("said")):
        said = status("good", words.written(fact))
    elif fact := asked.said(address.get("conflict")):
        said = status("watch", words.changed(fact))
    elif address.get("refused"):
        said = status("bad", words.refused(address.get("refused")))
    else:
        return []
    return [html.Div(said, className="notice", role="status")]


def report_picker(asked: Asked) -> Component:
    """As of which report, and known on which day; the latest with all that is known now."""
    days = {day.isoformat(): formats.day_in_words(day) for day in asked.reports}
    latest = _("the latest report") if asked.wanted_known else _("now")
    return html.Div(
        [
            picker("at", _("Plan as known"), {"": latest, **days}, asked.view.address.get("at")),
            *known_picker(asked),
        ],
        className="picker-group",
    )


def known_picker(asked: Asked) -> list[Component]:
    """Until which day of knowing, and that a day in the address is none where it is not."""
    field = day_picker(
        "known",
        _("known on"),
        asked.known_at,
        asked.first_known,
        asked.last_known,
        asked.usually_known,
    )
    if not asked.is_known_refused:
        return [field]
    told = words.known_refused(
        asked.view.address.get("known"), asked.first_known, asked.last_known, asked.known_at
    )
    return [field, html.Div(status("watch", told), className="picker-note", role="status")]


def goal_picker(shown: Shown) -> Component:
    """One goal's activities, or all."""
    return goal_picker_of(shown.asked)


def goal_picker_of(asked: Asked) -> Component:
    """One goal, or all, where a page does not show activities."""
    goals = {id_: title(goal) for id_, goal in asked.shown.register.goals.items()}
    return picker("goal", _("Goal"), {"": _("All"), **goals}, asked.view.address.get("goal"))


def owner_picker(shown: Shown) -> Component:
    """One owner's activities, or all."""
    owners = {line.owner: shown.owner(line) for line in shown.asked.lines}
    ordered = dict(sorted(owners.items(), key=lambda one: one[1]))
    return picker("owner", _("Owner"), {"": _("All"), **ordered}, shown.view.address.get("owner"))


def status_picker(shown: Shown) -> Component:
    """Those of one status, or all."""
    states = {one: formats.capital(words.state(one)) for one in STATES}
    return picker("status", _("Status"), {"": _("All"), **states}, shown.view.address.get("status"))


def against_picker(shown: Shown) -> Component:
    """Which baseline is compared with."""
    options = {"": _("first decided plan"), "current": _("plan in force")}
    return picker("against", _("Compare with"), options, shown.view.address.get("against"))


def source_words(asked: Asked) -> str:
    """Which plan, known until when."""
    return _(
        "Source: action plan, log of the plan to %(day)s. Constructed data.",
        day=formats.day(asked.known_at),
    )


def source(asked: Asked, before: str = "") -> Component:
    """Where the page's figures come from, and how to read them."""
    told = f"{before} {source_words(asked)}".strip()
    return source_line(
        told, _("Report %(day)s, %(facts)s facts", day=formats.day(asked.report_date),
                facts=formats.count(len(asked.facts)))
    )  # fmt: skip


def day_cell(day: datetime.date | None) -> html.Span:
    """A day in a table, never over two lines."""
    return html.Span(formats.day(day), className="day")


def own_rating(line: Line) -> Component | str:
    """What the owner says, and whether the rule says the same."""
    judged = line.judgement
    if judged.self_rating is None:
        if line.is_done:
            return status("done", words.rating("done"))
        return status("waiting", words.rating(None)) if line.is_due else formats.DASH
    shown = status(words.SHAPES[judged.self_rating], words.rating(judged.self_rating))
    if not judged.differs:
        return shown
    return html.Span([shown, html.Span(_("differs"), className="differs")], className="own")


def by_rule(line: Line) -> Component:
    """What the rule says."""
    judged = line.judgement
    return status(words.SHAPES[judged.rating], words.by_rule(judged))
