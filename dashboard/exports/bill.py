"""A bill as tables to take along: what the page shows, every line, a line's objects."""

import datetime
from collections.abc import Sequence
from itertools import chain

from dashboard import formats
from dashboard.bill_rows import OpenTable
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.words import corrections
from dashboard.words import lines as words


def shown_table(
    table: OpenTable, period: datetime.date, before: datetime.date, notes: Sequence[str]
) -> Table:
    """The amount table: its total, every group, and the lines of the open one."""
    columns = [
        Column(_("Group")),
        Column(_("Name")),
        Column(_("Service")),
        Column(_("Quantity × price")),
        Column(_("Lines"), "whole"),
        Column(_("%(month)s, kr", month=formats.month(before)), "ore"),
        Column(_("%(month)s, kr", month=formats.month(period)), "ore"),
        Column(_("Change, kr"), "ore"),
    ]
    rows = chain.from_iterable(_group_and_lines(table, group) for group in table.groups)
    return Table(_("Bill"), columns, [_total(table), *rows], notes)


def _total(table: OpenTable) -> list[Value]:
    amount = sum(group["amount_ore"] for group in table.groups)
    before = sum(group["before_ore"] for group in table.groups)
    lines = sum(group["line_count"] for group in table.groups)
    return [_("Total"), table.department, "", "", lines, before, amount, amount - before]


def _group_and_lines(table: OpenTable, group: Row) -> list[list[Value]]:
    amount, before = group["amount_ore"], group["before_ore"]
    named = [group["group_id"], name(group), "", ""]
    rows: list[list[Value]] = [[*named, group["line_count"], before, amount, amount - before]]
    if group["group_id"] != table.open_group:
        return rows
    for pair in table.pairs:
        line = pair.known
        told = words.quantity(line) if pair.now else _("ended")
        rows.append(
            [
                line["cost_centre_id"],
                line["cost_centre_name"],
                words.service_name(line),
                told,
                None,
                pair.before_ore,
                pair.amount_ore,
                pair.change_ore,
            ]
        )
    return rows


def lines_table(lines: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every line with all that its amount was calculated from."""
    columns = [
        (Column(_("Line")), "line_id"),
        (Column(_("Booked month"), "day"), "period"),
        (Column(_("Charged month"), "day"), "charge_period"),
        (Column(_("Department")), "department_name"),
        (Column(_("Cost centre")), "cost_centre_id"),
        (Column(_("Name")), "cost_centre_name"),
        (Column(_("Service id")), "service_id"),
        (Column(_("Units"), "whole"), "units"),
        (Column(_("Unit-days"), "whole"), "unit_days"),
        (Column(_("Days in the month"), "whole"), "days_in_month"),
        (Column(_("Quantity"), "milli"), "quantity"),
        (Column(_("Used before what is included"), "milli"), "gross_quantity"),
        (Column(_("Included for the department"), "milli"), "allowance_quantity"),
        (Column(_("Used by the department"), "milli"), "department_gross_quantity"),
        (Column(_("Charged to the department"), "milli"), "department_quantity"),
        (Column(_("The department's amount, kr"), "ore"), "department_amount_ore"),
        (Column(_("Price, kr (a year or each)"), "ore"), "price_ore"),
        (Column(_("Metered price, kr"), "e4"), "price_e4"),
        (Column(_("Steps of the price")), "tiers"),
        (Column(_("The month's share, kr"), "ore"), "month_share_ore"),
        (Column(_("Amount, kr"), "ore"), "amount_ore"),
        (Column(_("Price lists")), "price_list_ids"),
        (Column(_("Price agreed in")), "price_agreement_id"),
        (Column(_("Decision")), "decision"),
        (Column(_("Agreement")), "agreement_id"),
        (Column(_("System")), "agreement_system"),
        (Column(_("Booked as")), "code_string"),
        (Column(_("Source files")), "source_files"),
        (Column(_("Corrects the line")), "original_line_id"),
        (Column(_("The line now, kr"), "ore"), "now_ore"),
        (Column(_("Charged before, kr"), "ore"), "before_ore"),
    ]
    heads = [column for column, _field in columns]
    rows = [[*(line[field] for _column, field in columns), *_spoken(line)] for line in lines]
    spoken = [Column(_("Service")), Column(_("Unit")), Column(_("State"))]
    return Table(_("Lines"), [*heads, *spoken], rows, notes)


def _spoken(line: Row) -> list[Value]:
    state = words.agreement_state(line["agreement_status"])[1]
    return [name(line, "service_name"), name(line, "unit"), state]


def credits_table(lines: Sequence[Row], notes: Sequence[str]) -> Table:
    """The credit specification: each correction with what was charged and what it is now."""
    columns = [
        Column(_("Corrected month"), "day"),
        Column(_("Cost centre")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Charged before, kr"), "ore"),
        Column(_("The line now, kr"), "ore"),
        Column(_("Difference, kr"), "ore"),
        Column(_("Reason")),
        Column(_("Line")),
        Column(_("Corrects the line")),
    ]
    rows: list[list[Value]] = [
        [
            line["charge_period"],
            line["cost_centre_id"],
            line["service_id"],
            name(line, "service_name"),
            line["before_ore"],
            line["now_ore"],
            line["amount_ore"],
            corrections.reason(line),
            line["line_id"],
            line["original_line_id"],
        ]
        for line in lines
    ]
    return Table(_("Corrections"), columns, rows, notes)


def objects_table(line: Row, objects: Sequence[Row], notes: Sequence[str]) -> Table:
    """The objects or rows of use behind a line with file and line in it."""
    if words.is_by_use(line):
        return _uses_table(objects, notes)
    columns = [
        Column(_("Object")),
        Column(_("From"), "day"),
        Column(_("Through")),
        Column(_("Last seen"), "day"),
        Column(_("Source file")),
        Column(_("Source row"), "whole"),
    ]
    rows = [
        [
            row["object_id"],
            row["object_from"],
            words.last_day(row["object_until"]),
            row["last_seen_on"],
            row["source_file"],
            row["source_line"],
        ]
        for row in objects
    ]
    return Table(_("Objects"), columns, rows, notes)


def _uses_table(uses: Sequence[Row], notes: Sequence[str]) -> Table:
    columns = [
        Column(_("From whom or what")),
        Column(_("Day"), "day"),
        Column(_("Quantity"), "milli"),
        Column(_("Source file")),
        Column(_("Source row"), "whole"),
    ]
    rows = [
        [
            row["object_id"],
            row["valid_from"],
            row["quantity"],
            row["source_file"],
            row["source_line"],
        ]
        for row in uses
    ]
    return Table(_("Rows"), columns, rows, notes)
