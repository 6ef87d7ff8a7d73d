"""What the two pages say: finished words, figures and drawings, by place, for the typesetter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dashboard import formats
from dashboard.charts.goals import goal_bar
from dashboard.components.bars import bridge_rows
from dashboard.earned_parts import curve, facts
from dashboard.figures.earned import Earned
from dashboard.figures.kpis import KpiState
from dashboard.figures.plan import Shown
from dashboard.i18n import _, language
from dashboard.plan import Line, title
from dashboard.report import drawings
from dashboard.report.tertial import Tertial
from dashboard.shell import build_hash
from dashboard.words import earned as earned_words
from dashboard.words import kpis as kpi_words
from dashboard.words import overview as words
from dashboard.words import plan as plan_words
from dashboard.words import plan_in_short as short_words
from dashboard.words import report as own
from dashboard.words.change import is_hardly_any
from dashboard.year_parts import bridge_steps, course, standing_words, way

if TYPE_CHECKING:
    from dashboard.components.shapes import Status

#: What two pages have room for.
MOST_SLIPPED, MOST_DIFFERING, MOST_DECISIONS = 5, 4, 6
COURSE, WAY, BRIDGE, GOAL, CURVE = 520, 210, 150, 260, 560
SHORT_HASH = 12
LAST_OF_YEAR = 3
Part = dict[str, Any]


def paper(tertial: Tertial) -> Part:
    """Everything on the two pages, in the reader's language."""
    year, short = tertial.year, tertial.short
    asked = short.asked
    found = year.forecast
    forecast_ore = found["forecast_ore"] if found else None
    decisions = _decisions(tertial)
    plan_title = short_words.title(short.whole.counts, len(short.questions))
    return {
        "language": language(),
        "title": own.title(tertial.number, tertial.day.year),
        "subtitle": own.subtitle(tertial.day, asked.known_at),
        "lead": words.page_title(year.view.period, forecast_ore, year.budget_ore, year.causes),
        "page": _("Page"),
        "forecast": _forecast(tertial),
        "bridge": _bridge(tertial),
        "kpis": _kpis(year.kpis),
        "plan": _plan(tertial, plan_title),
        "earned": _earned(tertial),
        "slipped": _slipped(tertial),
        "differing": _differing(tertial),
        "decisions": decisions,
        "foot": [own.rule(asked.limit), own.foot(build_hash()[:SHORT_HASH])],
        "shapes": {kind: drawings.status(kind) for kind in drawings.COLOURS},
    }


def over_budget_ore(tertial: Tertial) -> int:
    """How far the year is foreseen over its budget; 0 where it is not, or hardly."""
    found, budget = tertial.year.forecast, tertial.year.budget_ore
    if found is None or not budget:
        return 0
    difference: int = found["forecast_ore"] - budget
    return max(difference, 0) if not is_hardly_any(difference, budget) else 0


def _forecast(tertial: Tertial) -> Part:
    """The year against its budget, and how it has gone."""
    year, found = tertial.year, tertial.year.forecast
    label = (
        _("Outcome %(year)s against budget", year=tertial.day.year)
        if tertial.number == LAST_OF_YEAR
        else _("Full-year forecast %(year)s against budget", year=tertial.day.year)
    )
    if found is None or not year.budget_ore:
        told = _("No budget is loaded for the year.") if found else _("Nothing is foreseen yet")
        return {"label": label, "figure": "", "told": told, "chart": ""}
    difference = found["forecast_ore"] - year.budget_ore
    share = formats.percent(abs(difference), year.budget_ore, 1)
    told = words.against_budget(found["forecast_ore"], year.budget_ore)
    return {
        "label": label,
        "figure": formats.millions(found["forecast_ore"]),
        "status": "watch" if difference > 0 else "good",
        "told": f"{told} ({share}).",
        "note": words.budget_note(
            year.budget_ore, year.months_words, year.charged_ore, year.to_date_ore
        ),
        "title": words.course_title(year.deviations) if year.deviations else "",
        "sub": words.course_sub(found["missed_permille"]),
        "chart": drawings.svg(course(year, found), COURSE) if year.deviations else "",
    }


def _bridge(tertial: Tertial) -> Part:
    """What leads from the year before to this one."""
    year = tertial.year
    if not year.causes:
        return {"title": _("No earlier year to compare with"), "sub": "", "rows": []}
    rows = [
        {
            "name": step.label,
            "text": step.text,
            "chart": drawings.svg(drawing, BRIDGE),
            "strong": step.change_ore is None,
        }
        for step, drawing in bridge_rows(bridge_steps(year))
    ]
    sub = _(
        "%(span)s, %(unit)s. The parts add up to the öre.",
        span=formats.capital(year.months_words),
        unit=formats.millions_unit(),
    )
    heads = [_("Cause"), _("Change"), formats.millions_unit()]
    return {"title": words.bridge_title(year.causes), "sub": sub, "heads": heads, "rows": rows}


