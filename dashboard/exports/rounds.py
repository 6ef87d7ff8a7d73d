"""A round of reporting as a table to take along: what each activity's owner said."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.plan import Shown
from dashboard.figures.rounds import Reporting, comment_of, cost_of, last_of, percent_of
from dashboard.i18n import _
from dashboard.plan import title
from dashboard.words import plan as words


def round_table(asked: Reporting, notes: Sequence[str]) -> Table:
    """Every activity asked for, with what was handed in; empty cells where nothing was."""
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Owner")),
        Column(_("Own rating")),
        Column(_("By the rule")),
        Column(_("Per cent done"), "whole"),
        Column(_("Cost, kr"), "ore"),
        Column(_("Comment")),
        Column(_("Last reported"), "day"),
    ]
    shown, day = Shown(asked), asked.report_date
    rows: list[list[Value]] = []
    for line in asked.asked_for:
        last = last_of(line)
        rows.append(
            [
                line.id,
                title(line.activity),
                shown.owner(line),
                words.rating(line.judgement.self_rating),
                words.by_rule(line.judgement),
                percent_of(line, day),
                cost_of(line, day),
                comment_of(line, day),
                last.report_date if last else None,
            ]
        )
    return Table(_("Reports"), columns, rows, notes)
