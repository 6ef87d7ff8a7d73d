"""The plan in and out of files: what a file would change, taken in whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, clock, exchange, formats, session
from dashboard.components.forms import Field, FileInput, decision_form, file_form
from dashboard.components.page_bar import Export
from dashboard.components.sections import page_title, section
from dashboard.components.shapes import Status, status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exchange import TABLES, Change, FieldValue, Offer
from dashboard.exports import exchange as files
from dashboard.exports.tables import Table
from dashboard.i18n import _, _l
from dashboard.plan import Asked
from dashboard.plan_parts import plan_bar, source, without_plan
from dashboard.shell import waiting
from dashboard.view import UnknownError, View
from dashboard.words import exchange as words
from dashboard.words import plan as plan_words

PATH = "/strategy/exchange"
EXPORT = "/export/strategy/exchange"
DECIDE = "/decide"
OFFER = "/offer/plan"
ACCEPTED_FORMS = ".csv,.xlsx,.xml"
#: So many faults are told one by one.
MOST_FAULTS = 200
SHAPES: Mapping[str, Status] = {"new": "good", "moved": "watch", "changed": "waiting"}
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Import and export"),
    order=50,
    group="strategy",
    roles=("board", "strategist", "owner", "controller", "auditor"),
    layout=waiting,
)


@dataclass(frozen=True)
class Desk:
    """The plan, and the file in the address held against it."""

    asked: Asked

    @property
    def view(self) -> View:
        """What the page is asked for."""
        return self.asked.view

    @property
    def may_accept(self) -> bool:
        """Whether the reader may take a file in, here and now."""
        return self.asked.is_now and access.may(self.view.viewer, exchange.ACCEPT)

    @cached_property
    def offer(self) -> Offer | None:
        """The file; none for who may not take one in."""
        sha256 = self.view.address.get("file")
        if not sha256 or not self.may_accept:
            return None
        return exchange.offer(self.view.viewer, sha256, self.asked.plan, clock.today())

    @property
    def seen(self) -> int:
        """Number of the last word of the plan that the reader has seen."""
        return max(self.asked.plan.last.values(), default=0)


def content(view: View) -> Sequence[Component]:
    """What became of a file, what it would change, and the ways in and out."""
    asked = Asked(view)
    if not asked.reports:
        return without_plan(view, _("Import and export"))
    desk = Desk(asked)
    bar = plan_bar(asked, [], [Export("Excel", _file(desk, "xlsx"))])
    return [
        bar,
        page_title(*_title(desk)),
        *_told(desk),
        *(_offered(desk, desk.offer) if desk.offer else []),
        *([_send(desk)] if desk.may_accept else []),
        _take_along(desk),
        *([_form_of_files(desk)] if desk.may_accept else []),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The whole plan as tables that can be taken in again."""
    return files.plan_tables(_asked(view).shown)


def project(view: View) -> bytes:
    """The whole plan as a file of Microsoft Project."""
    return files.project(_asked(view).shown)


def calendar(view: View) -> bytes:
    """The milestones as a calendar."""
    return files.calendar(_asked(view).shown)


def _asked(view: View) -> Asked:
    asked = Asked(view)
    if not asked.reports:
        raise UnknownError
    return asked


def _title(desk: Desk) -> tuple[str, str]:
    if desk.offer:
        return words.offered_title(desk.offer.name, desk.offer.found), _(
            "Nothing is written until you have said yes, and then all of it or nothing. What a "
            "file does not say is left as it is."
        )
    if desk.may_accept:
        return _("Take a plan in from a file, or take it along"), _(
            "A file is held against the plan and the differences are shown before anything is "
            "written."
        )
    return _("Take the plan along"), _(
        "The whole plan as it was known on the day chosen, for a spreadsheet, a planning program "
        "or a calendar."
    )


def _told(desk: Desk) -> list[Component]:
    """What became of what was just sent."""
    address = desk.view.address
    if fact := desk.asked.imported(address.get("said")):
        told = status("good", words.taken_in(fact))
    elif fact := desk.asked.said(address.get("conflict")):
        told = status("watch", words.changed(fact, plan_words.by(fact.who)))
    elif address.get("refused"):
        told = status("bad", words.refused(address.get("refused")))
    elif address.get("file") and desk.may_accept and desk.offer is None:
        told = status("bad", words.refused("unknown"))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


