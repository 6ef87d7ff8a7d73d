"""What waits for the controller: files, rows, owners, agreements, equations, with kronor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.facts import Fact, fact_row
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status_shape
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _, _l, name
from dashboard.queries import worklist
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import agreements as agreement_words
from dashboard.words import control, reconciliation
from dashboard.words import worklist as words

dash.register_page(
    __name__,
    path="/control/worklist",
    name=_l("Work list"),
    order=20,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

LOADS = "/control/loads"
AGREEMENTS = "/department/agreements"
MENDING = "/control/mending"
EXPORT = "/export/control/worklist"
RECONCILIATION = "/control/reconciliation"
WRONG = ("broken_equation", "code_string", "missing_file")
TWO_PARTS = ("unallocated", "code_string", "booking_error")
# What is seen in full on the reconciliation.
RECONCILED = ("broken_equation", "booking_error", "code_string")


@dataclass(frozen=True)
class Waiting:
    """What waits in the month, asked for once."""

    view: View

    @cached_property
    def rows(self) -> list[Row]:
        """Everything, most kronor first within its kind."""
        return rows_of(worklist.worklist(self.view.viewer, self.view.period))

    @cached_property
    def months(self) -> list[Row]:
        """How much waits in every month, by kind."""
        return rows_of(worklist.by_month(self.view.viewer))

    def of(self, kind: str) -> list[Row]:
        """The things of a kind."""
        return [row for row in self.rows if row["kind"] == kind]

    def ore(self, kinds: Sequence[str]) -> int:
        """Öre of some kinds."""
        return sum(row["amount_ore"] or 0 for row in self.rows if row["kind"] in kinds)

    @property
    def counts(self) -> dict[str, int]:
        """Things by kind."""
        return {kind: len(self.of(kind)) for kind in words.KINDS}


def content(view: View) -> Sequence[Component]:
    """The work list for one month."""
    found = Waiting(view)
    title = words.worklist_title(view.period, found.counts, found.ore(words.AT_STAKE))
    others = {row["period"] for row in found.months if row["kind"] in WRONG} - {view.period}
    bar = page_bar(view, department=False, exports=_exports(view))
    header = page_title(title, words.other_months(sorted(others)) or None)
    if not found.rows:
        return [bar, header, _nothing()]
    kinds = [_kind(found, kind) for kind in words.KINDS if found.of(kind)]
    return [bar, header, _facts(found), *kinds]


def tables(view: View) -> Mapping[str, Table]:
    """The month's work list."""
    found = Waiting(view)
    columns = [
        Column(_("What")),
        Column(_("Where")),
        Column(_("Source")),
        Column(_("Department")),
        Column(_("Rows"), "whole"),
        Column(_("Kr this month"), "ore"),
    ]
    rows: list[list[Value]] = [
        [
            words.kind(row["kind"]),
            _subject_words(row),
            control.source(row["source_id"]) if row["source_id"] else None,
            name(row) if row["name_sv"] else None,
            row["row_count"],
            row["amount_ore"],
        ]
        for row in found.rows
    ]
    return {"worklist": Table(_("Work list"), columns, rows, [_source_words(found), built_words()])}


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing() -> Component:
    return empty_state(
        _("Nothing waits"),
        _(
            "Every file has come and could be read, everything has a payer and a signed "
            "agreement, and the equations hold."
        ),
    )


def _facts(found: Waiting) -> Component:
    urgent = sum(len(found.of(kind)) for kind in WRONG)
    rejected = sum(row["row_count"] for row in found.of("rejected_rows"))
    return fact_row(
        [
            Fact(
                _("Nobody pays"),
                formats.whole_kronor(found.ore(words.AT_STAKE)),
                notes=[_("Use without an owner and ledger rows without a pool.")],
                status="watch" if found.ore(words.AT_STAKE) else "good",
            ),
            Fact(
                _("Files and equations"),
                formats.count(urgent),
                notes=[_("Missing files, wrong code strings and equations that do not hold.")],
                status="bad" if urgent else "good",
            ),
            Fact(
                _("Rows that could not be read"),
                formats.count(rejected),
                notes=[_("Kept with file, line, column and reason.")],
                status="watch" if rejected else "good",
            ),
            Fact(
                _("Without a signed agreement"),
                formats.whole_kronor(found.ore(["agreement"])),
                notes=[_("Charged all the same.")],
                status="watch" if found.of("agreement") else "good",
            ),
        ]
    )


def _kind(found: Waiting, kind: str) -> Component:
    rows = found.of(kind)
    heads = [
        Head(_("What")),
        Head(_("Source"), is_extra=True),
        Head(_("Rows"), is_figure=True),
        Head(_("Kr this month"), is_figure=True),
    ]
    title = words.kind(kind)
    body = [
        Line(
            [
                [status_shape(words.STATUSES[kind]), " ", _subject(found, row)],
                control.source(row["source_id"]) if row["source_id"] else formats.DASH,
                formats.count(row["row_count"]),
                formats.DASH if row["amount_ore"] is None else formats.amount(row["amount_ore"]),
            ]
        )
        for row in rows
    ]
    table = figure_table(title, heads, body)
    return section(title, words.what_to_do(kind), [table, _source(found)], kind)


def _subject(found: Waiting, row: Row) -> Component:
    """The thing in words, leading to where it can be looked into."""
    shown, address = _subject_words(row), found.view.address
    if row["kind"] == "agreement":
        return html.A(shown, href=address.to(AGREEMENTS, department=row["department_id"]))
    if row["kind"] == "unallocated":
        service_id, _bar, reason = row["subject"].partition("|")
        asked = {"source": row["source_id"], "service": service_id, "reason": reason}
        period = formats.period_key(found.view.period)
        return html.A(shown, href=address.to(MENDING, **asked, period=period))
    if row["kind"] == "rejected_rows":
        return html.A(shown, href=address.to(MENDING, file=row["subject"]))
    return html.A(shown, href=address.to(RECONCILIATION if row["kind"] in RECONCILED else LOADS))


def _subject_words(row: Row) -> str:
    kind, subject = row["kind"], row["subject"]
    if kind in TWO_PARTS:
        return _of_two_parts(row)
    if kind == "agreement":
        return f"{name(row)}: {agreement_words.state(subject)}"
    if kind == "broken_equation":
        return control.equation_name(subject, row["source_id"])
    if kind == "missing_file":
        return control.source(subject)
    return control.term(subject) if kind == "no_pool" else str(subject)


def _of_two_parts(row: Row) -> str:
    """A subject of a thing and what is wrong with it."""
    one, _bar, other = row["subject"].partition("|")
    if row["kind"] == "code_string":
        return f"{one}: {reconciliation.code_fault(other)}"
    if row["kind"] == "booking_error":
        return f"{formats.capital(reconciliation.fault(one))}: {other or name(row)}"
    service = name(row, "service") if row["service_sv"] else one
    return f"{service}: {control.reason(other)}"


def _source(found: Waiting) -> Component:
    return source_line(_source_words(found), built_words())


def _source_words(found: Waiting) -> str:
    return _(
        "Source: register of files, charges, agreements and equations of %(month)s.",
        month=formats.month(found.view.period),
    )
