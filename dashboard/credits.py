"""The credit specification of a bill and the state of its month: part of the bill's page."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.links import link_here
from dashboard.components.sections import section, source_line
from dashboard.components.tables import Head, Line, figure_table
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.shell import built_words
from dashboard.view import View
from dashboard.words import corrections as words


def credit_specification(view: View, lines: Sequence[Row]) -> list[Component]:
    """What the bill corrects of closed months; nothing where it corrects nothing.

    Args:
        view: Whose bill of which month.
        lines: Rows of :func:`dashboard.queries.bill.corrections`.
    """
    if not lines:
        return []
    title = words.title(lines)
    sub = _(
        "Part of the amount for %(month)s, kr. A closed month's bill never changes: what is "
        "found later is corrected here.",
        month=formats.month(view.period),
    )
    heads = [
        Head(_("Month")),
        Head(_("Service and cost centre")),
        Head(_("Was"), is_figure=True),
        Head(_("Is"), is_figure=True),
        Head(_("Difference"), is_figure=True),
        Head(_("Reason"), is_extra=True),
    ]
    rows = [_total(lines), *(_line(view, line) for line in lines)]
    source = source_line(
        _("Source: sealed months and bill lines %(month)s.", month=formats.month(view.period)),
        built_words(),
    )
    return [section(title, sub, [figure_table(title, heads, rows), source], "credits")]


def _total(lines: Sequence[Row]) -> Line:
    was, now, difference = (
        sum(line[column] for line in lines) for column in ("before_ore", "now_ore", "amount_ore")
    )
    cells = [
        _("Total"), "", formats.amount(was), formats.amount(now), formats.change(difference), "",
    ]  # fmt: skip
    return Line(cells, is_total=True)


def _line(view: View, line: Row) -> Line:
    href = view.address.here(line=line["line_id"], open=None, view=None, objects=None)
    shown = f"{name(line, 'service_name')}, {line['cost_centre_name']}"
    return Line(
        [
            html.Span(formats.period_key(line["charge_period"]), className="nowrap"),
            link_here(shown, href, f"credit-{line['line_id']}"),
            formats.amount(line["before_ore"]),
            formats.amount(line["now_ore"]),
            formats.change(line["amount_ore"]),
            words.reason(line),
        ]
    )
