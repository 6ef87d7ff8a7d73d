"""What a stretch of months is called where it is chosen."""

from dashboard import formats
from dashboard.figures.changes import ADOPTED, BUDGET, OUTCOME, Shown
from dashboard.figures.stretches import FREE, MONTH, QUARTER, SO_FAR, TERTIAL, YEAR, Stretch
from dashboard.i18n import _


def kind(key: str) -> str:
    """A kind of stretch: ``Tertial``."""
    return {
        MONTH: _("Month"),
        QUARTER: _("Quarter"),
        TERTIAL: _("Tertial"),
        SO_FAR: _("Year to date"),
        YEAR: _("Whole year"),
        FREE: _("Any months"),
    }[key]


def stretch(one: Stretch) -> str:
    """A stretch among others of its kind: ``Tertial 2 2008, maj–augusti``."""
    if one.kind == YEAR:
        return str(one.first.year)
    if one.kind not in {QUARTER, TERTIAL}:
        return formats.months(one.first, one.last)
    return _(
        "%(number)s %(year)s, %(months)s",
        number=one.number,
        year=one.first.year,
        months=f"{formats.month_name(one.first)}{formats.DASH}{formats.month_name(one.last)}",
    )


def figures(key: str) -> str:
    """What a side shows."""
    return {
        OUTCOME: _("Outcome"),
        BUDGET: _("Budget in force"),
        ADOPTED: _("Adopted budget"),
    }[key]


def side(shown: Shown) -> str:
    """A side in a sentence beside a budget: ``utfallet augusti 2008``."""
    months = formats.months(shown.months.first, shown.months.last)
    return {
        OUTCOME: _("the outcome of %(months)s", months=months),
        BUDGET: _("the budget of %(months)s", months=months),
        ADOPTED: _("the adopted budget of %(months)s", months=months),
    }[shown.figures]
