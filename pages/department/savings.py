"""What a department can stop paying for, with kronor and the last day to act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.facts import Fact, fact_row
from dashboard.components.links import link_here
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.ranking import Ranked, ranking
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, _l, name, ngettext
from dashboard.queries import savings
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import savings as words

dash.register_page(
    __name__,
    path="/department/savings",
    name=_l("Savings"),
    order=50,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/department/savings"
FEW = 8
MOST = 200
MOST_COST_CENTRES = 8


@dataclass(frozen=True)
class Found:
    """The objects nobody uses, asked for once."""

    view: View

    @cached_property
    def rows(self) -> list[Row]:
        """Every object, by kind and dearest first."""
        asked = (self.view.viewer, self.view.department.id, self.view.period)
        return rows_of(savings.savings(*asked))

    def of(self, kind: str) -> list[Row]:
        """The objects of a kind."""
        return [row for row in self.rows if row["kind"] == kind]

    @property
    def counts(self) -> dict[str, int]:
        """Objects by kind."""
        return {kind: len(self.of(kind)) for kind in words.KINDS}


def content(view: View) -> Sequence[Component]:
    """The savings for the month and department in the address."""
    found = Found(view)
    bar = page_bar(view, exports=_exports(view))
    total = _total(found.rows, "year_ore")
    title = words.savings_title(view.department.name, view.period, found.counts, total)
    if not found.rows:
        return [bar, page_title(title), _nothing()]
    days = sorted({row["return_by"] for row in found.rows})
    return [
        bar,
        page_title(title, words.return_by(days)),
        _facts(found),
        *(_kind(found, kind) for kind in words.KINDS if found.of(kind)),
        _cost_centres(found),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Every object with its kronor and the row it stands in."""
    found = Found(view)
    columns = [
        Column(_("What")),
        Column(_("Cost centre")),
        Column(_("Name")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Object")),
        Column(_("Unused since"), "day"),
        Column(_("Kr a year"), "ore"),
        Column(_("Kr left this year"), "ore"),
        Column(_("Return by"), "day"),
        Column(_("Source file")),
        Column(_("Source row"), "whole"),
    ]
    rows = [
        [
            words.kind(row["kind"]),
            row["cost_centre_id"],
            row["cost_centre_name"],
            row["service_id"],
            name(row),
            row["object_id"],
            row["since_on"],
            row["year_ore"],
            row["left_this_year_ore"],
            row["return_by"],
            row["source_file"],
            row["source_line"],
        ]
        for row in found.rows
    ]
    notes = [_source_words(found), built_words()]
    return {"savings": Table(_("Savings"), columns, rows, notes)}


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing() -> Component:
    return empty_state(
        _("Nothing to return"),
        _(
            "No account of someone who has left, no machine unseen for 90 days, no second "
            "account and no licence on a machine that is gone."
        ),
    )


def _total(rows: Sequence[Row], column: str) -> int:
    return sum(row[column] for row in rows)


def _facts(found: Found) -> Component:
    total, left = (_total(found.rows, column) for column in ("year_ore", "left_this_year_ore"))
    year = found.view.period.year
    facts = [
        Fact(
            _("Can be saved a year"),
            formats.whole_kronor(total),
            notes=[
                ngettext(
                    "one object", "%(objects)s objects", len(found.rows), objects=_count(found.rows)
                )
            ],
        ),
        Fact(
            _("Left of %(year)s", year=year),
            formats.whole_kronor(left),
            notes=[
                _("If it is returned before it is counted again.")
                if left
                else _("What is read once a year saves from next year on.")
            ],
        ),
    ]
    kinds = [
        Fact(
            words.kind(kind),
            formats.whole_kronor(_total(found.of(kind), "year_ore")),
            notes=[
                ngettext(
                    "one object",
                    "%(objects)s objects",
                    len(found.of(kind)),
                    objects=_count(found.of(kind)),
                )
            ],
        )
        for kind in words.KINDS
        if found.of(kind)
    ]
    return fact_row([*facts, *kinds])


def _count(rows: Sequence[Row]) -> str:
    return formats.count(len(rows))


def _kind(found: Found, kind: str) -> Component:
    """The objects of a kind: the first ones, or all as far as the page can bear."""
    rows = found.of(kind)
    shown = rows[:MOST] if found.view.address.get("all") == kind else rows[:FEW]
    title = _(
        "%(things)s: %(amount)s a year",
        things=formats.capital(words.counted(kind, len(rows))),
        amount=formats.whole_kronor(_total(rows, "year_ore")),
    )
    heads = [
        Head(_("Object")),
        Head(_("Service"), is_extra=True),
        Head(_("Unused since"), is_extra=True),
        Head(_("Kr a year"), is_figure=True),
        Head(_("Kr left this year"), is_figure=True, is_extra=True),
        Head(_("Return by")),
        Head(_("Source row"), is_figure=True, is_extra=True),
    ]
    table = figure_table(title, heads, [_object(row) for row in shown])
    return section(title, words.why(kind), [table, *_more(found, kind, rows), _source(found)], kind)


def _object(row: Row) -> Line:
    return Line(
        [
            [
                _whole(row["object_id"]),
                html.Span(row["cost_centre_name"] or row["cost_centre_id"], className="under-name"),
            ],
            name(row),
            _whole(formats.day(row["since_on"])),
            formats.amount(row["year_ore"]),
            formats.amount(row["left_this_year_ore"]),
            _whole(formats.day(row["return_by"])),
            f"{row['source_file']} {formats.count(row['source_line'])}",
        ]
    )


def _whole(text: str) -> Component:
    """A name or a day that is not broken over two rows."""
    return html.Span(text, className="nowrap")


def _more(found: Found, kind: str, rows: Sequence[Row]) -> list[Component]:
    """The link to the rest of a kind."""
    if len(rows) <= FEW:
        return []
    address, key = found.view.address, f"more-{kind}"
    if address.get("all") == kind:
        return [html.P(link_here(_("Show fewer"), address.here(all=None), key))]
    count = formats.count(min(len(rows), MOST))
    words_on = (
        _("Show all %(count)s", count=count)
        if len(rows) <= MOST
        else _("Show %(count)s", count=count)
    )
    return [html.P(link_here(words_on, address.here(all=kind), key))]


def _cost_centres(found: Found) -> Component:
    """Where the savings are."""
    by_centre: dict[str, tuple[str, int]] = {}
    for row in found.rows:
        shown = row["cost_centre_name"] or row["cost_centre_id"]
        _name, ore = by_centre.get(row["cost_centre_id"], (shown, 0))
        by_centre[row["cost_centre_id"]] = (shown, ore + row["year_ore"])
    largest = sorted(by_centre.values(), key=lambda one: (-one[1], one[0]))
    first, ore = largest[0]
    title = _(
        "%(cost_centre)s can save most: %(amount)s a year",
        cost_centre=first,
        amount=formats.whole_kronor(ore),
    )
    rows = [
        Ranked(shown, amount, formats.amount(amount))
        for shown, amount in largest[:MOST_COST_CENTRES]
    ]
    drawn = ranking(rows, title, (_("Cost centre"), _("Kr a year")))
    return section(title, _("By cost centre, kr a year."), [drawn, _source(found)], "cost-centres")


def _source(found: Found) -> Component:
    return source_line(_source_words(found), built_words())


def _source_words(found: Found) -> str:
    return _(
        "Source: charged objects, employments, licences and prices of %(month)s.",
        month=formats.month(found.view.period),
    )
