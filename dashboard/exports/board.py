"""The city's costs as tables to take along."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, name
from dashboard.rows import Row


def costs_table(cells: Sequence[Row], span: str, notes: Sequence[str]) -> Table:
    """What each department pays for each service, a row for each pair with an amount.

    Args:
        cells: Rows of :func:`dashboard.queries.board.departments_and_services`.
        span: The months in words.
        notes: Source and build.
    """
    columns = [
        Column(_("Department id")),
        Column(_("Department")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("%(span)s, kr", span=span), "ore"),
        Column(_("A year before, kr"), "ore"),
        Column(_("Change, kr"), "ore"),
    ]
    rows = [
        [
            cell["department_id"],
            name(cell, "department"),
            cell["service_id"],
            name(cell, "service"),
            cell["amount_ore"],
            cell["before_ore"],
            cell["amount_ore"] - cell["before_ore"],
        ]
        for cell in cells
    ]
    return Table(_("Costs"), columns, rows, notes)


def months_table(months: Sequence[Row], notes: Sequence[str]) -> Table:
    """The city's total of every month; rows of :func:`dashboard.queries.board.city_months`."""
    columns = [Column(_("Month"), "day"), Column(_("Charged, kr"), "ore")]
    rows = [[month["period"], month["amount_ore"]] for month in months]
    return Table(_("Months"), columns, rows, notes)
