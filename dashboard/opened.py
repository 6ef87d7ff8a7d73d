"""The opened line of a bill: its explanation, put together from what is published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from chargeback.explain import explain
from chargeback.explain_settlement import SETTLEMENT
from dashboard import formats
from dashboard.address import Address
from dashboard.components.explanation import (
    ObjectRow,
    ObjectTable,
    Sum,
    UseRow,
    explanation,
)
from dashboard.components.links import Children, link_here
from dashboard.components.shapes import status
from dashboard.i18n import _, language
from dashboard.rows import Row
from dashboard.words import lines as words
from dashboard.words import mending as mending_words

FEW_OBJECTS = 8
MOST_OBJECTS = 400
SHOWN = "yes"
ID = re.compile(r"(\w+-\d[\w-]*)")


@dataclass(frozen=True)
class OpenLine:
    """A line with all that explains it.

    Args:
        address: Of the page.
        line: The row of bill_lines.
        before: The same line of the month before, if there was one.
        objects: What was counted, at most as many as are shown.
        files: The files they were counted from.
        mendings: Those by which objects have their owner.
        export: Where all objects can be fetched as a file.
        corrected: That the line was sealed and has been corrected since, in words.
    """

    address: Address
    line: Row
    before: Row | None
    objects: Sequence[Row]
    files: Sequence[Row]
    export: str
    mendings: Sequence[Row] = ()
    corrected: str = ""


def open_line(opened: OpenLine) -> html.Div:
    """The explanation block of a line."""
    told = explain(opened.line, language())
    differs = (
        None
        if told.agrees
        else _("recomputed to %(amount)s: differs", amount=formats.kronor(told.recomputed_ore))
    )
    return explanation(
        sentence(told.sentence, formats.kronor(opened.line["amount_ore"])),
        Sum(told.factors, told.signs, _("recomputed now, agrees to the öre"), differs),
        _chain(opened),
        _objects(opened),
        _("How the amount came about"),
    )


def sentence(text: str, amount: str) -> list[str | Component]:
    """An explanation with its amount in bold and its ids kept on one line."""
    before, found, after = text.partition(amount)
    if not found:
        return _unbroken_ids(text)
    return [*_unbroken_ids(before), html.Strong(amount), *_unbroken_ids(after)]


def _unbroken_ids(text: str) -> list[str | Component]:
    """Words with hyphens and figures, such as PL-2008-v1, are not broken over lines."""
    return [
        html.Span(part, className="nowrap") if place % 2 else part
        for place, part in enumerate(ID.split(text))
        if part
    ]


def _chain(opened: OpenLine) -> list[tuple[str, Children]]:
    line, before = opened.line, opened.before
    against = _("Against %(month)s", month=formats.month_name(before["period"])) if before else None
    return [
        (_("Price"), _price(opened)),
        (_("Agreement"), _agreement(opened)),
        (_("Booked as"), line["code_string"] or formats.DASH),
        (against or _("Against the month before"), _change(opened)),
        *((_("Owner"), mending_words.owners_by(row)) for row in opened.mendings),
        *([(_("Corrected"), opened.corrected)] if opened.corrected else []),
    ]


def _price(opened: OpenLine) -> Children:
    line = opened.line
    if line["price_agreement_id"]:
        return _("%(agreement)s, agreed", agreement=line["price_agreement_id"])
    if line["fee_kind"] == SETTLEMENT:
        return line["decision"] or formats.DASH
    if not line["price_list_ids"]:
        return _("as the source has it") if line["fee_kind"] == "passed_through" else _("as agreed")
    decided = f", {formats.day(line['decided_on'])}" if line["decided_on"] else ""
    href = opened.address.to("/reference/services", open=line["service_id"])
    lists = line["price_list_ids"].replace(",", ", ")
    return [html.A(lists, href=href), decided]


def _agreement(opened: OpenLine) -> Children:
    line = opened.line
    warning, state = words.agreement_state(line["agreement_status"])
    shown: str | Component = status(warning, state) if warning else state
    if not line["agreement_id"]:
        return shown
    href = opened.address.here(view="agreement", open=line["agreement_id"], objects=None)
    return [link_here(line["agreement_id"], href, "to-the-agreement"), ", ", shown]


def _change(opened: OpenLine) -> Children:
    told = words.against_before(opened.line, opened.before)
    if opened.before is None:
        return told
    href = opened.address.here(
        period=formats.period_key(opened.before["period"]),
        line=opened.before["line_id"],
        objects=None,
    )
    return link_here(told, href, "to-the-month-before")


def _objects(opened: OpenLine) -> ObjectTable | None:
    if not opened.objects:
        return None
    files = {row["source_file"] for row in opened.objects}
    if words.is_by_use(opened.line):
        return ObjectTable(
            _("The rows behind the amount"),
            [_("From whom or what"), _("Day"), _("Quantity"), _("Source row")],
            [_use(row, opened.line, name_the_file=len(files) > 1) for row in opened.objects],
            _more(opened),
            _sources(opened.files),
        )
    return ObjectTable(
        _("The objects behind the amount"),
        [_("Object"), _("From"), _("Through"), _("Last seen"), _("Source row")],
        [_object(row, opened.line, name_the_file=len(files) > 1) for row in opened.objects],
        _more(opened),
        _sources(opened.files),
    )


def _use(row: Row, line: Row, *, name_the_file: bool) -> UseRow:
    return UseRow(
        row["object_id"],
        formats.day(row["valid_from"]),
        words.amount_of(line, row["quantity"]),
        _source_row(row, name_the_file=name_the_file),
    )


def _source_row(row: Row, *, name_the_file: bool) -> str:
    number = formats.count(row["source_line"])
    return f"{row['source_file']} {number}" if name_the_file else number


def _object(row: Row, line: Row, *, name_the_file: bool) -> ObjectRow:
    counted_on = words.end_of(line["charge_period"])
    return ObjectRow(
        row["object_id"],
        formats.day(row["object_from"]),
        words.last_day(row["object_until"]),
        formats.day(row["last_seen_on"]),
        words.stale(row["last_seen_on"], counted_on),
        ", ".join(
            mark
            for mark in (
                words.new_in(row["object_from"], line["charge_period"]),
                mending_words.mark(row["owner_rule"]),
            )
            if mark
        ),
        _source_row(row, name_the_file=name_the_file),
    )


def _more(opened: OpenLine) -> list[str | Component]:
    """The links to all objects: on the page as far as it can bear, and as a file."""
    count = opened.line["object_count"]
    if count <= FEW_OBJECTS:
        return []
    shown = _(
        "%(shown)s of %(count)s rows",
        shown=formats.count(len(opened.objects)),
        count=formats.count(count),
    )
    file = html.A(_("All as CSV"), href=opened.export, download="")
    if opened.address.get("objects") == SHOWN:
        fewer = link_here(_("Show fewer"), opened.address.here(objects=None), "more-objects")
        return [shown, " · ", fewer, " · ", file, " · "]
    words_on = (
        _("Show all %(count)s", count=formats.count(count))
        if count <= MOST_OBJECTS
        else _("Show %(count)s", count=formats.count(MOST_OBJECTS))
    )
    more = link_here(words_on, opened.address.here(objects=SHOWN), "more-objects")
    return [shown, " · ", more, " · ", file, " · "]


def _sources(files: Sequence[Row]) -> list[str | Component]:
    """File, hash and time of loading of each source."""
    told = [
        _(
            "%(file)s · sha256 %(hash)s · loaded %(at)s",
            file=row["file_name"],
            hash=formats.short_id(row["sha256"]),
            at=formats.moment(row["loaded_at"]),
        )
        for row in files
    ]
    return [" · ".join(told)]
