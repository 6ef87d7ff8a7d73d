"""The processing history: what people decided, which files came and which builds were published."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats, record
from dashboard.components.attributes import aria
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, question_form
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar, picker
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.switches import Choice, view_switch
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.log import facts_table, log_table
from dashboard.exports.tables import Table
from dashboard.figures.log import PARTS, Entry, Filter, Part, log, prefix
from dashboard.i18n import _, _l, name
from dashboard.queries import control, reference
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, page_at, waiting
from dashboard.view import UnknownError, View
from dashboard.words import log as words
from dashboard.words.control import outcome

dash.register_page(
    __name__,
    path="/audit/log",
    name=_l("Processing history"),
    order=10,
    group="audit",
    roles=("controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/audit/log"
AT_A_TIME = 50
FILTERS = ("part", "kind", "who", "subject", "first", "last")
#: Where what an entry is about is decided or shown, and the parameter that names it there.
PLACES = {
    "price_list": ("/control/prices", "list"),
    "period": ("/control/period", "period"),
    "content": ("/control/loads", ""),
    "mending": ("/control/mending", ""),
    "settlement": ("/reference/services", ""),
    "scenario": ("/strategy/simulator", ""),
    "file": ("/control/loads", ""),
}


@dataclass(frozen=True)
class Log:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def verdict(self) -> record.Verdict:
        """The chain as it is found now.

        Raises:
            UnknownError: The reader has no right to the journal.
        """
        found = record.verdict(self.view.viewer)
        if found is None:
            raise UnknownError
        return found

    @cached_property
    def everything(self) -> list[Entry]:
        """All entries, newest first."""
        viewer = self.view.viewer
        return log(
            record.facts(viewer), rows_of(control.deliveries(viewer)), record.published(viewer)
        )

    @cached_property
    def filter(self) -> Filter:
        """What the address asks for."""
        get = self.view.address.get
        asked: Sequence[Part] = [part for part in PARTS if part == get("part")]
        return Filter(
            asked or PARTS,
            get("kind"),
            get("who"),
            get("subject"),
            _day(get("first")),
            _day(get("last")),
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """Those asked for."""
        return [entry for entry in self.everything if self.filter.lets_through(entry)]

    @cached_property
    def last_page(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.entries) // AT_A_TIME))

    @cached_property
    def page(self) -> int:
        """The page asked for, as far as there are pages."""
        asked = self.view.address.get("page", "1")
        return min(max(int(asked), 1), self.last_page) if asked.isdecimal() else 1

    @cached_property
    def services(self) -> dict[str, str]:
        """Names of services by id."""
        rows = rows_of(reference.catalogue(self.view.viewer))
        return {row["service_id"]: name(row) for row in rows}

    def said(self, entry: Entry) -> str:
        """What an entry says."""
        if isinstance(entry.said, record.Fact):
            service_id = str(entry.said.body.get("service_id", ""))
            return words.said(entry.said, self.services.get(service_id, service_id))
        if isinstance(entry.said, record.Published):
            manifest = entry.said.manifest
            return words.published(manifest.content_hash, is_served=entry.said.is_served)
        return words.delivered(entry.said["outcome"], self.why(entry))

    @staticmethod
    def why(entry: Entry) -> str:
        """The reason a person gave; of a delivery what the program said."""
        if isinstance(entry.said, record.Fact):
            return entry.said.why
        return "" if isinstance(entry.said, record.Published) else name(entry.said, "reason") or ""


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def content(view: View) -> Sequence[Component]:
    """Whether the chain holds, and the entries that are asked for."""
    asked = Log(view)
    return [
        page_bar(
            view, department=False, period=False, pickers=_pickers(asked), exports=_exports(view)
        ),
        page_title(
            words.title(asked.verdict),
            _(
                "What people decided, which files came and which builds were published. Nothing "
                "here is ever changed or taken away; all times are UTC."
            ),
        ),
        _chain(asked),
        _entries(asked),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The entries asked for, and the facts among them as they are sealed."""
    asked = Log(view)
    notes = [_head_words(asked.verdict), built_words()]
    facts = [entry.fact for entry in asked.entries if entry.fact]
    return {
        "log": log_table(asked.entries, asked.said, asked.why, notes),
        "facts": facts_table(facts, notes),
    }


def _exports(view: View) -> list[Export]:
    kept = {key: view.address.get(key) for key in FILTERS}
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", **kept)),
        Export(_("CSV, facts"), view.address.to(f"{EXPORT}.csv", table="facts", **kept)),
    ]


