"""A month's reconciliation as tables to take along."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.words import reconciliation as words


def errors_table(errors: Sequence[Row], notes: Sequence[str]) -> Table:
    """Booking errors one by one."""
    columns = [
        Column(_("Month"), "day"),
        Column(_("Voucher")),
        Column(_("Department")),
        Column(_("Account")),
        Column(_("Cost centre")),
        Column(_("Counterparty")),
        Column(_("What is wrong")),
        Column(_("Delivered, kr"), "ore"),
        Column(_("Booked, kr"), "ore"),
        Column(_("Difference, kr"), "ore"),
        Column(_("Rows"), "whole"),
    ]
    rows = [
        [
            row["period"],
            row["vouchers"],
            name(row) if row["name_sv"] else row["department_id"],
            row["account"],
            row["cost_centre_id"],
            row["counterparty"],
            words.error(row),
            row["ours_ore"],
            row["ledger_ore"],
            row["difference_ore"],
            row["row_count"],
        ]
        for row in errors
    ]
    return Table(_("Booking errors"), columns, rows, notes)


def differences_table(differences: Sequence[Row], notes: Sequence[str]) -> Table:
    """Where the ledger differs, key by key."""
    columns = [
        Column(_("Side")),
        Column(_("Department")),
        Column(_("Account")),
        Column(_("Cost centre")),
        Column(_("Counterparty")),
        Column(_("Delivered, kr"), "ore"),
        Column(_("Booked, kr"), "ore"),
        Column(_("Difference, kr"), "ore"),
        Column(_("Voucher")),
    ]
    rows = [
        [
            words.side(row["side"]),
            row["department_id"],
            row["account"],
            row["cost_centre_id"],
            row["counterparty"],
            row["ours_ore"],
            row["ledger_ore"],
            row["difference_ore"],
            row["vouchers"],
        ]
        for row in differences
    ]
    return Table(_("Differences"), columns, rows, notes)


def agreements_table(agreements: Sequence[Row], notes: Sequence[str]) -> Table:
    """Both sides of every agreement."""
    columns = [
        Column(_("Department")),
        Column(_("Agreement")),
        Column(_("Customer, kr"), "ore"),
        Column(_("Supplier, kr"), "ore"),
    ]
    rows = [
        [
            name(row) if row["name_sv"] else row["department_id"],
            row["agreement_id"],
            row["customer_ore"],
            row["supplier_ore"],
        ]
        for row in agreements
    ]
    return Table(_("Agreements"), columns, rows, notes)


def results_table(results: Sequence[Row], notes: Sequence[str]) -> Table:
    """Fees beside self-cost, service by service."""
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Fees, kr"), "ore"),
        Column(_("Self-cost, kr"), "ore"),
        Column(_("Result, kr"), "ore"),
    ]
    rows = [
        [
            row["service_id"],
            name(row) if row["name_sv"] else None,
            row["fees_ore"],
            row["self_cost_ore"],
            row["result_ore"],
        ]
        for row in results
    ]
    return Table(_("Result"), columns, rows, notes)


def codes_table(code_strings: Sequence[Row], notes: Sequence[str]) -> Table:
    """Code strings that cannot be booked."""
    columns = [
        Column(_("Code string")),
        Column(_("What is wrong")),
        Column(_("Side")),
        Column(_("Department")),
        Column(_("Kr this month"), "ore"),
        Column(_("Lines"), "whole"),
    ]
    rows = [
        [
            row["code_string"],
            words.code_fault(row["fault"]),
            words.side(row["side"]),
            name(row) if row["name_sv"] else row["department_id"],
            row["amount_ore"],
            row["line_count"],
        ]
        for row in code_strings
    ]
    return Table(_("Code strings"), columns, rows, notes)


def invoices_table(invoices: Sequence[Row], notes: Sequence[str]) -> Table:
    """The basis of invoices outside the city; VAT comes on top."""
    columns = [
        Column(_("Customer")),
        Column(_("Cost centre")),
        Column(_("Service")),
        Column(_("Month of use"), "day"),
        Column(_("Quantity"), "milli"),
        Column(_("Unit")),
        Column(_("Kr"), "ore"),
        Column(_("VAT")),
    ]
    rows = [
        [
            row["department_name"],
            row["cost_centre_id"],
            name(row, "service_name"),
            row["charge_period"],
            row["quantity"],
            name(row, "unit"),
            row["amount_ore"],
            _("VAT is added"),
        ]
        for row in invoices
    ]
    return Table(_("Invoices"), columns, rows, notes)
