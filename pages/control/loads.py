"""A month's intake: files, what was rejected, set aside or unallocated, and the equations."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.equations import Equation, Term, equation_table
from dashboard.components.facts import Fact, fact_row
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports import control as exports
from dashboard.exports.tables import Table
from dashboard.figures.intake import MonthIntake, difference, total
from dashboard.i18n import _, _l, name, ngettext
from dashboard.queries import control
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import control as words

dash.register_page(
    __name__,
    path="/control/loads",
    name=_l("Loads"),
    order=30,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

MOST_OBJECTS = 50
MOST_REJECTS = 100
FEW_DELIVERIES = 6
OWNERLESS, ASIDE, FILE, DELIVERIES = "unallocated", "aside", "file", "deliveries"
EXPORT = "/export/control/loads"
SEPARATOR = "~"


def content(view: View) -> Sequence[Component]:
    """The page for one month, what needs attention first."""
    month = MonthIntake(view)
    return [
        page_bar(view, department=False, exports=_exports(view)),
        _title(month),
        _facts(month),
        _equations(month),
        _files(month),
        html.Div([_unallocated(month), _set_aside(month)], className="columns-3-2"),
        _turned_away(view),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The month's files, rejected rows, objects without an owner, rules and equations."""
    month = MonthIntake(view)
    notes = [_("Source: register of files."), built_words()]
    rejected = rows_of(control.all_rejects(view.viewer))
    in_month = {row["file_name"] for row in month.files}
    ownerless = rows_of(control.all_unallocated_objects(view.viewer, view.period))
    return {
        "files": exports.files_table(month.files, notes),
        "rejects": exports.rejects_table(
            [row for row in rejected if row["file_name"] in in_month], notes
        ),
        "unallocated": exports.unallocated_table(month.unallocated, notes),
        "objects": exports.objects_table(ownerless, notes),
        "set-aside": exports.set_aside_table(month.set_aside, notes),
        "equations": exports.equations_table(
            [row for terms in month.equations.values() for row in terms], notes
        ),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export(_("CSV, files"), view.address.to(f"{EXPORT}.csv")),
        Export(_("CSV, rejected rows"), view.address.to(f"{EXPORT}.csv", table="rejects")),
    ]


def _title(month: MonthIntake) -> Component:
    broken = rows_of(control.broken_periods(month.view.viewer))
    others = sorted({row["period"] for row in broken} - {month.view.period})
    return page_title(words.loads_title(month.summary), words.broken_elsewhere(others) or None)


def _facts(month: MonthIntake) -> Component:
    summary = month.summary
    rows_in, units = total(month.files, "rows_in"), summary.unallocated
    rules = {row["rule"] for row in month.set_aside}
    return fact_row(
        [
            Fact(
                _("Rows in"),
                formats.count(rows_in),
                notes=[ngettext("in one file", "in %(num)s files", len(month.files))],
            ),
            Fact(
                _("Rejected"),
                formats.count(summary.rejected),
                notes=[
                    _("%(share)s of the rows", share=formats.percent(summary.rejected, rows_in, 2))
                ],
                status="watch" if summary.rejected else "good",
            ),
            Fact(
                _("Set aside by rule"),
                formats.count(total(month.set_aside, "row_count")),
                notes=[ngettext("by one rule", "by %(num)s rules", len(rules))],
            ),
            Fact(
                _("Unallocated"),
                formats.kronor(summary.unallocated_ore),
                notes=[
                    ngettext(
                        "one object", "%(objects)s objects", units, objects=formats.count(units)
                    )
                ],
                status="watch" if units else "good",
            ),
        ]
    )


def _equations(month: MonthIntake) -> Component:
    equations = month.equations
    title = words.equations_title(len(month.broken), len(equations))
    return section(
        title,
        _("The sides come from different files; no term is a remainder."),
        [
            equation_table([_equation(*key, terms) for key, terms in equations.items()], title),
            _source(_("Source: rows counted when the files were read; charges; cost pools.")),
        ]
        if equations
        else [],
        "equations",
    )


def _equation(equation: str, source_id: str, terms: Sequence[Row]) -> Equation:
    unit = terms[0]["unit"]
    gap = difference(terms)
    poolless = sum(row["amount"] for row in terms if row["term"] == "without_pool")
    left = [_term(row, is_left=True) for row in terms if row["side"] == "left"]
    others = [row for row in terms if row["side"] == "right"]
    others.sort(key=lambda row: (row["position"], -row["amount"]))
    right = [_term(row, is_left=False) for row in others]
    shown = formats.kronor(abs(gap)) if unit == "ore" else formats.count(abs(gap))
    return Equation(
        words.equation_name(equation, source_id),
        words.equation_what(equation),
        left,
        right,
        shown,
        gap == 0,
        words.verdict_on(gap, unit, poolless),
    )


def _term(row: Row, *, is_left: bool) -> Term:
    write = formats.amount if row["unit"] == "ore" else formats.count
    text = words.term(row["term"])
    return Term(
        write(int(row["amount"])), f"{text}, kr" if is_left and row["unit"] == "ore" else text
    )


