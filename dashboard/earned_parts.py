"""Earned value on a page: four figures in words, the S-curve, the figures by part and report."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from actionplan.earned_value import EarnedValue
from dashboard import formats
from dashboard.charts.s_curve import Texts, s_curve
from dashboard.components.drawing import Drawing
from dashboard.components.facts import Fact, fact_row
from dashboard.components.sections import section, table_as_well
from dashboard.components.tables import Cell, Head, figure_table
from dashboard.components.tables import Line as TableLine
from dashboard.figures.earned import Earned, Named
from dashboard.i18n import _
from dashboard.plan_parts import day_cell, source
from dashboard.words import earned as words

PLAN = "/strategy/plan"


def facts(one: EarnedValue) -> list[Fact]:
    """What should be done, is done, has cost and is expected to cost."""
    unit = formats.millions_unit()
    is_known = one.eac is not None
    return [
        Fact(_("Should be done"), formats.millions_amount(one.pv), unit, [words.planned_note(one)]),
        Fact(_("Is done"), formats.millions_amount(one.ev), unit, [words.earned_note(one)]),
        Fact(_("Has cost"), formats.millions_amount(one.ac_ore), unit, [words.spent_note(one)]),
        Fact(
            _("All of it is expected to cost"),
            words.estimate(one),
            unit if is_known else "",
            [words.estimate_note(one)],
            None if is_known else "unknown",
        ),
    ]


def curve(earned: Earned) -> Drawing:
    """The S-curve of what is asked for."""
    texts = Texts(
        words.curve(earned.asked.shown.day, earned.value),
        _("planned"),
        _("promised"),
        _("is done"),
        _("spent"),
        words.tick,
    )
    return s_curve(earned.points, earned.reports, texts)


def earned_section(earned: Earned, parts: Sequence[Component]) -> Component:
    """Figures, S-curve, the figures of each report, and how they are reckoned.

    Args:
        earned: What is asked for.
        parts: The figures of each part of it, as the page shows them.
    """
    one = earned.value
    return section(
        words.title(one, is_whole=earned.is_whole),
        words.sub(earned.asked.shown.day),
        [
            fact_row(facts(one)),
            curve(earned),
            *parts,
            table_as_well(
                _(
                    "Report by report, as known on %(day)s",
                    day=formats.day(earned.asked.known_at),
                ),
                _by_report(earned),
            ),
            table_as_well(
                _("How it is reckoned"), html.Ul([html.Li(line) for line in words.reckoned(one)])
            ),
            source(earned.asked),
        ],
        "earned",
        class_name="earned",
    )


def by_part(head: str, parts: Sequence[Named], earned: Earned, *, leads_on: bool) -> Component:
    """The figures of each part, under those of all.

    Args:
        head: What the parts are.
        parts: In order.
        earned: What is asked for.
        leads_on: Whether a goal's name leads to its plan.
    """
    name = _("Earned value, %(unit)s", unit=formats.millions_unit())
    heads = [
        Head(head),
        Head(_("Budget"), is_figure=True, is_extra=True),
        Head(_("Should be done"), is_figure=True, is_extra=True),
        Head(_("Is done"), is_figure=True, is_extra=True),
        Head(_("Has cost"), is_figure=True, is_extra=True),
        Head(_("Done of what should be"), is_figure=True),
        Head(_("Work for 100 kr"), is_figure=True),
        Head(_("Expected to cost"), is_figure=True),
    ]
    lines = [TableLine([_("All"), *_amounts(earned.value)], is_total=True)]
    for one in parts:
        href = earned.shown.view.address.to(PLAN, goal=one.goal_id)
        named: Cell = html.A(one.name, href=href) if leads_on and one.goal_id else one.name
        lines.append(TableLine([named, *_amounts(one.value)]))
    return figure_table(name, heads, lines)


def _amounts(one: EarnedValue) -> list[str]:
    """A row's figures; what cannot be reckoned is said so."""
    return [
        *(formats.millions_amount(ore, 2) for ore in (one.bac_ore, one.pv, one.ev, one.ac_ore)),
        words.share(one),
        words.per_hundred(one),
        words.estimate(one, 2),
    ]


def _by_report(earned: Earned) -> Component:
    """The figures of every report's day, as they are known in what is shown."""
    heads = [
        Head(_("Report")),
        Head(_("Should be done"), is_figure=True),
        Head(_("Is done"), is_figure=True),
        Head(_("Has cost"), is_figure=True),
        Head(_("SPI"), is_figure=True, is_extra=True),
        Head(_("CPI"), is_figure=True, is_extra=True),
        Head(_("Expected to cost"), is_figure=True, is_extra=True),
    ]
    lines = [
        TableLine(
            [
                day_cell(day),
                *(formats.millions_amount(ore, 2) for ore in (one.pv, one.ev, one.ac_ore)),
                words.index(one.spi),
                words.index(one.cpi),
                words.estimate(one, 2),
            ]
        )
        for day, one in earned.told
    ]
    return figure_table(_("Report by report"), heads, lines)
