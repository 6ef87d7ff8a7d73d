"""A change in words: how much more or less, never by a sign alone."""

from fractions import Fraction

from dashboard import formats
from dashboard.i18n import _

DOUBLE = 2
# Below this a change is told in kronor: rounded to a per cent it would say nothing.
HARDLY_ANY = Fraction(5, 1000)
LEAST_TOLD = Fraction(5, 10000)
# From here a per cent needs no decimal.
WHOLE_PERCENT = Fraction(95, 1000)


def in_kronor(change_ore: int) -> str:
    """``131 587 kr mer``, ``115 kr mindre``, ``lika mycket``."""
    if change_ore == 0:
        return _("the same amount")
    size = difference(change_ore)
    return (
        _("%(amount)s more", amount=size) if change_ore > 0 else _("%(amount)s less", amount=size)
    )


def difference(change_ore: int) -> str:
    """The size of a change: whole kronor, or to the öre below one krona."""
    size = abs(change_ore)
    return formats.whole_kronor(size) if size >= formats.ORE_IN_KRONA else formats.kronor(size)


def part(change_ore: int, before_ore: int) -> str:
    """The size of a change in per cent, with a decimal below 9,5 %."""
    decimals = 0 if abs(change_ore) >= WHOLE_PERCENT * abs(before_ore) else 1
    return formats.percent(abs(change_ore), abs(before_ore), decimals)


def part_to_a_decimal(change_ore: int, before_ore: int) -> str:
    """The same with one decimal always, where there is room for it; never 0,0 %."""
    if abs(change_ore) < LEAST_TOLD * abs(before_ore):
        return _("less than %(part)s", part=formats.percent(1, 1000, 1))
    return formats.percent(abs(change_ore), abs(before_ore), 1)


def is_hardly_any(change_ore: int, before_ore: int) -> bool:
    """Whether a change is under half a per cent."""
    return abs(change_ore) < HARDLY_ANY * abs(before_ore)


def is_double(amount_ore: int, before_ore: int) -> bool:
    """Whether an amount is at least twice the one before."""
    return before_ore > 0 and amount_ore >= DOUBLE * before_ore