def _pickers(asked: Log) -> list[Component]:
    """Kind, subject and person: those there are."""
    found = [entry for entry in asked.everything if entry.part in asked.filter.parts]
    kinds = {entry.kind: words.kind(entry.kind) for entry in found}
    people = {entry.who: entry.who for entry in found}
    subjects = {
        sort: words.sort_of_subject(sort) for sort in {prefix(entry.subject) for entry in found}
    }
    chosen = asked.filter
    if chosen.subject and chosen.subject not in subjects:
        subjects[chosen.subject] = words.subject(chosen.subject)
    return [
        _picker("kind", _("Kind"), kinds, chosen.kind),
        _picker("subject", _("Subject"), subjects, chosen.subject),
        _picker("who", _("Who"), people, chosen.who),
    ]


def _picker(parameter: str, label: str, options: Mapping[str, str], chosen: str) -> Component:
    by_name = dict(sorted(options.items(), key=lambda option: option[1]))
    return picker(parameter, label, {"": _("All"), **by_name}, chosen)


def _chain(asked: Log) -> Component:
    """The chain verified now, its head, and a place to hold a head from paper against it."""
    verdict = asked.verdict
    newest = next((entry for entry in asked.everything if entry.part == "decisions"), None)
    facts = fact_row(
        [
            Fact(
                _("The chain, verified now"),
                formats.capital(words.chain_state(verdict)),
                notes=[_("Every hash computed again from what stands in the journal.")],
                status="good" if verdict.broken is None else "bad",
            ),
            Fact(
                _("Facts"),
                formats.count(verdict.facts),
                notes=[_("Latest %(at)s.", at=formats.moment(newest.at))] if newest else [],
            ),
            Fact(
                _("Head"),
                formats.short_id(verdict.head),
                notes=[html.Code(verdict.head, className="hash")],
            ),
        ]
    )
    address = asked.view.address
    kept = {key: address.get(key) for key in FILTERS if address.get(key)}
    field = Field("head", _("Hash on a paper"), address.get("head"), _("at least 12 signs"))
    form = question_form("head", address.path, [field], _("Hold it against the chain"), kept)
    return html.Div([facts, form, *_told_of_head(asked)])


def _told_of_head(asked: Log) -> list[Component]:
    head = asked.view.address.get("head").strip()
    if not head:
        return []
    place = record.place_of(asked.view.viewer, head)
    told = words.head_found(head, place, asked.verdict.facts)
    shape = status("bad" if place is None else "good", told)
    return [html.Div(shape, className="notice", role="status")]


def _head_words(verdict: record.Verdict) -> str:
    return _(
        "Journal: %(count)s facts, head %(head)s, the chain %(state)s.",
        count=formats.count(verdict.facts),
        head=verdict.head,
        state=words.chain_state(verdict),
    )


def _entries(asked: Log) -> Component:
    title = words.shown(len(asked.entries), len(asked.everything))
    sub = _("Newest first. Open an entry to see all that stands in it.")
    table = [_table(asked, title), _pages(asked)] if asked.entries else [_nothing(asked)]
    source = source_line(
        _("Source: the journal, the register of files, the builds' manifests."), built_words()
    )
    return section(title, sub, [_days(asked), *table, source], "entries", aside=_switch(asked))


def _switch(asked: Log) -> Component:
    address, chosen = asked.view.address, asked.view.address.get("part", "all")
    return view_switch(
        [
            Choice(
                words.part(part),
                address.here(
                    part=None if part == "all" else part,
                    kind=None,
                    subject=None,
                    who=None,
                    page=None,
                    open=None,
                ),
                f"part-{part}",
                part == chosen,
            )
            for part in ("all", *PARTS)
        ],
        _("Part of the log"),
    )


def _days(asked: Log) -> Component:
    """The days something was written down, from and to."""
    address = asked.view.address
    fields = [
        Field("first", _("From"), address.get("first"), kind="date"),
        Field("last", _("Through"), address.get("last"), kind="date"),
    ]
    kept = {key: address.get(key) for key in ("part", "kind", "who", "subject") if address.get(key)}
    return question_form("days", address.path, fields, _("Show these days"), kept)


def _nothing(asked: Log) -> Component:
    return empty_state(
        _("No entry is like that"),
        _("Choose other days, or leave a filter out."),
        html.A(_("Show everything"), href=asked.view.address.path),
    )


def _table(asked: Log, caption: str) -> Component:
    heads = [
        Head(_("What")),
        Head(_("Subject")),
        Head(_("Who"), is_extra=True),
        Head(_("Why"), is_extra=True),
        Head(_("For when"), is_extra=True),
        Head(_("Fact"), is_figure=True, is_extra=True),
    ]
    first = (asked.page - 1) * AT_A_TIME
    lines = [_line(asked, entry) for entry in asked.entries[first : first + AT_A_TIME]]
    return figure_table(caption, heads, lines)


