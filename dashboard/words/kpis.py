"""KPIs in words: figures with their unit, how they stand, where they come from, whom they meet."""

import datetime
from collections.abc import Sequence
from fractions import Fraction

from chargeback.trajectory import Standing
from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words.causes import running_name

MILLI = 1000
DECIMALS = {"%": 1}


def figure(milli: Fraction | int, unit: str) -> str:
    """A figure without its unit: per cent to one decimal, all else whole.

    Args:
        milli: Thousandths of the unit.
        unit: kr, %, number or index.
    """
    whole = Fraction(milli)
    return formats.decimal(whole.numerator, MILLI * whole.denominator, DECIMALS.get(unit, 0))


def short_figure(milli: Fraction | int, unit: str) -> str:
    """The same where there is little room: no decimal that is nought."""
    decimals = 0 if milli % MILLI == 0 else DECIMALS.get(unit, 0)
    whole = Fraction(milli)
    return formats.decimal(whole.numerator, MILLI * whole.denominator, decimals)


def unit_words(unit: str, *, is_yearly: bool) -> str:
    """What stands after the figure; nothing after a number of things."""
    if unit == "kr":
        return _("kr a year") if is_yearly else "kr"
    return {"%": "%", "index": _("of 100")}.get(unit, "")


def with_unit(milli: Fraction | int, unit: str, *, is_yearly: bool) -> str:
    """A figure with its unit, for running text."""
    if unit == "%":
        whole = Fraction(milli)
        return formats.percent(whole.numerator, 100 * MILLI * whole.denominator, DECIMALS["%"])
    mark = unit_words(unit, is_yearly=is_yearly)
    return f"{figure(milli, unit)}{formats.SPACE}{mark}".strip()


def standing(kind: Standing, better: str, *, has_target: bool, has_figure: bool) -> str:
    """How a KPI stands, in a word or two."""
    if not has_figure:
        return _("no figure yet")
    if better == "none":
        return _("no direction decided")
    if not has_target:
        return _("no target that day")
    return {
        "good": _("on its trajectory"),
        "watch": _("near its trajectory"),
        "bad": _("behind its trajectory"),
    }[kind]


def should_be(milli: int | None, baseline: int | None, unit: str) -> str:
    """Where it should be, and where it started; empty where nothing is decided."""
    told = (
        [_("By the trajectory %(figure)s.", figure=figure(milli, unit))]
        if milli is not None
        else []
    )
    if baseline is not None:
        told.append(_("Started at %(figure)s.", figure=figure(baseline, unit)))
    return " ".join(told)


def trend(now: Fraction, before: tuple[datetime.date, Fraction] | None, unit: str) -> str:
    """How it has moved in a year."""
    if before is None:
        return _("There is no figure of a year before.")
    day, earlier = before
    words = {"earlier": figure(earlier, unit), "month": formats.month(day)}
    if figure(now, unit) == words["earlier"]:
        return _("As in %(month)s.", month=words["month"])
    if now > earlier:
        return _("Up from %(earlier)s in %(month)s.", **words)
    return _("Down from %(earlier)s in %(month)s.", **words)


def as_of(told_on: datetime.date, shown: datetime.date) -> str:
    """The day a figure is of, where it is not the month shown; else empty."""
    if (told_on.year, told_on.month) == (shown.year, shown.month):
        return ""
    return _("Reported %(day)s.", day=formats.day_in_words(told_on))


def no_peers() -> str:
    """Where measure or year differ."""
    return _("Comparison is missing.")


def peers(year: int, own: str, lowest: str, highest: str, count: int) -> str:
    """What other municipalities reached the same year."""
    return _(
        "%(year)s: %(own)s; %(count)s other municipalities %(lowest)s to %(highest)s.",
        year=year,
        own=own,
        count=formats.count(count),
        lowest=lowest,
        highest=highest,
    )


def median(milli: int, unit: str) -> str:
    """The words at the median's tick."""
    return _("median %(figure)s", figure=figure(milli, unit))


def cards_title(standings: Sequence[Standing], furthest: str) -> str:
    """How the chosen KPIs stand together.

    Args:
        standings: Of each.
        furthest: Name of the one furthest behind; empty where none is.
    """
    behind, judged = standings.count("bad"), sum(one != "unknown" for one in standings)
    if not judged:
        return _("None of the key figures can be judged yet")
    if not behind:
        near = standings.count("watch")
        if not near:
            return ngettext(
                "The key figure is on its trajectory",
                "All %(num)s key figures with a target are on their trajectory",
                judged,
            )
        return _(
            "No key figure is behind its trajectory, %(near)s of %(judged)s are near it",
            near=formats.count(near),
            judged=formats.count(judged),
        )
    return _(
        "%(behind)s of %(judged)s key figures are behind their trajectory, furthest: %(name)s",
        behind=formats.count(behind),
        judged=formats.count(judged),
        name=running_name(furthest),
    )


def definitions_title(kpis: int, computed: int) -> str:
    """How many key figures there are and how many are worked out from the city's files."""
    return _(
        "%(kpis)s key figures, %(computed)s of them worked out from the city's own files",
        kpis=formats.count(kpis),
        computed=formats.count(computed),
    )


def how_told(*, is_computed: bool, has_model: bool) -> str:
    """Where a key figure's figures come from, in a word or two."""
    if is_computed:
        return _("computed") if has_model else _("not measured yet")
    return _("reported, checked by a computed one") if has_model else _("reported")


def year_rule(rule: str | None, frequency: str | None) -> str:
    """How a year's figure is made of months; of a reported one, how often it is told."""
    if rule is None:
        return {
            "tertial": _("Reported every four months."),
            "månad": _("Reported every four months."),
            "år": _("Reported once a year."),
        }.get(frequency or "", formats.DASH)
    return {
        "at year end": _("The month's own figure; a year's is that of December."),
        "sum over sum": _("Twelve months added up, over twelve months added up."),
        "sum over mean": _("Twelve months added up, over the mean of the months."),
        "size of sum over sum": _(
            "Twelve months added up, without sign, over twelve months added up."
        ),
    }[rule]


def better(direction: str) -> str:
    """Which way is better."""
    return {"higher": _("Higher."), "lower": _("Lower.")}.get(
        direction, _("No direction is decided.")
    )


def check(figure: str, day: datetime.date) -> str:
    """The computed figure beside the reported one."""
    return _(
        "Computed from the city's files it is %(figure)s on %(day)s. The reported figure is shown "
        "and judged.",
        figure=figure,
        day=formats.day_in_words(day),
    )


def sources(delivered: Sequence[str], decided: int) -> str:
    """Whose files a figure comes from, and how many tables of the city's own decisions.

    Args:
        delivered: Names of the sources.
        decided: How many reference tables.
    """
    tables = ngettext("one reference table", "%(num)s reference tables", decided)
    named = [*delivered, *([tables] if decided else [])]
    return formats.capital(" · ".join(named)) if named else formats.DASH


def batches(count: int) -> str:
    """How many staged tables the files were made into."""
    return ngettext("One staged table", "%(num)s staged tables", count)


def models(count: int) -> str:
    """How many models lie between the staged tables and those the figure reads."""
    return ngettext("One model on the way", "%(num)s models on the way", count)
