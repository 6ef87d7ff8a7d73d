"""What has changed in the plan as a table to take along."""

from collections.abc import Callable, Sequence

from actionplan.changes import Change
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _
from dashboard.words import plan as words
from dashboard.words import plan_changes as change_words


def changes_table(
    found: Sequence[Change], named: Callable[[Change], tuple[str, str]], notes: Sequence[str]
) -> Table:
    """Every change asked for, in words and in columns.

    Args:
        found: The changes.
        named: The names of what a change is of, and of its activity.
        notes: Under the table.
    """
    columns = [
        Column(_("Of")),
        Column(_("Name")),
        Column(_("Activity")),
        Column(_("In words")),
        Column(_("Before")),
        Column(_("Now")),
        Column(_("Days later"), "whole"),
        Column(_("Known on"), "day"),
        Column(_("Who")),
        Column(_("Why")),
    ]
    rows: list[list[Value]] = []
    for one in found:
        name, activity = named(one)
        rows.append(
            [
                one.id,
                name,
                activity,
                change_words.sentence(one, name),
                change_words.side(one, one.before),
                change_words.side(one, one.after),
                one.days,
                one.known_on,
                words.by(one.by),
                one.reason,
            ]
        )
    return Table(_("Changes"), columns, rows, notes)
