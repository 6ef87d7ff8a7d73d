"""A sample for audit: lines drawn in proportion to their kronor, each with all its evidence."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats, record
from dashboard.address import Address
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, question_form
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar, picker
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports import sample as exports
from dashboard.exports.tables import Table
from dashboard.figures import evidence as figures
from dashboard.i18n import _, _l, name
from dashboard.opened import FEW_OBJECTS, OpenLine, open_line
from dashboard.queries import reference
from dashboard.rows import Row, rows_of
from dashboard.sampled import Asked, Evidence, Sample
from dashboard.shell import build_hash, built_words, waiting
from dashboard.view import UnknownError, View
from dashboard.words import lines as line_words
from dashboard.words import sample as words

dash.register_page(
    __name__,
    path="/audit/sample",
    name=_l("Sample"),
    order=20,
    group="audit",
    roles=("controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/audit/sample"
FIRST_WANTED, MOST_WANTED = 25, 200
ASKED = ("first", "last", "count", "seed", "service")


@dataclass(frozen=True)
class Desk:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def services(self) -> dict[str, Row]:
        """The services by id."""
        return {row["service_id"]: row for row in rows_of(reference.catalogue(self.view.viewer))}

    @cached_property
    def asked(self) -> Asked:
        """What the address asks for.

        Raises:
            UnknownError: A month, a service or a number that there is not.
        """
        get, view = self.view.address.get, self.view
        service = get("service")
        count = get("count") or str(FIRST_WANTED)
        first = self._month(get("first"), max(view.year_start, view.periods[-1]))
        last = self._month(get("last"), view.period)
        known = not service or service in self.services
        if not known or first > last or not count.isdecimal():
            raise UnknownError
        wanted = min(max(int(count), 1), MOST_WANTED)
        department = view.chosen.id if view.chosen else ""
        return Asked(first, last, department, service, wanted, get("seed").strip())

    def _month(self, key: str, otherwise: datetime.date) -> datetime.date:
        period = formats.period_of_key(key) if key else otherwise
        if period not in self.view.periods:
            raise UnknownError
        return period

    @cached_property
    def sample(self) -> Sample:
        """The draw."""
        return figures.drawn(self.view.viewer, self.asked)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The evidence of every line drawn."""
        ids = [line["line_id"] for line in self.sample.lines]
        return figures.evidence_of(self.view.viewer, self.sample, ids)


