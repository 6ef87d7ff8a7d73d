"""The rules of money as tables to take along: a line's steps, fee models, methods."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.worked import Worked
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.words import method as words


def steps_table(followed: Worked, notes: Sequence[str]) -> Table:
    """What happens to the line, step by step."""
    columns = [Column(_("Step")), Column(_("What it says")), Column(_("Figure"))]
    rows: list[list[Value]] = [list(step) for step in words.steps(followed)]
    return Table(_("The line"), columns, rows, notes)


def models_table(year: int | None, rows: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every department by every fee model; rows of ``queries.method.fee_models``."""
    columns = [
        Column(_("Year")),
        Column(_("Department id")),
        Column(_("Department")),
        Column(_("Per unit, as charged, kr"), "ore"),
        Column(_("Mixed, kr"), "ore"),
        Column(_("Per employee, kr"), "ore"),
    ]
    told: list[list[Value]] = [
        [
            str(year),
            row["department_id"],
            name(row),
            row["per_unit_ore"],
            row["mixed_ore"],
            row["per_employee_ore"],
        ]
        for row in rows
    ]
    return Table(_("Fee models"), columns, told, notes)


def methods_table(year: int | None, rows: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every service by every method; rows of ``queries.method.method_costs``."""
    columns = [
        Column(_("Year")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Step by step, kr"), "ore"),
        Column(_("Direct, kr"), "ore"),
        Column(_("Reciprocal, kr"), "ore"),
    ]
    told: list[list[Value]] = [
        [
            str(year),
            row["service_id"],
            name(row),
            row["step_down_ore"],
            row["direct_ore"],
            row["reciprocal_ore"],
        ]
        for row in rows
    ]
    return Table(_("Methods"), columns, told, notes)
