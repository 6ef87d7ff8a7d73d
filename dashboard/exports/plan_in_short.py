"""The plan in short as tables to take along: by goal, slipped, to decide, seen otherwise."""

from collections.abc import Mapping, Sequence

from dashboard.exports.earned import earned_table
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.earned import Earned
from dashboard.figures.plan import Shown
from dashboard.figures.plan_in_short import RATINGS, InShort
from dashboard.i18n import _
from dashboard.plan import title
from dashboard.words import plan as plan_words
from dashboard.words import plan_in_short as words


def plan_tables(short: InShort, notes: Sequence[str]) -> Mapping[str, Table]:
    """The tables by the names an address calls them."""
    return {
        "goals": _goals(short, notes),
        "slipped": _slipped(short, notes),
        "decisions": _questions(short, notes),
        "taken": _taken(short, notes),
        "ratings": _ratings(short, notes),
        "earned": earned_table(Earned(Shown(short.asked)), notes),
    }


def _goals(short: InShort, notes: Sequence[str]) -> Table:
    heads = [Column(_("Goal")), Column(_("Activities"), "whole")]
    columns = [*heads, *(Column(words.head(rating), "whole") for rating in RATINGS)]
    rows: list[list[Value]] = [
        [one.name or _("The whole plan"), one.all, *(one.counts[rating] for rating in RATINGS)]
        for one in [*short.goals, short.whole]
    ]
    return Table(_("By goal"), columns, rows, [words.on_time(short.on_time), *notes])


def _slipped(short: InShort, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Owner")),
        Column(_("Worst milestone")),
        Column(_("First decided"), "day"),
        Column(_("Decided now"), "day"),
        Column(_("Forecast"), "day"),
        Column(_("Days from the first plan"), "whole"),
        Column(_("Days from the plan in force"), "whole"),
        Column(_("Moves"), "whole"),
        Column(_("Days moved in all"), "whole"),
    ]
    rows: list[list[Value]] = [
        [
            one.line.id,
            title(one.line.activity),
            short.owner(one.line),
            title(one.worst.state.milestone),
            one.worst.state.first_baseline,
            one.worst.state.current_baseline,
            one.worst.state.forecast,
            one.days,
            one.worst.late_current,
            one.worst.slip.moves,
            one.worst.slip.net_days,
        ]
        for one in short.slipped
    ]
    return Table(_("Slipped most"), columns, rows, notes)


def _questions(short: InShort, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Owner")),
        Column(_("Why")),
        Column(_("To decide")),
    ]
    rows: list[list[Value]] = []
    for one in short.questions:
        line = short.lines[one.activity_id]
        told = f"{words.question(one, *short.named(one))} {one.text}".rstrip()
        rows.append([line.id, title(line.activity), short.owner(line), words.kind(one.kind), told])
    return Table(_("To decide"), columns, rows, notes)


def _taken(short: InShort, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Decision")),
        Column(_("Decided by")),
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("What was decided")),
        Column(_("Known on"), "day"),
    ]
    rows: list[list[Value]] = [
        [
            one.told.value,
            one.told.by,
            one.line.id if one.line else "",
            title(one.line.activity) if one.line else _("The whole plan"),
            one.told.reason,
            one.told.known_on,
        ]
        for one in short.taken
    ]
    return Table(_("Decided"), columns, rows, notes)


def _ratings(short: InShort, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Owner")),
        Column(_("By the rule")),
        Column(_("Own rating")),
        Column(_("Differs")),
    ]
    rows: list[list[Value]] = [
        [
            line.id,
            title(line.activity),
            short.owner(line),
            plan_words.by_rule(line.judgement),
            plan_words.rating(line.judgement.self_rating),
            (_("owner kinder") if line.judgement.is_kinder else _("owner sterner"))
            if line.judgement.differs
            else "",
        ]
        for line in [*short.differing, *(x for x in short.asked.lines if not x.judgement.differs)]
    ]
    return Table(_("Rule and owner"), columns, rows, notes)