def _line(asked: Log, entry: Entry) -> Line:
    is_open = asked.view.address.get("open") == entry.key
    href = asked.view.address.here(open=None if is_open else entry.key)
    key = key_of("entry", entry.key)
    when = f"{formats.moment(entry.at)} · {asked.said(entry)}"
    return Line(
        [
            [
                opener(words.kind(entry.kind), href, key, is_open=is_open),
                html.Span(when, className="under-name"),
            ],
            _subject(asked, entry),
            [entry.who, html.Span(words.role(entry.role), className="under-name")]
            if entry.fact
            else words.role(entry.role),
            entry.fact.why if entry.fact else formats.DASH,
            html.Span(formats.day(entry.valid_from), className="nowrap"),
            [
                formats.count(entry.fact.seq),
                html.Span(formats.short_id(entry.fact.hash), className="under-name"),
            ]
            if entry.fact
            else formats.DASH,
        ],
        inside=_inside(asked, entry) if is_open else None,
    )


def _subject(asked: Log, entry: Entry) -> Component:
    """What an entry is about, as a link to where it acts."""
    told = words.subject(entry.subject)
    sort, _colon, id_ = entry.subject.partition(":")
    path, parameter = PLACES.get(sort, ("", ""))
    if not path or not page_at(path, asked.view.viewer.role):
        return html.Span(told)
    named = {parameter: id_[:7] if sort == "period" else id_} if parameter else {}
    return html.A(told, href=asked.view.address.to(path, **named))


def _inside(asked: Log, entry: Entry) -> Component:
    """All that stands in an entry, word by word."""
    terms = [html.Div([html.Dt(term), html.Dd(text)]) for term, text in _terms(entry)]
    same = link_here(
        _("Everything about %(subject)s", subject=words.subject(entry.subject)),
        asked.view.address.here(subject=entry.subject, open=None, page=None),
        "same-subject",
    )
    return html.Div(
        [
            html.P(f"{words.kind(entry.kind)}: {asked.said(entry)}", className="sentence"),
            html.Dl(terms, className="chain"),
            html.P(same, className="source"),
        ],
        className="explanation",
    )


def _terms(entry: Entry) -> list[tuple[str, str | Component]]:
    written = (_("Written down"), words.utc(entry.at))
    if isinstance(entry.said, record.Fact):
        return [written, *_fact_terms(entry.said)]
    if isinstance(entry.said, record.Published):
        return [written, *_build_terms(entry.said)]
    return [written, *_delivery_terms(entry.said)]


def _fact_terms(fact: record.Fact) -> list[tuple[str, str | Component]]:
    return [
        (_("Who"), f"{fact.who}, {words.role(fact.role)}"),
        (_("Why"), fact.why),
        (_("For when"), formats.day(fact.valid_from)),
        (_("Subject"), fact.subject),
        (_("Kind"), fact.kind),
        *words.fields(fact.body),
        (_("Hash of the fact before"), html.Code(fact.previous_hash, className="hash")),
        (
            _("Hash of fact %(number)s", number=formats.count(fact.seq)),
            html.Code(fact.hash, className="hash"),
        ),
    ]


def _build_terms(build: record.Published) -> list[tuple[str, str | Component]]:
    manifest = build.manifest
    return [
        (_("Build"), manifest.build_id),
        (_("Tables"), formats.count(len(manifest.tables))),
        (_("Bytes"), formats.count(manifest.size)),
        (_("Content"), html.Code(manifest.content_hash, className="hash")),
        (_("sha256 of the file"), html.Code(manifest.sha256, className="hash")),
    ]


def _delivery_terms(row: Row) -> list[tuple[str, str | Component]]:
    return [
        (_("File"), row["file_name"]),
        (_("Outcome"), outcome(row["outcome"])),
        (_("Reason"), name(row, "reason") or formats.DASH),
        (_("sha256 of the file"), html.Code(row["sha256"], className="hash")),
    ]


def _pages(asked: Log) -> Component:
    """Newer and older entries, where they are more than one page holds."""
    here, last, address = asked.page, asked.last_page, asked.view.address
    if last == 1:
        return html.Div()
    where = _("Page %(page)s of %(last)s", page=formats.count(here), last=formats.count(last))
    newer = [html.A(_("Newer"), href=address.here(page=str(here - 1), open=None), rel="prev")]
    older = [html.A(_("Older"), href=address.here(page=str(here + 1), open=None), rel="next")]
    parts: list[str | Component] = [
        where,
        *(newer if here > 1 else []),
        *(older if here < last else []),
    ]
    return html.Nav(
        [html.Span(part) for part in parts], className="paging", **aria(label=_("Pages"))
    )