# --- what a file would change -----------------------------------------------------------------


def _offered(desk: Desk, offer: Offer) -> list[Component]:
    parts = []
    if offer.found.faults:
        parts.append(_faults(desk, offer))
    if offer.found.changes:
        parts.append(_changes(desk, offer))
    if offer.found.changes and not offer.found.faults:
        parts.append(_accept(desk, offer))
    if offer.found.missing or offer.document.unread:
        parts.append(_left(desk, offer))
    return parts


def _faults(desk: Desk, offer: Offer) -> Component:
    faults = offer.found.faults
    heads = [Head(_("Where")), Head(_("Column")), Head(_("Why")), Head(_("Stands there"))]
    lines = [
        Line(
            [
                words.place(one.place),
                _column(one.column) if one.column else formats.DASH,
                html.Span(words.reason(one), className="reason"),
                html.Span(one.found or formats.DASH, className="reason"),
            ]
        )
        for one in faults[:MOST_FAULTS]
    ]
    more = (
        [html.P(_("And %(number)s more.", number=formats.count(len(faults) - MOST_FAULTS)))]
        if len(faults) > MOST_FAULTS
        else []
    )
    title = _("What cannot be taken in")
    return section(
        title,
        _("Put it right in the file, and send the file again."),
        [figure_table(title, heads, lines), *more, source(desk.asked)],
        "faults",
    )


def _column(name: str) -> list[str | Component]:
    """A column by what it holds, and by its heading in the file."""
    shown = words.column(name)
    return [shown] if shown == name else [shown, html.Span(name, className="under-name")]


def _under(name: str) -> list[str | Component]:
    return [html.Span(words.column(name), className="under-name")]


def _changes(desk: Desk, offer: Offer) -> Component:
    heads = [
        Head(_("What")),
        Head(_("Difference")),
        Head(_("In the plan")),
        Head(_("In the file")),
        Head(_("Where"), is_extra=True),
    ]
    lines = [line for one in offer.found.changes for line in _lines(desk, one)]
    title = _("What the file changes")
    return section(
        title,
        _("Row by row, against the plan as it stands. A decided day that is moved is a new "
          "baseline; the earlier one stays to be compared with."),
        [figure_table(title, heads, lines), source(desk.asked)],
        "changes",
    )  # fmt: skip


def _lines(desk: Desk, one: Change) -> list[Line]:
    """A line for each column that differs."""
    name: list[str | Component] = [
        one.row.id.replace(">", " → "),
        html.Span(f"{words.one_of(one.row.table)}{_name(desk, one)}", className="under-name"),
    ]
    return [
        Line(
            [
                name,
                [status(SHAPES[one.kind], words.kind(one.kind)), *_under(field.column)],
                _value(field.column, field.before),
                _value(field.column, field.after),
                words.place(one.row.place),
            ]
        )
        for field in one.fields
    ]


def _value(column: str, told: FieldValue | None) -> Component:
    look = "day" if words.is_day(told) else "reason"
    return html.Span(words.value(column, told), className=look)


def _name(desk: Desk, one: Change) -> str:
    """What it is called, where the plan has it."""
    register = desk.asked.plan.register
    found = register.activities.get(one.row.id) or register.milestones.get(one.row.id)
    return f": {found.title_sv}" if found else ""


def _accept(desk: Desk, offer: Offer) -> Component:
    """The decision: why, and who decided new days."""
    is_decided = any(kind == "baseline" for one in offer.found.changes for kind, _day in one.days)
    fields = [
        *([Field("decided_by", plan_words.field("decided_by"))] if is_decided else []),
        Field("why", plan_words.field("why"), is_prose=True),
    ]
    hidden = {
        "csrf_token": session.csrf_token(),
        "file": offer.sha256,
        "digest": offer.found.digest,
        "seen": str(desk.seen),
        "report": desk.asked.telling.isoformat(),
    }
    button = _("Take all of it in")
    form = decision_form("accept", f"{DECIDE}/{exchange.ACCEPT}", fields, button, hidden)
    return section(
        _("Take in %(counts)s", counts=words.counts(offer.found.changes)),
        _(
            "What is written stays, with your role, the time, the reason and the file, in the "
            "report of %(day)s.",
            day=formats.day(desk.asked.telling),
        ),
        [html.Div(html.Div(form, className="decision-box"), className="decisions")],
        "accept",
    )


