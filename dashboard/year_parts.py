"""The board's year in drawings and words, as the page shows it and the report prints it."""

import datetime

from dashboard import formats
from dashboard.charts.deviation import DeviationTexts, End, deviation
from dashboard.charts.trajectory import Span as PeerSpan
from dashboard.charts.trajectory import trajectory_line
from dashboard.components.bars import BridgeStep
from dashboard.components.drawing import Drawing
from dashboard.figures.kpis import KpiState
from dashboard.figures.year import DECEMBER, Year
from dashboard.i18n import _
from dashboard.rows import Row
from dashboard.words import kpis as kpi_words
from dashboard.words import overview as words


def course(year: Year, found: Row) -> Drawing:
    """The deviation added up month by month, and where it is foreseen to end."""
    title = words.course_title(year.deviations)
    texts = DeviationTexts(
        label=f"{title}.",
        tick=lambda ore: formats.millions_change(ore, 1),
        month=lambda month: formats.capital(formats.month_name(month))[:3],
        end=lambda ore: _("forecast %(change)s", change=formats.millions_change(ore, 1)),
        budget=_("budget"),
        month_amount=lambda month, ore: (
            f"{formats.month(month)}: {formats.millions_change(ore, 2)}"
        ),
    )
    return deviation(year.deviations, _end(year, found), texts)


def _end(year: Year, found: Row) -> End | None:
    """Where December is foreseen to end; nothing once it is there."""
    if year.view.period.month == DECEMBER:
        return None
    shift = year.budget_ore
    if found["low_ore"] is None:
        return End(found["forecast_ore"] - shift)
    return End(found["forecast_ore"] - shift, found["low_ore"] - shift, found["high_ore"] - shift)


def bridge_steps(year: Year) -> list[BridgeStep]:
    """From the year before to this year; the causes must not be empty."""
    before_words = formats.months(
        year.first.replace(year=year.first.year - 1), year.view.year_before
    )
    largest = max(year.causes, key=lambda one: abs(one.change_ore))
    before_ore = sum(row["before_ore"] for row in year.services)
    amount_ore = sum(row["amount_ore"] for row in year.services)
    return [
        BridgeStep(formats.capital(before_words), formats.millions(before_ore)),
        *(
            BridgeStep(
                year.cause_name(one),
                formats.millions_change(one.change_ore, 2),
                one.change_ore,
                one is largest,
            )
            for one in year.causes
        ),
        BridgeStep(formats.capital(year.months_words), formats.millions(amount_ore)),
    ]


def standing_words(state: KpiState) -> str:
    """How a key figure stands, in a word or two."""
    return kpi_words.standing(
        state.standing,
        state.better,
        has_target=state.should_be is not None,
        has_figure=state.latest is not None,
    )


def way(state: KpiState) -> Drawing | None:
    """The drawing of a key figure's way; none where nothing is known."""
    if not state.points and not state.targets:
        return None
    target = kpi_words.short_figure(state.targets[-1][1], state.unit) if state.targets else ""
    span = None
    if state.peers:
        median = kpi_words.median(state.peers.median, state.unit)
        at = datetime.date(state.peers.year, DECEMBER, 31)
        span = PeerSpan(at, state.peers.lowest, state.peers.median, state.peers.highest, median)
    label = f"{state.name}: {standing_words(state)}"
    return trajectory_line(state.points, state.targets, target, label, span)
