"""The tertial report in words: what it is called, and how it is read."""

import datetime

from dashboard import formats
from dashboard.i18n import _, ngettext


def title(number: int, year: int) -> str:
    """The report's name."""
    return _(
        "Tertial report %(number)s, %(year)s: IT and the action plan", number=number, year=year
    )


def subtitle(day: datetime.date, known_at: datetime.date) -> str:
    """Which day the report speaks of, and until when the plan was told."""
    return _(
        "As of %(day)s; the plan as told until %(known)s. Constructed data.",
        day=formats.day_in_words(day),
        known=formats.day_in_words(known_at),
    )


def over_budget(difference_ore: int, year: int) -> str:
    """What there is to decide about money."""
    return _(
        "The forecast for %(year)s is %(size)s over budget. Shall the budget be raised, or the "
        "cost brought down?",
        year=year,
        size=formats.large(difference_ore),
    )


def decisions_title(number: int) -> str:
    """How many decisions are needed, money and plan together."""
    if not number:
        return _("Nothing asks for a decision")
    return ngettext("One decision is needed", "%(num)s decisions are needed", number)


def more(number: int) -> str:
    """How many rows stand in the workbook alone; empty where none does."""
    if not number:
        return ""
    return ngettext(
        "One more stands in the workbook.", "%(num)s more stand in the workbook.", number
    )


def foot(built: str) -> str:
    """Where the report's figures come from."""
    return _(
        "Sources: bill lines, budgets, price lists, key figures and the log of the plan; the same "
        "figures as the screens show. Calculation %(built)s.",
        built=built,
    )


def rule(limit: int) -> str:
    """How activities are judged."""
    return _(
        "An activity is judged by its worst open milestone against the day first decided: late "
        "more than 14 days, very late more than %(limit)s. A decision about a day is asked for "
        "against the plan in force.",
        limit=limit,
    )