def _left(desk: Desk, offer: Offer) -> Component:
    """What the file does not name, and what in it is not read."""
    missing, unread = offer.found.missing, offer.document.unread
    of_table = {
        table: [id_.replace(">", " → ") for name, id_ in missing if name == table]
        for table, _id in missing
    }
    heads = [Head(_("Table")), Head(_("How many"), is_figure=True), Head(_("Which"))]
    lines = [
        Line([words.table(table), formats.count(len(ids)), ", ".join(ids)])
        for table, ids in of_table.items()
    ]
    title = words.missing_title(len(missing)) if missing else _("Not read")
    not_read = (
        [html.P(_("Nothing is read from: %(names)s.", names=", ".join(unread)))] if unread else []
    )
    table = [figure_table(title, heads, lines)] if lines else []
    sub = _("A file takes nothing away: not with a row left out, nor with an empty cell.")
    return section(title, sub, [*table, *not_read, source(desk.asked)], "left")


# --- in and out -------------------------------------------------------------------------------


def _send(desk: Desk) -> Component:
    form = file_form(
        OFFER,
        _("CSV, Excel (.xlsx) or Microsoft Project (.xml), at most 2 MB"),
        FileInput("plan-file", "file", ACCEPTED_FORMS),
        _("Show the differences"),
        session.csrf_token(),
    )
    again = desk.offer is not None
    return section(
        _("Send another file") if again else _("Send a file"),
        _("Nothing is changed by sending it."),
        [html.Div(html.Div(form, className="decision-box"), className="decisions")],
        "send",
    )


def _file(desk: Desk, kind: str, **chosen: str) -> str:
    return desk.view.address.to(f"{EXPORT}.{kind}", **chosen)


def _take_along(desk: Desk) -> Component:
    """Every form the plan can be taken along in."""
    heads = [Head(_("File")), Head(_("Can be taken in again"))]
    yes = _("yes")
    lines = [
        _way("Excel", _file(desk, "xlsx"),
             _("three sheets: activities, milestones and dependencies"), yes),
        *(
            _way(f"CSV, {words.table(table).lower()}", _file(desk, "csv", table=table),
                 _("one table; semicolons, decimal comma"), yes)
            for table in TABLES
        ),
        _way("Microsoft Project (XML)", _file(desk, "xml"),
             _("outline, baseline, links with lag and the calendar with Swedish holidays; opens in "
               "Microsoft Project and ProjectLibre"), yes),
        _way("iCalendar", _file(desk, "ics"),
             _("every milestone as a whole day, for a calendar"), _("no")),
    ]  # fmt: skip
    title = _("Take the whole plan along")
    sub = _("As known %(day)s: choose another report above.", day=formats.day(desk.asked.known_at))
    return section(title, sub, [figure_table(title, heads, lines), source(desk.asked)], "files")


def _way(name: str, href: str, holds: str, again: str) -> Line:
    """A file, what it holds, and whether it can be taken in again."""
    link = html.A(name, href=href, className="way-in", download="")
    return Line([[link, html.Span(holds, className="under-name")], again])


def _form_of_files(desk: Desk) -> Component:
    """Which columns are read, as their headings must be."""
    heads = [Head(_("Headings"))]
    lines = [
        Line([[words.table(table), html.Span(words.headings(names), className="under-name")]])
        for table, names in exchange.columns().items()
    ]
    title = _("Headings that are read")
    return section(
        title,
        _("In any order; those left out are left as they are. Days as 2008-08-31, several ids "
          "with | between. In Microsoft Project an activity or a milestone has its id in Text1."),
        [figure_table(title, heads, lines), source(desk.asked)],
        "headings",
    )  # fmt: skip
