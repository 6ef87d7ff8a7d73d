"""The rows of a bill's amount table: its groups, the lines of the open one, what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dash.development.base_component import Component

from dashboard import formats
from dashboard.address import Address
from dashboard.components.amounts import AmountRow, Kind
from dashboard.components.links import key_of
from dashboard.components.shapes import status
from dashboard.figures.comparisons import LinePair
from dashboard.i18n import _, name, ngettext
from dashboard.queries.bill import NO_AGREEMENT, View
from dashboard.rows import Row
from dashboard.words import lines as words

MOST_GROUPS = 8
MOST_LINES = 12
# A row that would say "1 more" or "2 more" takes the room of what it leaves out.
LEAST_LEFT_OUT = 3
SHOWN = "yes"


@dataclass(frozen=True)
class OpenTable:
    """What the table shows and what of it is open.

    Args:
        address: Of the page; opening changes it.
        view: What the groups are.
        department: Its name, for the total.
        groups: Rows of :func:`dashboard.queries.bill.groups`.
        open_group: Id of the open group, or nothing.
        pairs: The lines of the open group.
        open_line: Id of the open line, or nothing.
        inside: The explanation of the open line.
    """

    address: Address
    view: View
    department: str
    groups: Sequence[Row]
    open_group: str = ""
    pairs: Sequence[LinePair] = field(default=())
    open_line: str = ""
    inside: Component | None = None


def amount_rows(table: OpenTable) -> list[AmountRow]:
    """The total, the largest groups, and the others as one row: each column adds up."""
    shown, left_out = _split(table)
    largest = max((abs(_change(row)) for row in shown), default=0)
    rows = [_total_row(table)]
    for row in shown:
        rows.append(_group_row(table, row, largest))
        if row["group_id"] == table.open_group:
            rows.extend(_line_rows(table))
    if left_out:
        rows.append(_rest_row(table, left_out))
    elif len(shown) >= MOST_GROUPS + LEAST_LEFT_OUT:
        rows.append(_fewer_row(table.address.here(all=None), "rest"))
    is_compared = any(row["before_ore"] for row in table.groups)
    return rows if is_compared else [_alone(row) for row in rows]


def _alone(row: AmountRow) -> AmountRow:
    """A row of a first bill: without a bill before there is no change to tell."""
    if not row.amount:
        return row
    return replace(row, before=formats.DASH, change=formats.DASH, share=None)


def _split(table: OpenTable) -> tuple[list[Row], list[Row]]:
    """Groups shown and left out; the open one is always shown."""
    left_out = [row for row in table.groups[MOST_GROUPS:] if row["group_id"] != table.open_group]
    if table.address.get("all") == SHOWN or len(left_out) < LEAST_LEFT_OUT:
        return list(table.groups), []
    return [row for row in table.groups if row not in left_out], left_out


def _change(row: Row) -> int:
    return int(row["amount_ore"] - row["before_ore"])


def _figures(rows: Sequence[Row]) -> dict[str, Any]:
    """The finished figures of one or several groups."""
    amount = sum(row["amount_ore"] for row in rows)
    before = sum(row["before_ore"] for row in rows)
    return {
        "quantity": words.line_count(sum(row["line_count"] for row in rows)),
        "before": formats.amount(before),
        "amount": formats.amount(amount),
        "change": formats.whole_change(amount - before),
    }


def _total_row(table: OpenTable) -> AmountRow:
    return AmountRow(
        f"{table.department}, {group_count(table.view, _charged(table.groups))}",
        **_figures(table.groups),
        kind="total",
    )


def _charged(groups: Sequence[Row]) -> int:
    return sum(row["line_count"] > 0 for row in groups)


def group_count(view: View, count: int) -> str:
    """``52 kostnadsställen``."""
    number = formats.count(count)
    if view == "cost_centre":
        return ngettext("%(count)s cost centre", "%(count)s cost centres", count, count=number)
    if view == "service":
        return ngettext("%(count)s service", "%(count)s services", count, count=number)
    return ngettext("%(count)s agreement", "%(count)s agreements", count, count=number)


def _rest_row(table: OpenTable, left_out: Sequence[Row]) -> AmountRow:
    return AmountRow(
        _("%(groups)s more", groups=group_count(table.view, len(left_out))),
        **_figures(left_out),
        kind="rest",
        href=table.address.here(all=SHOWN),
        key="open-the-rest",
        then=key_of("open", left_out[0]["group_id"]),
    )


def _fewer_row(href: str, kind: Kind) -> AmountRow:
    """What leads back from all rows to the largest."""
    return AmountRow(
        _("Show only the largest"), "", "", "", "", kind=kind, href=href, key=f"open-the-{kind}"
    )


def _group_row(table: OpenTable, row: Row, largest: int) -> AmountRow:
    is_open = row["group_id"] == table.open_group
    shown, number, mark = _group_name(table.view, row)
    return AmountRow(
        shown,
        **_figures([row]),
        number=number,
        mark=mark,
        share=_change(row) / largest if largest else None,
        href=table.address.here(open=None if is_open else row["group_id"], line=None, lines=None),
        key=key_of("open", row["group_id"]),
        is_open=is_open,
    )


def _group_name(view: View, row: Row) -> tuple[str, str, Component | None]:
    """Name, number and warning of a group."""
    if view == "cost_centre":
        return name(row), row["group_id"], None
    if view == "service":
        return name(row), "", None
    warning, state = words.agreement_state(row["status"])
    mark = status(warning, state) if warning else None
    if row["group_id"] == NO_AGREEMENT:
        return _("Without agreement"), "", mark
    system = f" {name(row)}" if name(row) else ""
    return f"{row['group_id']}{system}", "" if warning else state, mark


def _line_rows(table: OpenTable) -> list[AmountRow]:
    """The lines of the open group, the largest first; the others as one row."""
    is_open = [bool(pair.now and pair.now["line_id"] == table.open_line) for pair in table.pairs]
    left_out = [
        pair for place, pair in enumerate(table.pairs) if place >= MOST_LINES and not is_open[place]
    ]
    if len(left_out) < LEAST_LEFT_OUT:
        return [_line_row(table, pair) for pair in table.pairs]
    if table.address.get("lines") == SHOWN:
        fewer = _fewer_row(table.address.here(lines=None), "rest-line")
        return [*(_line_row(table, pair) for pair in table.pairs), fewer]
    shown = [_line_row(table, pair) for pair in table.pairs if pair not in left_out]
    return [*shown, _lines_left_out(table, left_out)]


def _line_row(table: OpenTable, pair: LinePair) -> AmountRow:
    line = pair.known
    shown, number = _line_name(table.view, line)
    figures: dict[str, Any] = {
        "before": formats.amount(pair.before_ore) if pair.before else formats.DASH,
        "amount": formats.amount(pair.amount_ore),
        "change": formats.whole_change(pair.change_ore),
    }
    if pair.now is None:
        return AmountRow(shown, _("ended"), **figures, kind="ended", number=number)
    is_open = line["line_id"] == table.open_line
    return AmountRow(
        shown,
        words.quantity(line),
        **figures,
        kind="line",
        number=number,
        href=table.address.here(
            open=table.open_group, line=None if is_open else line["line_id"], objects=None
        ),
        key=key_of("line", line["line_id"]),
        is_open=is_open,
        inside=table.inside if is_open else None,
    )


def _line_name(view: View, line: Row) -> tuple[str, str]:
    """What tells a line from the others of its group: a name and a number."""
    if view == "cost_centre":
        return words.service_name(line), ""
    if view == "service":
        system = line["agreement_system"]
        number = f"{line['cost_centre_id']} {system}" if system else line["cost_centre_id"]
        return line["cost_centre_name"], number
    return words.service_name(line), line["cost_centre_name"]


def _lines_left_out(table: OpenTable, left_out: Sequence[LinePair]) -> AmountRow:
    amount = sum(pair.amount_ore for pair in left_out)
    before = sum(pair.before_ore for pair in left_out)
    return AmountRow(
        _("%(lines)s more", lines=words.line_count(len(left_out))),
        "",
        formats.amount(before),
        formats.amount(amount),
        formats.whole_change(amount - before),
        kind="rest-line",
        href=table.address.here(lines=SHOWN),
        key="open-the-rest-line",
        then=key_of("line", left_out[0].known["line_id"]) if left_out[0].now else "",
    )
