"""A month's intake as tables to take along."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, name
from dashboard.rows import Row
from dashboard.words import control as words


def files_table(files: Sequence[Row], notes: Sequence[str]) -> Table:
    """The month's files with their rows."""
    columns = [
        Column(_("File")),
        Column(_("Source")),
        Column(_("Rows in"), "whole"),
        Column(_("Accepted"), "whole"),
        Column(_("Rejected"), "whole"),
        Column("sha256"),
    ]
    rows = [
        [
            row["file_name"],
            words.source(row["source_id"]),
            row["rows_in"],
            row["rows_accepted"],
            row["rows_rejected"],
            row["sha256"],
        ]
        for row in files
    ]
    return Table(_("Files"), columns, rows, notes)


def rejects_table(rejects: Sequence[Row], notes: Sequence[str]) -> Table:
    """Rejected rows with file, line, column, value and reason."""
    columns = [
        Column(_("File")),
        Column(_("Line"), "whole"),
        Column(_("Column")),
        Column(_("Value")),
        Column(_("Rule")),
        Column(_("Reason")),
    ]
    rows = [
        [
            row["file_name"],
            row["line"],
            row["column_name"],
            row["value"],
            row["rule"],
            name(row, "reason"),
        ]
        for row in rejects
    ]
    return Table(_("Rejected"), columns, rows, notes)


def unallocated_table(unallocated: Sequence[Row], notes: Sequence[str]) -> Table:
    """What nobody pays for, by service and reason."""
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Reason")),
        Column(_("Objects"), "whole"),
        Column(_("Kr this month"), "ore"),
    ]
    rows = [
        [
            row["service_id"],
            name(row) if row["name_sv"] else row["service_id"],
            words.reason(row["reason"]),
            row["units"],
            row["amount_ore"],
        ]
        for row in unallocated
    ]
    return Table(_("Unallocated"), columns, rows, notes)


def objects_table(objects: Sequence[Row], notes: Sequence[str]) -> Table:
    """The objects nobody pays for, with the rows they stand in."""
    columns = [
        Column(_("Service id")),
        Column(_("Reason")),
        Column(_("Object")),
        Column(_("Last seen"), "day"),
        Column(_("Source file")),
        Column(_("Source row"), "whole"),
    ]
    rows = [
        [
            row["service_id"],
            words.reason(row["reason"]),
            row["object_id"],
            row["last_seen_on"],
            row["source_file"],
            row["source_line"],
        ]
        for row in objects
    ]
    return Table(_("Objects without an owner"), columns, rows, notes)


def set_aside_table(set_aside: Sequence[Row], notes: Sequence[str]) -> Table:
    """Rows set aside by rule."""
    columns = [Column(_("Source")), Column(_("Rule")), Column(_("Rows"), "whole")]
    rows = [
        [words.source(row["source_id"]), words.rule(row["rule"]), row["row_count"]]
        for row in set_aside
    ]
    return Table(_("Set aside"), columns, rows, notes)


def equations_table(terms: Sequence[Row], notes: Sequence[str]) -> Table:
    """Both sides of every equation, rows and kronor in columns of their own."""
    columns = [
        Column(_("Equation")),
        Column(_("Side")),
        Column(_("Term")),
        Column(_("Rows"), "whole"),
        Column(_("Kr"), "ore"),
    ]
    sides = {"left": _("One side"), "right": _("Other side")}
    rows = [
        [
            words.equation_name(row["equation"], row["source_id"]),
            sides[row["side"]],
            words.term(row["term"]),
            row["amount"] if row["unit"] == "rows" else None,
            row["amount"] if row["unit"] == "ore" else None,
        ]
        for row in terms
    ]
    return Table(_("Equations"), columns, rows, notes)
