"""Earned value in words: what should be done, is done, has cost, and what all of it will cost.

Figures come as exact fractions; they are rounded here, when they are written, and nowhere before.
"""

import datetime
from fractions import Fraction

from actionplan.earned_value import EarnedValue
from dashboard import formats
from dashboard.i18n import _

#: Nearer to the budget than a thousandth of it is as good as the budget.
HARDLY_ANY = Fraction(1, 1000)
ORE_IN_TENTH = formats.ORE_IN_MILLION // 10


def title(one: EarnedValue, *, is_whole: bool) -> str:
    """What a hundred kronor have given, and how much of what should be done is done.

    Args:
        one: The figures.
        is_whole: Whether they are of the whole plan.
    """
    if one.cpi is None and one.spi is None:
        return _("Neither cost nor pace can be judged yet")
    if one.cpi is None:
        return _("%(share)s of what should be done is done; the cost cannot be judged",
                 share=share(one))  # fmt: skip
    worth = (
        _("For %(hundred)s the plan has given work worth %(worth)s", **_hundred(one))
        if is_whole
        else _("For %(hundred)s what is shown has given work worth %(worth)s", **_hundred(one))
    )
    if one.spi is None:
        return _("%(worth)s; the pace cannot be judged", worth=worth)
    return _("%(worth)s, and %(share)s of what should be done is done", worth=worth,
             share=share(one))  # fmt: skip


def sub(day: datetime.date) -> str:
    """How to read the figures."""
    return _(
        "%(day)s, %(unit)s. A milestone counts by its weight of the activity's budget when it is "
        "reached; work begun counts nothing until then, its cost does.",
        day=formats.capital(formats.day_in_words(day)),
        unit=formats.millions_unit(),
    )


def _hundred(one: EarnedValue) -> dict[str, str]:
    """A hundred kronor, and what they have got done."""
    worth = f"{per_hundred(one)}{formats.SPACE}kr"
    return {"hundred": formats.whole_kronor(100 * formats.ORE_IN_KRONA), "worth": worth}


def per_hundred(one: EarnedValue) -> str:
    """The budget of what a hundred kronor have got done: ``81``; in words where it is unknown."""
    if one.cpi is None:
        return cannot()
    return formats.decimal(100 * one.cpi.numerator, one.cpi.denominator, 0)


def share(one: EarnedValue) -> str:
    """What is done of what should be: ``82 %``; in words where it is unknown."""
    if one.spi is None:
        return cannot()
    return formats.percent(one.spi.numerator, one.spi.denominator)


def index(one: Fraction | None) -> str:
    """SPI or CPI: ``0,82``; in words where it is unknown."""
    return cannot() if one is None else formats.decimal(one.numerator, one.denominator, 2)


def estimate(one: EarnedValue, decimals: int = 1) -> str:
    """What all of it will cost, without its unit; in words where it is unknown."""
    return cannot() if one.eac is None else formats.millions_amount(one.eac, decimals)


def cannot() -> str:
    """Where there is nothing to divide by."""
    return _("cannot be judged")


def planned_note(one: EarnedValue) -> str:
    """How much of the budget should be done."""
    if not one.bac_ore:
        return _("There is no budget.")
    return _(
        "%(share)s of the budget %(budget)s (PV).",
        share=formats.percent(one.pv.numerator, one.pv.denominator * one.bac_ore),
        budget=formats.millions(one.bac_ore),
    )


def earned_note(one: EarnedValue) -> str:
    """How that stands to what should be done."""
    if one.spi is None:
        return _("The pace cannot be judged: nothing should be done yet (EV).")
    return _(
        "%(share)s of what should be done (EV; SPI %(index)s).",
        share=share(one),
        index=index(one.spi),
    )


def spent_note(one: EarnedValue) -> str:
    """What that has given."""
    if one.cpi is None:
        return _("What it gave cannot be judged: no cost is told yet (AC).")
    return _(
        "For %(hundred)s, work worth %(worth)s (AC; CPI %(index)s).",
        index=index(one.cpi),
        **_hundred(one),
    )


def estimate_note(one: EarnedValue) -> str:
    """How the estimate stands to the budget, and what it rests on."""
    if one.eac is None or one.vac is None:
        return _("Nothing is done, or no cost is told: there is nothing to reckon from (EAC).")
    if abs(one.vac) <= one.bac_ore * HARDLY_ANY:
        return _("As budgeted, if the rest costs as what is done (EAC).")
    size = formats.millions(abs(one.vac))
    if one.vac < 0:
        return _("%(size)s more than budgeted, if the rest costs as what is done (EAC).", size=size)
    return _("%(size)s less than budgeted, if the rest costs as what is done (EAC).", size=size)


def reckoned(one: EarnedValue) -> list[str]:
    """The sums behind the figures, with the figures in them."""
    bac, pv, ev, ac = (
        formats.millions_amount(ore, 2) for ore in (one.bac_ore, one.pv, one.ev, one.ac_ore)
    )
    spi, cpi, eac = index(one.spi), index(one.cpi), estimate(one, 2)
    return [
        _("Should be done (PV): each activity's budget × the weight of its milestones whose "
          "decided day has come = %(pv)s.", pv=pv),
        _("Is done (EV): the budget × the weight of its milestones reached = %(ev)s.", ev=ev),
        _("Has cost (AC): what the owners told in every report = %(ac)s.", ac=ac),
        _("Pace: SPI = EV ÷ PV = %(ev)s ÷ %(pv)s = %(spi)s.", ev=ev, pv=pv, spi=spi),
        _("Cost: CPI = EV ÷ AC = %(ev)s ÷ %(ac)s = %(cpi)s.", ev=ev, ac=ac, cpi=cpi),
        _("Expected to cost: EAC = budget ÷ CPI = %(bac)s ÷ (%(ev)s ÷ %(ac)s) = %(eac)s.",
          bac=bac, ev=ev, ac=ac, eac=eac),
        _("In %(unit)s; reckoned in whole öre and fractions of them, rounded when written.",
          unit=formats.millions_unit()),
    ]  # fmt: skip


def tick(ore: int) -> str:
    """A round amount at its line of a drawing, with no more decimals than it needs."""
    decimals = 0 if ore % formats.ORE_IN_MILLION == 0 else 1 if ore % ORE_IN_TENTH == 0 else 2
    return formats.millions(ore, decimals)


def curve(day: datetime.date, one: EarnedValue) -> str:
    """The S-curve in one sentence."""
    return _(
        "S-curve: of the budget %(budget)s, %(planned)s should be done on %(day)s; %(earned)s is "
        "done, and it has cost %(spent)s.",
        day=formats.day_in_words(day),
        planned=formats.millions(one.pv),
        earned=formats.millions(one.ev),
        spent=formats.millions(one.ac_ore),
        budget=formats.millions(one.bac_ore),
    )
