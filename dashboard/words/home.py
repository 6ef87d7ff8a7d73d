"""What the first page says of key figures and of what waits."""

from dashboard import formats
from dashboard.i18n import _
from dashboard.words import change


def kpi_value(numerator: int, denominator: int, unit: str) -> tuple[str, str]:
    """A key figure's value and its unit.

    Args:
        numerator: Öre where the unit is kr.
        denominator: What it is divided by.
        unit: ``kr``, ``%`` or ``number``.
    """
    if not denominator:
        return formats.DASH, ""
    if unit == "kr":
        return formats.whole_amount(formats.rounded(numerator, denominator)), "kr"
    if unit == "%":
        return formats.decimal(100 * numerator, denominator), "%"
    return formats.decimal(numerator, denominator), ""


def kpi_change(now: tuple[int, int], before: tuple[int, int] | None, unit: str, when: str) -> str:
    """A key figure against that of an earlier month, in words.

    Args:
        now: Numerator and denominator.
        before: The same of the month compared with; None where there is none.
        unit: ``kr``, ``%`` or ``number``.
        when: The month compared with, in words.
    """
    if before is None or not before[1] or not now[1]:
        return _("No figure for %(month)s to compare with.", month=when)
    cross_now, cross_before = now[0] * before[1], before[0] * now[1]
    value, mark = kpi_value(*before, unit)
    earlier = f"{value}{formats.SPACE}{mark}" if mark else value
    words = {"month": when, "earlier": earlier}
    if cross_now == cross_before or kpi_value(*now, unit) == (value, mark):
        return _("As in %(month)s.", month=when)
    if unit == "%" or not before[0]:
        if cross_now > cross_before:
            return _("Up from %(earlier)s in %(month)s.", **words)
        return _("Down from %(earlier)s in %(month)s.", **words)
    part = change.part(cross_now - cross_before, cross_before)
    if cross_now > cross_before:
        return _("%(part)s higher than in %(month)s (%(earlier)s).", part=part, **words)
    return _("%(part)s lower than in %(month)s (%(earlier)s).", part=part, **words)


def waiting_title(things: int) -> str:
    """How many things ask for attention."""
    if not things:
        return _("Nothing waits for you")
    if things == 1:
        return _("One thing to see to")
    return _("%(things)s things to see to", things=formats.count(things))
