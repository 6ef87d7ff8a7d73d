"""The plan's risks as a table to take along, with all that was told of each."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.risks import Risks, place
from dashboard.i18n import _
from dashboard.plan import title
from dashboard.words import plan as words


def risks_table(risks: Risks, notes: Sequence[str]) -> Table:
    """Every word on the risks asked for, the newest of each activity first."""
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Owner")),
        Column(_("Known on"), "day"),
        Column(_("Is the newest")),
        Column(_("Likelihood"), "whole"),
        Column(_("Consequence"), "whole"),
        Column(_("Size"), "whole"),
        Column(_("Who")),
        Column(_("In words")),
    ]
    rows: list[list[Value]] = []
    for risk in risks.all:
        for told in (risk.told, *risk.before):
            likelihood, consequence = place(told)
            rows.append(
                [
                    risk.line.id,
                    title(risk.line.activity),
                    risks.shown.owner(risk.line),
                    told.known_on,
                    _("yes") if told is risk.told else _("no"),
                    likelihood or None,
                    consequence or None,
                    likelihood * consequence,
                    words.by(told.by),
                    told.reason,
                ]
            )
    return Table(_("Risks"), columns, rows, notes)