def content(view: View) -> Sequence[Component]:
    """What to draw from, the draw, and the evidence of the line that is open."""
    desk = Desk(view)
    sample = desk.sample
    return [
        page_bar(
            view,
            whole_city=True,
            period=False,
            pickers=[_service_picker(desk)],
            exports=_exports(desk) if sample.lines else [],
        ),
        page_title(words.title(sample), words.lead(sample)),
        _form(desk),
        *([_facts(sample), _drawn(desk)] if sample.lines else [_nothing(desk)]),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The draw, its lines, and all that stands behind them."""
    desk = Desk(view)
    if not desk.sample.lines:
        raise UnknownError
    notes = [words.lead(desk.sample), *(f"{term}: {text}" for term, text in _about(desk).items())]
    return exports.sample_tables(desk.sample, desk.evidence, notes)


def package(view: View) -> bytes:
    """The evidence as one file: tables, a page for each line, and a manifest."""
    desk = Desk(view)
    if not desk.sample.lines:
        raise UnknownError
    return exports.sample_package(desk.sample, desk.evidence, _about(desk))


def _about(desk: Desk) -> dict[str, str | int]:
    """All it takes to draw the same lines again, and what the journal was then."""
    asked, draw, verdict = desk.asked, desk.sample.draw, record.verdict(desk.view.viewer)
    if verdict is None:
        raise UnknownError
    return {
        "build": build_hash(),
        "seed": asked.seed,
        "first": formats.period_key(asked.first),
        "last": formats.period_key(asked.last),
        "department": asked.department_id,
        "service": asked.service_id,
        "points": draw.wanted,
        "lines": desk.sample.line_count,
        "total_ore": draw.total_ore,
        "start": draw.start,
        "journal_facts": verdict.facts,
        "journal_head": verdict.head,
        "journal_broken_at": verdict.broken or "",
    }


def _exports(desk: Desk) -> list[Export]:
    kept = {key: desk.view.address.get(key) for key in ASKED}
    to = desk.view.address.to
    return [
        Export(_("Evidence package"), to(f"{EXPORT}.zip", **kept)),
        Export("Excel", to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", to(f"{EXPORT}.csv", **kept)),
    ]


def _service_picker(desk: Desk) -> Component:
    options = {service_id: name(row) for service_id, row in desk.services.items()}
    by_name = dict(sorted(options.items(), key=lambda option: option[1]))
    return picker("service", _("Service"), {"": _("All"), **by_name}, desk.asked.service_id)


def _form(desk: Desk) -> Component:
    asked, address = desk.asked, desk.view.address
    months = {formats.period_key(month): formats.month(month) for month in desk.view.periods}
    fields = [
        Field("first", _("From"), formats.period_key(asked.first), options=months),
        Field("last", _("Through"), formats.period_key(asked.last), options=months),
        Field(
            "count",
            _("How many"),
            str(asked.wanted),
            _("at most %(most)s", most=MOST_WANTED),
            kind="number",
        ),
        Field("seed", _("Seed"), asked.seed, _("any words of your own")),
    ]
    kept = {key: address.get(key) for key in ("department", "service") if address.get(key)}
    return question_form("draw", address.path, fields, _("Draw"), kept)


def _nothing(desk: Desk) -> Component:
    if not desk.sample.line_count:
        return empty_state(
            _("Nothing to draw from"),
            _("Choose other months, another department or another service."),
        )
    return empty_state(
        _("Nothing is drawn yet"),
        _("Write a seed and draw. Nobody but you should know it beforehand."),
    )


def _facts(sample: Sample) -> Component:
    draw = sample.draw
    return fact_row(
        [
            Fact(
                _("Drawn"),
                formats.kronor(sample.drawn_ore),
                notes=[
                    _(
                        "of %(amount)s on %(lines)s",
                        amount=formats.kronor(draw.total_ore),
                        lines=line_words.line_count(sample.line_count),
                    )
                ],
            ),
            Fact(
                _("Points"),
                formats.count(draw.wanted),
                notes=[
                    _(
                        "on %(lines)s: a line of more than the interval can have several",
                        lines=line_words.line_count(len(sample.lines)),
                    )
                ],
            ),
            Fact(
                _("Interval"),
                formats.kronor(words.interval_ore(sample)),
                notes=[_("A line as large as that is always drawn.")],
            ),
        ]
    )


def _drawn(desk: Desk) -> Component:
    heads = [
        Head(_("Line")),
        Head(_("Department and cost centre"), is_extra=True),
        Head(_("Booked month"), is_extra=True),
        Head(_("Points"), is_figure=True, is_extra=True),
        Head(_("Amount, kr"), is_figure=True),
    ]
    title = _("The lines drawn")
    lines = [_line(desk, number, line) for number, line in enumerate(desk.sample.lines, start=1)]
    return section(
        title,
        _("Largest first. Open a line to see its evidence."),
        [
            figure_table(title, heads, lines),
            source_line(_("Source: bill lines, the journal."), built_words()),
        ],
        "drawn",
    )


def _line(desk: Desk, number: int, line: Row) -> Line:
    address, line_id = desk.view.address, line["line_id"]
    is_open = address.get("open") == line_id
    href = address.here(open=None if is_open else line_id)
    shown = f"{formats.count(number)}. {line_words.service_name(line)}"
    return Line(
        [
            [
                opener(shown, href, key_of("line", line_id), is_open=is_open),
                html.Span(line_words.quantity(line), className="under-name"),
            ],
            [
                line["department_name"],
                html.Span(
                    f"{line['cost_centre_id']} {line['cost_centre_name']}", className="under-name"
                ),
            ],
            formats.month(line["period"]),
            formats.count(desk.sample.hits[line_id]),
            formats.amount(line["amount_ore"]),
        ],
        inside=_evidence(desk, line) if is_open else None,
    )


def _evidence(desk: Desk, line: Row) -> Component:
    """The line explained and computed again, its rows, files, decisions, booking and month."""
    (found,) = figures.evidence_of(desk.view.viewer, desk.sample, [line["line_id"]])
    bill = {
        "period": formats.period_key(line["period"]),
        "department": line["department_id"],
        "line": line["line_id"],
    }
    whole_bill = Address("/department/bill", bill)
    export = whole_bill.to("/export/department/bill.csv", line=line["line_id"], table="objects")
    explained = open_line(
        OpenLine(
            whole_bill,
            line,
            figures.month_before(desk.view.viewer, line),
            found.objects[:FEW_OBJECTS],
            found.files,
            export,
        )
    )
    parts = [part for heading, terms in words.sections(found) for part in _terms(heading, terms)]
    to_bill = html.A(_("The line on its bill"), href=whole_bill.here())
    return html.Div(
        [
            explained,
            html.Div(
                [html.H3(_("Files")), _files(found), *parts, html.P(to_bill, className="source")],
                className="explanation",
            ),
        ]
    )


def _terms(heading: str, terms: Sequence[tuple[str, str]]) -> list[Component]:
    listed = [html.Div([html.Dt(term), html.Dd(text)]) for term, text in terms]
    return [html.H3(heading), html.Dl(listed, className="chain")]


def _files(found: Evidence) -> Component:
    heads = [
        Head(_("File")),
        Head(_("Loaded"), is_extra=True),
        Head(_("Accepted"), is_figure=True, is_extra=True),
        Head(_("Rejected"), is_figure=True, is_extra=True),
    ]
    lines = [
        Line(
            [
                [
                    row["file_name"],
                    html.Span(
                        [
                            "sha256 ",
                            html.Code(row["sha256"], className="hash"),
                        ],
                        className="under-name",
                    ),
                    html.Span(
                        "; ".join(
                            words.delivery(each, name(each, "reason") or "")
                            for each in found.deliveries
                            if each["file_name"] == row["file_name"]
                        ),
                        className="under-name",
                    ),
                ],
                formats.moment(row["loaded_at"]),
                formats.count(row["rows_accepted"]),
                formats.count(row["rows_rejected"]),
            ]
        )
        for row in found.files
    ]
    return figure_table(_("Files"), heads, lines)