def _files(month: MonthIntake) -> Component:
    files = month.files
    heads = [
        Head(_("File")),
        Head(_("Status"), is_extra=True),
        Head(_("Rows in"), is_figure=True),
        Head(_("Accepted"), is_figure=True, is_extra=True),
        Head(_("Rejected"), is_figure=True),
        Head(_("Set aside"), is_figure=True, is_extra=True),
        Head(_("Unallocated"), is_figure=True, is_extra=True),
        Head(_("Loaded"), is_extra=True),
    ]
    ordered = sorted(files, key=lambda row: (-int(row["rows_rejected"]), -int(row["rows_in"])))
    missing = [
        Line([words.source(one), status("bad", _("missing")), *["\N{EN DASH}"] * 5, ""])
        for one in month.absent
    ]
    sums = [
        formats.count(total(files, part)) for part in ("rows_in", "rows_accepted", "rows_rejected")
    ]
    whole = Line(
        [ngettext("One file", "%(num)s files", len(files)), "", *sums, "", "", ""], is_total=True
    )
    title = words.files_title(len(files), month.absent, month.rejected)
    return section(
        title,
        _("Rows in = accepted + rejected. Open a file to see its rejected rows."),
        [
            figure_table(
                title,
                heads,
                [*missing, whole, *(_file_line(month, row) for row in ordered)],
            ),
            _source(_("Source: register of files.")),
        ],
        "files",
    )


def _file_line(month: MonthIntake, row: Row) -> Line:
    """One file; it opens to its rejected rows when it has any."""
    rejected = int(row["rows_rejected"])
    view = month.view
    terms = month.equations.get(("volume", row["source_id"]), [])
    aside = [int(term["amount"]) for term in terms if term["term"].startswith(words.SET_ASIDE)]
    ownerless = [int(term["amount"]) for term in terms if term["term"] == "unallocated"]
    is_open = bool(rejected) and view.address.get("open") == _key(FILE, row["file_name"])
    state = (
        status("watch", ngettext("one row rejected", "%(num)s rows rejected", rejected))
        if rejected
        else status("good", _("whole"))
    )
    return Line(
        [
            [
                _opener(view, row["file_name"], _key(FILE, row["file_name"]))
                if rejected
                else html.Span(row["file_name"], className="row-name"),
                html.Span(words.source(row["source_id"]), className="under-name"),
            ],
            state,
            formats.count(int(row["rows_in"])),
            formats.count(int(row["rows_accepted"])),
            formats.count(rejected),
            formats.count(sum(aside)) if terms else "\N{EN DASH}",
            formats.count(sum(ownerless)) if terms else "\N{EN DASH}",
            formats.moment(row["loaded_at"]),
        ],
        inside=_rejects(view, row) if is_open else None,
    )


def _rejects(view: View, file: Row) -> Component:
    """A file's rejected rows with line, column, value and reason."""
    rows = rows_of(control.rejects(view.viewer, file["file_name"]))
    heads = [
        Head(_("Line"), is_figure=True),
        Head(_("Column")),
        Head(_("Value")),
        Head(_("Reason")),
    ]
    lines = [
        Line(
            [
                formats.count(int(row["line"])),
                row["column_name"] or "\N{EN DASH}",
                html.Code(row["value"] or ""),
                name(row, "reason"),
            ]
        )
        for row in rows[:MOST_REJECTS]
    ]
    caption = _("Rejected rows of %(file)s", file=file["file_name"])
    sha = _("sha256 %(sha)s", sha=formats.short_id(file["sha256"]))
    shown = (
        [
            html.P(
                _("The first %(most)s of %(all)s.", most=MOST_REJECTS, all=len(rows)),
                className="note",
            )
        ]
        if len(rows) > MOST_REJECTS
        else []
    )
    return html.Div(
        [
            html.H3(caption),
            figure_table(caption, heads, lines),
            *shown,
            _source(f"{file['file_name']} · {sha}."),
        ],
        className="explanation",
    )


def _unallocated(month: MonthIntake) -> Component:
    view, rows = month.view, month.unallocated
    units, ore = total(rows, "units"), total(rows, "amount_ore")
    heads = [
        Head(_("Service and reason")),
        Head(_("Objects"), is_figure=True),
        Head(_("Kr this month"), is_figure=True),
    ]
    whole = Line([_("All unallocated"), formats.count(units), formats.amount(ore)], is_total=True)
    title = words.unallocated_title(units, ore)
    parts = (
        [
            figure_table(title, heads, [whole, *(_ownerless(view, row) for row in rows)]),
            _source(_("Source: objects without an owner.")),
        ]
        if rows
        else []
    )
    return section(
        title, _("Counted and priced, charged to nobody. Dearest first."), parts, "unallocated"
    )


