"""The action plan's activities, milestones and history as tables to take along."""

from collections.abc import Sequence

from actionplan.plan import Fact
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.plan import Shown
from dashboard.i18n import _
from dashboard.plan import title
from dashboard.words import plan as words


def activities_table(shown: Shown, notes: Sequence[str]) -> Table:
    """The activities asked for, with what is calculated of them."""
    columns = [
        Column(_("Activity id")),
        Column(_("Activity")),
        Column(_("Goal")),
        Column(_("Owner")),
        Column(_("Decided start"), "day"),
        Column(_("Decided end"), "day"),
        Column(_("Start"), "day"),
        Column(_("End"), "day"),
        Column(_("Slack, working days"), "whole"),
        Column(_("Moves"), "whole"),
        Column(_("Days late"), "whole"),
        Column(_("By the rule")),
        Column(_("Own rating")),
        Column(_("Budget, kr"), "ore"),
        Column(_("Cost, kr"), "ore"),
    ]
    rows: list[list[Value]] = []
    for line in shown.lines:
        bar, judged = shown.bar(line), line.judgement
        rows.append(
            [
                line.id,
                title(line.activity),
                shown.goal(line.activity.goal_id),
                shown.owner(line),
                bar.plan_start,
                bar.plan_end,
                bar.start,
                bar.end,
                line.row.total_float if line.row else None,
                line.moves,
                judged.late_days,
                words.by_rule(judged),
                words.rating(judged.self_rating),
                line.activity.budget_ore,
                line.state.cost_ore,
            ]
        )
    return Table(_("Activities"), columns, rows, notes)


def milestones_table(shown: Shown, notes: Sequence[str]) -> Table:
    """The milestones asked for, with how they have moved."""
    columns = [
        Column(_("Milestone id")),
        Column(_("Milestone")),
        Column(_("Activity")),
        Column(_("First decided"), "day"),
        Column(_("Decided now"), "day"),
        Column(_("Forecast"), "day"),
        Column(_("Reached"), "day"),
        Column(_("Days from the first plan"), "whole"),
        Column(_("Days from the plan in force"), "whole"),
        Column(_("Moves"), "whole"),
        Column(_("Days moved later"), "whole"),
        Column(_("Days moved earlier"), "whole"),
        Column(_("Outcome after last forecast, days"), "whole"),
    ]
    rows: list[list[Value]] = [
        [
            one.id,
            title(one.state.milestone),
            title(one.line.activity),
            one.state.first_baseline,
            one.state.current_baseline,
            one.state.forecast,
            one.state.actual,
            one.slip.against_first,
            one.slip.against_current,
            one.slip.moves,
            one.slip.days_later,
            one.slip.days_earlier,
            one.slip.last_forecast_miss,
        ]
        for one in shown.dates
    ]
    return Table(_("Milestones"), columns, rows, notes)


def history_table(facts: Sequence[Fact], notes: Sequence[str]) -> Table:
    """What was told, in the order it was written."""
    columns = [
        Column(_("Fact"), "whole"),
        Column(_("Known on"), "day"),
        Column(_("Report"), "day"),
        Column(_("Of")),
        Column(_("What")),
        Column(_("Value")),
        Column(_("Who")),
        Column(_("Why")),
    ]
    rows: list[list[Value]] = [
        [
            fact.number,
            fact.known_on,
            fact.report_date,
            fact.id,
            words.kind(fact.kind),
            words.value(fact),
            words.by(fact.by),
            fact.reason,
        ]
        for fact in facts
    ]
    return Table(_("History"), columns, rows, notes)
