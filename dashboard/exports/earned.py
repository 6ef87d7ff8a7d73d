"""Earned value as a table to take along: all, goal by goal, and activity by activity."""

from collections.abc import Sequence
from fractions import Fraction

from actionplan.earned_value import EarnedValue
from dashboard import formats
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.earned import Earned
from dashboard.i18n import _
from dashboard.plan import title
from dashboard.words import earned as words

MILLI = 1_000


def earned_table(earned: Earned, notes: Sequence[str]) -> Table:
    """The figures of what is asked for, rounded to the öre and the thousandth."""
    columns = [
        Column(_("Goal")),
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Budget, kr"), "ore"),
        Column(_("Should be done (PV), kr"), "ore"),
        Column(_("Is done (EV), kr"), "ore"),
        Column(_("Has cost (AC), kr"), "ore"),
        Column(_("SPI"), "milli"),
        Column(_("CPI"), "milli"),
        Column(_("Expected to cost (EAC), kr"), "ore"),
    ]
    rows: list[list[Value]] = [[_("All"), "", "", *_figures(earned.value)]]
    for goal in earned.goals:
        rows.append([goal.name, "", "", *_figures(goal.value)])
        rows += [
            [goal.name, line.id, title(line.activity), *_figures(earned.asked.earned[line.id])]
            for line in earned.shown.lines
            if line.activity.goal_id == goal.goal_id
        ]
    told = words.title(earned.value, is_whole=earned.is_whole)
    return Table(_("Earned value"), columns, rows, [told, *notes])


def _figures(one: EarnedValue) -> list[Value]:
    """Empty where there is nothing to divide by."""
    return [
        one.bac_ore,
        _whole(one.pv),
        _whole(one.ev),
        one.ac_ore,
        _whole(one.spi, MILLI),
        _whole(one.cpi, MILLI),
        _whole(one.eac),
    ]


def _whole(one: Fraction | None, parts: int = 1) -> int | None:
    return None if one is None else formats.rounded(one.numerator * parts, one.denominator)
