"""The plan's effects as tables to take along: their measures, activities and fees."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dashboard import formats
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.effects import Effects, Line, Measure
from dashboard.i18n import _, name
from dashboard.plan import title
from dashboard.words import effects as words

HUNDRED = 100


def effects_tables(effects: Effects, notes: Sequence[str]) -> Mapping[str, Table]:
    """What the page shows; without fees for a reader of no prices."""
    found = {
        "effects": _measures(effects, notes),
        "activities": _activities(effects, notes),
    }
    return {**found, "fees": _fees(effects, notes)} if effects.shows_fees else found


def _measures(effects: Effects, notes: Sequence[str]) -> Table:
    columns = [
        *_heads(),
        Column(_("The effect")),
        Column(_("Milestones reached"), "whole"),
        Column(_("Milestones"), "whole"),
        Column(_("Key figure")),
        Column(_("Name")),
        Column(_("Unit")),
        Column(_("Starting value"), "milli"),
        Column(_("Planned on the report's day"), "milli"),
        Column(_("Outcome"), "milli"),
        Column(_("Outcome of"), "day"),
        Column(_("Planned that day"), "milli"),
        Column(_("Of the way, %"), "whole"),
        Column(_("The measure")),
    ]
    rows = [
        [
            *_named(effects, line),
            words.seen(line.seen),
            line.reached,
            line.milestones,
            *_measured(measure),
        ]
        for line in effects.lines
        for measure in line.measures
    ]
    return Table(_("Effects"), columns, rows, notes)


def _measured(one: Measure) -> list[Value]:
    outcome, part = one.distance.outcome, one.verdict.part
    return [
        one.code,
        one.state.name,
        one.state.unit,
        one.state.baseline,
        one.planned_now,
        _whole(outcome.milli) if outcome else None,
        outcome.day if outcome else None,
        one.distance.should_be,
        _whole(HUNDRED * part) if part is not None else None,
        words.measure(one.verdict.seen, part, one.verdict.doubt),
    ]


def _activities(effects: Effects, notes: Sequence[str]) -> Table:
    columns = [
        *_heads(),
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Milestones reached"), "whole"),
        Column(_("Milestones"), "whole"),
        Column(_("Last day, reached or expected"), "day"),
    ]
    rows = [
        [
            *_named(effects, line),
            work.state.activity.id,
            title(work.state.activity),
            work.reached,
            work.milestones,
            work.day,
        ]
        for line in effects.lines
        for work in line.works
    ]
    return Table(_("Activities"), columns, rows, notes)


def _fees(effects: Effects, notes: Sequence[str]) -> Table:
    columns = [
        *_heads(),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Price for")),
        Column(_("Month"), "day"),
        Column(_("Price, kr"), "e4"),
        Column(_("Quantity"), "milli"),
        Column(_("Charged in the month, kr"), "ore"),
        Column(_("Why")),
    ]
    rows = [
        [
            *_named(effects, line),
            fee.id,
            name(fee.service),
            words.price_unit(fee.service["per"], name(fee.service, "unit"), fee.kind),
            month,
            told.price_e4,
            told.quantity,
            told.amount_ore,
            "; ".join(name(row, "reason") for row in fee.reasons),
        ]
        for line in effects.lines
        for fee in line.fees
        for month, told in ((effects.first_month, fee.then), (effects.month, fee.now))
        if told is not None
    ]
    return Table(_("Fees"), columns, rows, notes)


def _heads() -> list[Column]:
    return [Column(_("Goal")), Column(_("Effect id")), Column(_("Effect"))]


def _named(effects: Effects, line: Line) -> list[Value]:
    return [effects.goal(line.effect.goal_id), line.effect.id, title(line.effect)]


def _whole(figure: Fraction | int) -> int:
    whole = Fraction(figure)
    return formats.rounded(whole.numerator, whole.denominator)