def _ownerless(view: View, row: Row) -> Line:
    key = _key(OWNERLESS, row["service_id"], row["reason"])
    is_open = view.address.get("open") == key
    service = name(row) if row["name_sv"] else row["service_id"]
    return Line(
        [
            [
                _opener(view, service, key),
                html.Span(words.reason(row["reason"]), className="under-name"),
            ],
            formats.count(int(row["units"])),
            formats.amount(int(row["amount_ore"])),
        ],
        inside=_ownerless_objects(view, row) if is_open else None,
    )


def _ownerless_objects(view: View, row: Row) -> Component:
    objects = rows_of(
        control.unallocated_objects(view.viewer, row["service_id"], row["reason"], view.period)
    )
    heads = [Head(_("Object")), Head(_("Last seen")), Head(_("Source row"), is_figure=True)]
    lines = [
        Line([one["object_id"], formats.day(one["last_seen_on"]), _place(one)])
        for one in objects[:MOST_OBJECTS]
    ]
    return _opened(_("Objects without an owner"), heads, lines, len(objects))


def _set_aside(month: MonthIntake) -> Component:
    view, rows = month.view, month.set_aside
    number = total(rows, "row_count")
    heads = [Head(_("Rule")), Head(_("Rows"), is_figure=True)]
    whole = Line([_("All set aside"), formats.count(number)], is_total=True)
    title = words.set_aside_title(number)
    parts = (
        [
            figure_table(title, heads, [whole, *(_aside(view, row) for row in rows)]),
            _source(_("Source: rows set aside.")),
        ]
        if rows
        else []
    )
    return section(title, _("Rows that a rule says are not to be charged."), parts, "set-aside")


def _aside(view: View, row: Row) -> Line:
    key = _key(ASIDE, row["source_id"], row["rule"])
    is_open = view.address.get("open") == key
    return Line(
        [
            [
                _opener(view, formats.capital(words.rule(row["rule"])), key),
                html.Span(words.source(row["source_id"]), className="under-name"),
            ],
            formats.count(int(row["row_count"])),
        ],
        inside=_aside_rows(view, row) if is_open else None,
    )


def _aside_rows(view: View, row: Row) -> Component:
    objects = rows_of(
        control.set_aside_rows(view.viewer, row["source_id"], row["rule"], view.period)
    )
    heads = [Head(_("Object")), Head(_("Source row"), is_figure=True)]
    lines = [
        Line([one["object_id"] or "\N{EN DASH}", _place(one)]) for one in objects[:MOST_OBJECTS]
    ]
    return _opened(_("Rows set aside"), heads, lines, len(objects))


def _opened(
    title: str, heads: Sequence[Head], lines: Sequence[Line], all_of_them: int
) -> Component:
    """The rows behind a number; how many are left out is said."""
    left = all_of_them - len(lines)
    rest = (
        [html.P(ngettext("One more.", "%(num)s more.", left), className="note")] if left > 0 else []
    )
    return html.Div([figure_table(title, heads, lines), *rest], className="explanation")


def _turned_away(view: View) -> Component:
    rows = rows_of(control.turned_away(view.viewer))
    shown = rows if view.address.get("all") == DELIVERIES else rows[:FEW_DELIVERIES]
    heads = [
        Head(_("File")),
        Head(_("Outcome")),
        Head(_("Reason"), is_extra=True),
        Head(_("Delivered"), is_extra=True),
    ]
    lines = [
        Line(
            [
                html.Span(row["file_name"], className="row-name"),
                status(
                    "bad" if row["outcome"] == "refused" else "unknown",
                    words.outcome(row["outcome"]),
                ),
                name(row, "reason"),
                html.Span(formats.moment(row["delivered_at"]), className="nowrap"),
            ]
        )
        for row in shown
    ]
    title = words.deliveries_title(len(rows))
    table = figure_table(title, heads, lines)
    return section(
        title,
        _("Files delivered twice, refused or replaced, and what was accepted; latest first."),
        [table, *_all_deliveries(view, len(rows)), _source(_("Source: register of deliveries."))]
        if rows
        else [],
        "deliveries",
    )


def _all_deliveries(view: View, number: int) -> list[Component]:
    """The link that shows every delivery, or few of them again."""
    if number <= FEW_DELIVERIES:
        return []
    is_all = view.address.get("all") == DELIVERIES
    label = _("Show fewer") if is_all else _("Show all %(count)s", count=formats.count(number))
    href = view.address.here(all=None if is_all else DELIVERIES)
    return [html.P(link_here(label, href, "all-deliveries"), className="note")]


def _opener(view: View, label: str, key: str) -> Component:
    """The link that opens or closes a row of this page."""
    is_open = view.address.get("open") == key
    href = view.address.here(open=None if is_open else key)
    return opener(label, href, key_of(key), is_open=is_open)


def _key(*parts: str) -> str:
    """What the address says of an opened row, and the id of its link."""
    return SEPARATOR.join(parts)


def _place(row: Row) -> str:
    """File and line of a source row."""
    return f"{row['source_file']}:{formats.count(int(row['source_line']))}"


def _source(sources: str) -> Component:
    return source_line(f"{sources} {_('Constructed data.')}", built_words())