def _kpis(states: Sequence[KpiState]) -> Part:
    """The board's key figures beside their trajectories, worst first."""
    behind = next((state.name for state in states if state.standing == "bad"), "")
    return {
        "title": kpi_words.cards_title([state.standing for state in states], behind)
        if states
        else _("The board has chosen no key figures"),
        "sub": _("The line is the outcome, the dashed one the trajectory to the target (ring)."),
        "heads": [
            _("Key figure"), _("Outcome"), _("By the trajectory"), _("Started at"), _("Standing"),
            _("Course"),
        ],
        "rows": [_kpi(state) for state in states],
    }  # fmt: skip


def _kpi(state: KpiState) -> Part:
    told, drawn = state.latest, way(state)
    return {
        "name": state.name,
        "value": kpi_words.with_unit(told[1], state.unit, is_yearly=state.is_yearly)
        if told
        else formats.DASH,
        "should": formats.DASH
        if state.should_be is None
        else kpi_words.figure(state.should_be, state.unit),
        "start": formats.DASH
        if state.baseline is None
        else kpi_words.figure(state.baseline, state.unit),
        "status": state.standing,
        "standing": standing_words(state),
        "chart": "" if drawn is None else drawings.svg(drawn, WAY),
    }


def _plan(tertial: Tertial, sentence: str) -> Part:
    """The plan by goal."""
    short = tertial.short
    widest = max(one.all for one in short.goals)
    return {
        "title": sentence,
        "sub": short_words.on_time(short.on_time),
        "heads": [_("Goal"), _("Activities"), _("In words")],
        "rows": [
            {
                "name": one.name,
                "text": short_words.counts(one.counts),
                "chart": drawings.svg(goal_bar(one.by_status, widest), GOAL),
            }
            for one in short.goals
        ],
    }


def _earned(tertial: Tertial) -> Part:
    """What the money has given: four figures in words and the S-curve."""
    earned = Earned(Shown(tertial.short.asked))
    return {
        "title": earned_words.title(earned.value, is_whole=True),
        "rows": [
            {
                "name": one.label,
                "text": f"{one.value} {one.unit}".strip().replace(" ", formats.SPACE),
                "note": one.notes[0],
            }
            for one in facts(earned.value)
        ],
        "heads": [_("Of the whole plan"), _("Amount"), _("In words")],
        "chart": drawings.svg(curve(earned), CURVE),
        "label": earned_words.curve(earned.asked.shown.day, earned.value),
    }


def _slipped(tertial: Tertial) -> Part:
    """What has slipped most."""
    short = tertial.short
    shown = short.slipped[:MOST_SLIPPED]
    first = shown[0] if shown else None
    return {
        "title": short_words.slipped_title(title(first.line.activity), first.days)
        if first
        else short_words.nothing_slipped(),
        "heads": [_("Activity"), _("Worst milestone"), _("Days late"), _("Milestone moved")],
        "rows": [
            {
                "name": title(one.line.activity),
                "milestone": title(one.worst.state.milestone),
                "days": formats.count(one.days),
                "moved": short_words.moved(one.worst.slip.moves, one.worst.slip.net_days),
            }
            for one in shown
        ],
        "more": own.more(len(short.slipped) - len(shown)),
    }


def _differing(tertial: Tertial) -> Part:
    """Where rule and owner say different things, and whose word is missing."""
    short = tertial.short
    kinder = sum(line.judgement.is_kinder for line in short.differing)
    shown = short.differing[:MOST_DIFFERING]
    missing = [title(line.activity) for line in short.not_handed_in]
    return {
        "title": short_words.differing_title(kinder, len(short.differing) - kinder),
        "heads": [_("Activity"), _("By the rule"), _("Own rating"), _("Owner")],
        "rows": [_rating(tertial, line) for line in shown],
        "more": own.more(len(short.differing) - len(shown)),
        "missing": short_words.not_handed_in(missing),
    }


def _rating(tertial: Tertial, line: Line) -> Part:
    judged = line.judgement
    said = judged.self_rating
    seen: Status = plan_words.SHAPES[said] if said else "waiting"
    return {
        "name": title(line.activity),
        "rule": plan_words.by_rule(judged),
        "status": plan_words.SHAPES[judged.rating],
        "said": plan_words.rating(said),
        "own": seen,
        "owner": tertial.short.owner(line),
    }


def _decisions(tertial: Tertial) -> Part:
    """What is to be decided: money first, then the plan, the gravest first."""
    short, over = tertial.short, over_budget_ore(tertial)
    items = [{"text": own.over_budget(over, tertial.day.year)}] if over else []
    for one in short.questions:
        line = short.lines[one.activity_id]
        items.append(
            {
                "name": title(line.activity),
                "owner": short.owner(line),
                "text": short_words.question(one, *short.named(one)),
                "quote": one.text,
            }
        )
    return {
        "title": own.decisions_title(len(items)),
        "items": items[:MOST_DECISIONS],
        "more": own.more(len(items) - MOST_DECISIONS if len(items) > MOST_DECISIONS else 0),
    }
