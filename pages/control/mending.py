"""Mendings: what nobody pays for, what can be said of it, what it would do, and what was said."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, decide, formats, session
from dashboard.code_mendings import EVERY as EVERY_CODE
from dashboard.code_mendings import OPENED as CODE_OPENED
from dashboard.code_mendings import code_section
from dashboard.components.forms import Field, decision_form, question_form
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import Status, status
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.control import rejects_table
from dashboard.exports.mending import mendings_table, subjects_table
from dashboard.exports.tables import Table
from dashboard.figures.mending import MonthEffect, effect, key_of_subject
from dashboard.i18n import _, _l, name, ngettext
from dashboard.queries import control, frame
from dashboard.queries import mending as queries
from dashboard.rows import Row, first_of, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import UnknownError, View
from dashboard.words import control as control_words
from dashboard.words import mending as words

dash.register_page(
    __name__,
    path="/control/mending",
    name=_l("Mendings"),
    order=25,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

PATH = "/control/mending"
EXPORT = "/export/control/mending"
DECIDE = "/decide"
FEW = 12
FEW_FILES = 6
FEW_MONTHS = 12
MOST_REJECTS = 50
#: What stands in the address of what is opened or was just sent.
OPENED = ("mend", "target", "valid_from", "valid_until", "open", "file", CODE_OPENED)
TOLD = ("said", "refused", "conflict", "field")


@dataclass(frozen=True)
class Bench:
    """What can be mended and what was, asked for once."""

    view: View

    @cached_property
    def subjects(self) -> list[Row]:
        """All that nobody pays for, dearest first."""
        return rows_of(queries.subjects(self.view.viewer))

    @cached_property
    def asked_for(self) -> list[Row]:
        """Those of one row of the work list, else all."""
        parts = [self.view.address.get(part) for part in ("source", "service", "reason")]
        if not all(parts):
            return self.subjects
        found = rows_of(queries.subjects_of(self.view.viewer, self.view.period, *parts))
        keys = {key_of_subject(row) for row in found}
        return [row for row in self.subjects if key_of_subject(row) in keys]

    @cached_property
    def chosen(self) -> str:
        """The subject that stands open.

        Raises:
            UnknownError: There is no such subject, nor was any of that name just mended.
        """
        key = self.view.address.get("mend")
        known = {key_of_subject(row) for row in self.subjects}
        if key and key not in known:
            raise UnknownError
        return key

    @cached_property
    def mendings(self) -> decide.Mendings:
        """Every mending, withdrawn ones too."""
        return decide.mended(self.view.viewer)

    @cached_property
    def just_mended(self) -> frozenset[tuple[str, str]]:
        """Way and subject of the mendings that wait for the next run."""
        found = self.mendings.in_force()
        return frozenset((one.way, one.subject) for one in found if one.seq > self.journal_seq)

    @cached_property
    def facts(self) -> list[decide.Fact]:
        """All that was said, newest first."""
        return decide.mending_facts(self.view.viewer)

    @cached_property
    def names(self) -> dict[str, str]:
        """Departments and cost centres by id, as they are called last."""
        viewer = self.view.viewer
        found = {
            row["cost_centre_id"]: f"{row['cost_centre_id']} {row['name_sv']}"
            for row in rows_of(queries.cost_centres(viewer))
        }
        return found | {row["department_id"]: name(row) for row in self.departments}

    @cached_property
    def departments(self) -> list[Row]:
        """Every department."""
        return rows_of(queries.departments(self.view.viewer))

    @cached_property
    def journal_seq(self) -> int:
        """Up to which fact the build shown has obeyed the journal."""
        head = first_of(queries.journal_head(self.view.viewer))
        return head["seq"] if head else 0

    def may(self, act: str) -> bool:
        """Whether the reader may say that."""
        return access.may(self.view.viewer, act)

    def here(self, **changes: str | None) -> str:
        """This page with nothing told and nothing opened but these."""
        shut: dict[str, str | None] = dict.fromkeys((*OPENED, *TOLD))
        return self.view.address.here(**{**shut, **changes})

    def said_of(self, fact: decide.Fact) -> str:
        """What a fact says."""
        seq = fact.body.get("mending", fact.seq)
        return words.said(fact, self.mendings.all.get(seq), self.names)


def content(view: View) -> Sequence[Component]:
    """What can be mended, what a source must send anew, and what was said."""
    bench = Bench(view)
    mendable = [row for row in bench.subjects if row["way"] != "source"]
    ore = sum(row["amount_ore"] for row in mendable)
    return [
        page_bar(view, department=False, period=False, exports=_exports(bench)),
        page_title(words.title(len(mendable), ore), words.lead()),
        *_told(bench),
        *_waiting_files(bench),
        _subjects(bench),
        *_codes(bench),
        _history(bench),
        *_rejected(bench),
    ]


def _codes(bench: Bench) -> list[Component]:
    """What stops the booking, and what can be said of it."""
    may, address = bench.may("mending.activity"), bench.view.address
    return code_section(
        rows_of(queries.code_strings(bench.view.viewer)),
        address.get(CODE_OPENED),
        lambda one: bench.here(**{CODE_OPENED: one}),
        bench.mendings if may else None,
        bench.names,
        None if address.get(EVERY_CODE) else address.here(**{EVERY_CODE: "all"}),
    )


def tables(view: View) -> Mapping[str, Table]:
    """What can be mended, every mending, and every rejected row."""
    bench = Bench(view)
    notes = [_("Source: use without an owner, and the journal."), built_words()]
    return {
        "subjects": subjects_table(bench.subjects, notes),
        "mendings": mendings_table(
            sorted(bench.mendings.all.values(), key=lambda one: -one.seq),
            bench.names,
            bench.journal_seq,
            notes,
        ),
        "rejects": rejects_table(rows_of(control.all_rejects(view.viewer)), notes),
    }


def _exports(bench: Bench) -> list[Export]:
    to = bench.view.address.to
    return [
        Export("Excel", to(f"{EXPORT}.xlsx")),
        Export(_("CSV, mendings"), to(f"{EXPORT}.csv", table="mendings")),
    ]


def _told(bench: Bench) -> list[Component]:
    """What became of what was just sent."""
    address = bench.view.address
    facts = {str(fact.seq): fact for fact in bench.facts}
    if fact := facts.get(address.get("said")):
        told = status("good", words.written(bench.said_of(fact)))
    elif fact := facts.get(address.get("conflict")):
        told = status("watch", words.changed(fact, bench.said_of(fact)))
    elif address.get("refused"):
        told = status("bad", words.refused(address.get("refused"), address.get("field")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


# --- what can be mended -----------------------------------------------------------------------


def _subjects(bench: Bench) -> Component:
    rows = bench.asked_for
    title = _("What can be mended")
    if not rows:
        return empty_state(_("Nothing to mend"), _("All that is counted has a payer."))
    shows_all = bool(bench.view.address.get("all")) or len(rows) <= FEW
    shown = rows if shows_all else [r for r in rows if r in rows[:FEW] or _is_open(bench, r)]
    heads = [
        Head(_("Name, object or code")),
        Head(_("Source"), is_extra=True),
        Head(_("Objects"), is_figure=True),
        Head(_("Months"), is_figure=True, is_extra=True),
        Head(_("Kr in all"), is_figure=True),
    ]
    lines = [_subject_line(bench, row) for row in shown]
    rest = len(rows) - len(shown)
    more = (
        [html.P(link_here(_more(rest), bench.view.address.here(all="yes"), "all-subjects"))]
        if rest
        else []
    )
    if rows is not bench.subjects:
        back = bench.here(source=None, service=None, reason=None)
        more.append(html.P(link_here(_("Show all that can be mended"), back, "every-subject")))
    return section(
        title,
        _("Dearest first, over all months. Choose one to say what it means."),
        [figure_table(title, heads, lines), *more, _source(bench)],
        "subjects",
    )


def _more(rest: int) -> str:
    return ngettext("Show one more", "Show %(num)s more", rest)


def _is_open(bench: Bench, row: Row) -> bool:
    return bench.chosen == key_of_subject(row)


def _subject_line(bench: Bench, row: Row) -> Line:
    key, is_open = key_of_subject(row), _is_open(bench, row)
    href = bench.here(mend=None if is_open else key)
    under = words.way(row["way"])
    if row["way"] == "owner":
        under = f"{words.object_kind(row['object_kind'])}: {control_words.reason(row['reason'])}"
    is_mended = (row["way"], _subject_of(row)) in bench.just_mended
    told: list[str | Component] = [under]
    if is_mended:
        told += [" ", status("waiting", _("mended, waits for the next run"))]
    return Line(
        [
            [
                opener(row["written"], href, key_of("mend", key), is_open=is_open),
                html.Span(told, className="under-name"),
            ],
            control_words.source(row["source_id"]),
            formats.count(row["objects"]),
            formats.count(row["months"]),
            formats.whole_amount(row["amount_ore"]),
        ],
        inside=_mend(bench, row) if is_open else None,
    )


def _subject_of(row: Row) -> str:
    """The subject as a mending names it."""
    return f"{row['object_kind']}:{row['subject']}" if row["way"] == "owner" else row["subject"]


def _mend(bench: Bench, row: Row) -> Component:
    """The forms of one subject: first what it would do, then saying it."""
    months = rows_of(
        queries.months(bench.view.viewer, row["way"], row["object_kind"], row["subject"])
    )
    if row["way"] == "source":
        sentence = _("Its source tells nothing a mending could be said of: it must send it anew.")
        return html.Div(html.P(sentence, className="sentence"), className="explanation")
    first, last = formats.month(row["first_period"]), formats.month(row["last_period"])
    sentence = _("Nobody has paid for it from %(first)s to %(last)s.", first=first, last=last)
    parts: list[Component] = [html.P(sentence, className="sentence")]
    if not bench.may(f"mending.{row['way']}"):
        return html.Div([*parts, _months_table(effect_of_all(months))], className="explanation")
    parts.append(_ask_form(bench, row))
    days = _days_asked(bench)
    if days is None:
        parts += [*_days_wrong(bench), _months_table(effect_of_all(months))]
    else:
        parts += _preview(bench, row, effect(months, *days))
    return html.Div(parts, className="explanation")


def effect_of_all(months: Sequence[Row]) -> list[MonthEffect]:
    """Every month of a subject, as if it were mended from the first on."""
    return effect(months, datetime.date.min, formats.OPEN_END)


def _days_asked(bench: Bench) -> tuple[datetime.date, datetime.date] | None:
    """The days in the address, once they and what is meant are filled in."""
    address = bench.view.address
    try:
        first = datetime.date.fromisoformat(address.get("valid_from"))
        until = datetime.date.fromisoformat(address.get("valid_until", str(formats.OPEN_END)))
    except ValueError:
        return None
    return (first, until) if address.get("target") and first < until else None


def _days_wrong(bench: Bench) -> list[Component]:
    """That what was asked for has no days, where something was asked for."""
    if not bench.view.address.get("target"):
        return []
    told = _("Nothing to show: the first day is missing, or the last lies before it.")
    return [html.P(status("watch", told), role="status")]


def _ask_form(bench: Bench, row: Row) -> Component:
    """Asked with the address, so that what it would do can be seen, shared and gone back to."""
    address = bench.view.address
    fields = [
        Field(
            "target",
            words.target(row["way"]),
            address.get("target"),
            options=_targets(bench, row["way"]),
            unchosen=_("Choose"),
            is_wide=True,
        ),
        Field(
            "valid_from",
            words.field_name("valid_from"),
            address.get("valid_from") or str(row["first_period"]),
            kind="date",
        ),
        Field(
            "valid_until",
            words.field_name("valid_until"),
            address.get("valid_until"),
            _("empty: as long as it exists"),
            kind="date",
        ),
    ]
    kept = ("period", "source", "service", "reason", "all")
    hidden = {one: address.get(one) for one in kept if address.get(one)}
    hidden["mend"] = key_of_subject(row)
    return html.Div(
        question_form("ask", PATH, fields, _("Show what it would do"), hidden),
        className="decision-box",
    )


def _targets(bench: Bench, way: str) -> dict[str, str]:
    """What a mending of a way may mean."""
    if way == "alias":
        return {row["department_id"]: name(row) for row in bench.departments}
    departments = {row["department_id"] for row in bench.departments}
    return {one: told for one, told in bench.names.items() if one not in departments}


def _preview(bench: Bench, row: Row, months: Sequence[MonthEffect]) -> list[Component]:
    """What the mending would do, and the form that says it."""
    address, way = bench.view.address, row["way"]
    target = address.get("target")
    if target not in _targets(bench, way):
        raise UnknownError
    ore = sum(month.amount_ore for month in months)
    to_whom = _("To %(target)s.", target=bench.names[target])
    told = f"{words.effect_title(ore, len(months))}. {to_whom} {_about(row, months)}"
    hidden = {
        "csrf_token": session.csrf_token(),
        "seen": str(bench.mendings.seen(way, _subject_of(row))),
        "mend": key_of_subject(row),
        "target": target,
        "valid_from": address.get("valid_from"),
        "valid_until": address.get("valid_until"),
    }
    closed = decide.closed_months(bench.view.viewer)
    corrected = words.corrections([month.period for month in months if month.period in closed])
    why = Field("why", words.field_name("why"), is_prose=True)
    form = decision_form(
        "say", f"{DECIDE}/mending.{way}", [why], _("Write the mending down"), hidden
    )
    return [
        html.P(told, className="sentence"),
        *([html.P(status("watch", corrected))] if corrected else []),
        _months_table(months),
        html.Div(form, className="decision-box"),
    ]


def _about(row: Row, months: Sequence[MonthEffect]) -> str:
    """How many things it is about, and what is not exact."""
    counted = ngettext("One object.", "%(num)s objects.", row["objects"])
    if all(month.is_whole for month in months):
        return f"{counted} " + _(
            "To the öre but for each line's rounding and what the department has included."
        )
    return f"{counted} " + _("A month of which only some days are mended is counted whole.")


def _months_table(months: Sequence[MonthEffect]) -> Component:
    heads = [
        Head(_("Month")),
        Head(_("Objects"), is_figure=True, is_extra=True),
        Head(_("Kr"), is_figure=True),
    ]
    whole = [_("All months"), "", formats.amount(sum(month.amount_ore for month in months))]
    earlier = months[FEW_MONTHS:]
    lines = [Line(whole, is_total=True), *map(_month_line, months[:FEW_MONTHS])]
    if earlier:
        told = ngettext("One earlier month", "%(num)s earlier months", len(earlier))
        ore = sum(month.amount_ore for month in earlier)
        lines.append(Line([told, "", formats.amount(ore)]))
    return figure_table(_("Month by month"), heads, lines)


def _month_line(month: MonthEffect) -> Line:
    told = [formats.month(month.period)]
    if not month.is_whole:
        told.append(_(" (in part)"))
    return Line(["".join(told), formats.count(month.objects), formats.amount(month.amount_ore)])


# --- what only the source can put right -------------------------------------------------------


def _waiting_files(bench: Bench) -> list[Component]:
    """What the last run has stopped at, and the form that lets it go on."""
    found = decide.unanswered(bench.view.viewer)
    if not found:
        return []
    boxes = [
        html.Div(
            [
                html.H3(one.subject),
                html.P(name({"said_sv": one.said_sv, "said_en": one.said_en}, "said")),
                *_accept_form(bench, one.sha256),
            ],
            className="decision-box",
        )
        for one in found
    ]
    title = ngettext("One thing stops the run", "%(num)s things stop the run", len(found))
    sub = _("Have it sent anew, or say yes to it as it is: then the next run goes on with it.")
    return [section(title, sub, [html.Div(boxes, className="decisions")], "stops")]


def _accept_form(bench: Bench, sha256: str) -> list[Component]:
    if not bench.may("file.accept"):
        return []
    hidden = {"csrf_token": session.csrf_token(), "sha256": sha256}
    why = Field("why", words.field_name("why"), is_prose=True)
    key = key_of("accept", sha256[:12])
    return [decision_form(key, f"{DECIDE}/file.accept", [why], _("Go on with it"), hidden)]


def _rejected(bench: Bench) -> list[Component]:
    rows = rows_of(queries.rejected_files(bench.view.viewer))
    if not rows:
        return []
    opened = bench.view.address.get("file")
    shows_all = bool(bench.view.address.get("files"))
    shown = [
        row
        for place, row in enumerate(rows)
        if shows_all or place < FEW_FILES or row["file_name"] == opened
    ]
    heads = [
        Head(_("File")),
        Head(_("First reason"), is_extra=True),
        Head(_("Rows"), is_figure=True),
    ]
    title = _("Rows that could not be read")
    rest = len(rows) - len(shown)
    more = (
        [html.P(link_here(_more(rest), bench.view.address.here(files="all"), "all-files"))]
        if rest
        else []
    )
    return [
        section(
            title,
            _("Not mended here: nobody edits a source's data. Send the rows back to whoever keeps "
              "the source and load what comes; the right file takes the place of the wrong one."),
            [
                figure_table(title, heads, [_file_line(bench, row) for row in shown]),
                *more,
                source_line(_("Source: rejected rows."), built_words()),
            ],
            "rejected",
        )
    ]  # fmt: skip


def _file_line(bench: Bench, row: Row) -> Line:
    file_name = row["file_name"]
    is_open = bench.view.address.get("file") == file_name
    href = bench.here(file=None if is_open else file_name)
    return Line(
        [
            [
                opener(file_name, href, key_of("file", file_name), is_open=is_open),
                html.Span(control_words.source(row["source_id"]), className="under-name"),
            ],
            name(row, "reason"),
            formats.count(row["rows_rejected"]),
        ],
        inside=_rejects(bench, file_name) if is_open else None,
    )


def _rejects(bench: Bench, file_name: str) -> Component:
    rows = rows_of(control.rejects(bench.view.viewer, file_name))
    heads = [
        Head(_("Line"), is_figure=True),
        Head(_("Column")),
        Head(_("Value"), is_extra=True),
        Head(_("Reason")),
    ]
    lines = [
        Line(
            [
                formats.count(row["line"]),
                row["column_name"] or formats.DASH,
                html.Code(row["value"] or ""),
                name(row, "reason"),
            ]
        )
        for row in rows[:MOST_REJECTS]
    ]
    caption = _("Rejected rows of %(file)s", file=file_name)
    left = len(rows) - len(lines)
    rest = [html.P(ngettext("One more.", "%(num)s more.", left), className="note")] if left else []
    return html.Div([figure_table(caption, heads, lines), *rest], className="explanation")


# --- what was said ----------------------------------------------------------------------------


def _history(bench: Bench) -> Component:
    found = sorted(bench.mendings.all.values(), key=lambda one: -one.seq)
    title = _("Mendings so far")
    if not found:
        return empty_state(_("Nothing has been mended yet"), _("What is written will stand here."))
    given = rows_of(queries.obeyed(bench.view.viewer))
    objects = {row["mending"]: row["objects"] for row in given}
    heads = [
        Head(_("What")),
        Head(_("State")),
        Head(_("Objects"), is_figure=True, is_extra=True),
        Head(_("Who and when"), is_extra=True),
        Head(_("Why"), is_extra=True),
        Head(_("Fact"), is_figure=True, is_extra=True),
    ]
    lines = [_mending_line(bench, one, objects.get(one.seq)) for one in found]
    waits = sum(words.is_waiting(one, bench.journal_seq) for one in found)
    return section(
        title,
        words.waits(waits),
        [figure_table(title, heads, lines), source_line(_("Source: the journal."), built_words())],
        "mendings",
    )


def _mending_line(bench: Bench, one: decide.Mending, objects: int | None) -> Line:
    is_open = bench.view.address.get("open") == str(one.seq)
    href = bench.here(open=None if is_open else str(one.seq))
    meant = words.meant(one, bench.names)
    return Line(
        [
            [
                opener(meant, href, key_of("mending", str(one.seq)), is_open=is_open),
                html.Span(words.days(one.valid_from, one.valid_until), className="under-name"),
            ],
            status(_shape(one, bench.journal_seq), words.state(one, bench.journal_seq)),
            formats.DASH if objects is None else formats.count(objects),
            f"{one.who}, {formats.moment(one.recorded_at)}",
            one.why,
            str(one.seq),
        ],
        inside=_said_of_it(bench, one) if is_open else None,
    )


def _shape(one: decide.Mending, journal_seq: int) -> Status:
    if words.is_waiting(one, journal_seq):
        return "waiting"
    return "good" if one.withdrawn is None else "done"


def _said_of_it(bench: Bench, one: decide.Mending) -> Component:
    """Who said it and why, who took it back and why, or the form that does."""
    parts: list[Component] = [
        html.P(
            _("%(who)s, %(when)s: %(why)s", who=one.who, when=formats.moment(one.recorded_at),
              why=one.why),
            className="sentence",
        )
    ]  # fmt: skip
    back = one.withdrawn
    if back is not None:
        told = _(
            "Withdrawn by %(who)s, %(when)s: %(why)s",
            who=back.who,
            when=formats.moment(back.recorded_at),
            why=back.why,
        )
        parts.append(html.P(told))
    elif bench.may("mending.withdraw"):
        subject = one.subject
        hidden = {
            "csrf_token": session.csrf_token(),
            "seen": str(bench.mendings.seen(one.way, subject)),
            "mending": str(one.seq),
        }
        why = Field("why", words.field_name("why"), is_prose=True)
        form = decision_form(
            "withdraw", f"{DECIDE}/mending.withdraw", [why], _("Withdraw the mending"), hidden
        )
        parts.append(html.Div(form, className="decision-box"))
    return html.Div(parts, className="explanation")


def _source(bench: Bench) -> Component:
    months = rows_of(frame.periods(bench.view.viewer))
    told = formats.months(months[-1]["period"], months[0]["period"])
    return source_line(_("Source: use without an owner, %(months)s.", months=told), built_words())
