"""Figures, amounts and days as text, in the reader's language.

Money comes in as whole öre and stays whole numbers: no float is made of it, so
every digit on screen is a digit of the published figure. Spaces inside a figure
do not break over lines.

============================  ==========================  =======================
call                          Swedish                     English
============================  ==========================  =======================
kronor(123456750)             1 234 567,50 kr             1,234,567.50 kr
amount(123456750)             1 234 567,50                1,234,567.50
whole_kronor(123456750)       1 234 568 kr                1,234,568 kr
millions(17065000000)         170,7 mnkr                  170.7 m kr
large(12345600)               123 456 kr                  123,456 kr
millions_change(920000000)    +9,2                        +9.2
change(-123450)               −1 234,50                   −1,234.50
percent(11, 100)              11 %                        11%
month(2008-08-01)             augusti 2008                August 2008
============================  ==========================  =======================
"""

import datetime
import functools
from fractions import Fraction

from babel import Locale
from babel.dates import format_date

from dashboard.i18n import _, language, locale

SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
ORE_IN_KRONA = 100
ORE_IN_MILLION = ORE_IN_KRONA * 1_000_000
LONG_ID = 12
SWEDISH_SIGNS = str.maketrans({",": SPACE, ".": ","})
OPEN_END = datetime.date(9999, 12, 31)


def rounded(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero.

    >>> rounded(5, 2), rounded(-5, 2), rounded(4, 3)
    (3, -3, 1)
    """
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    whole = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return sign * whole


def count(number: int) -> str:
    """A whole number: ``41 795``."""
    return _signed_figure(number, f"{abs(number):,}")


def decimal(numerator: int, denominator: int = 1, decimals: int = 1) -> str:
    """A quotient of whole numbers with a fixed count of decimals, halves away from zero."""
    units = rounded(numerator * 10**decimals, denominator)
    whole, rest = divmod(abs(units), 10**decimals)
    return _signed_figure(units, f"{whole:,}.{rest:0{decimals}d}" if decimals else f"{whole:,}")


def amount(ore: int) -> str:
    """Öre as kronor with two decimals and no unit, for columns: ``1 234 567,50``."""
    return decimal(ore, ORE_IN_KRONA, 2)


def kronor(ore: int) -> str:
    """Öre as kronor to the öre: ``1 234 567,50 kr``."""
    return f"{amount(ore)}{SPACE}kr"


def whole_amount(ore: int) -> str:
    """Öre as whole kronor without a unit, for drawings and running text: ``131 587``."""
    return decimal(ore, ORE_IN_KRONA, 0)


def whole_kronor(ore: int) -> str:
    """Öre as whole kronor: ``131 587 kr``."""
    return f"{whole_amount(ore)}{SPACE}kr"


def millions(ore: int | Fraction, decimals: int = 1) -> str:
    """Öre as millions of kronor: ``170,7 mnkr``."""
    return f"{millions_amount(ore, decimals)}{SPACE}{millions_unit()}"


def millions_amount(ore: int | Fraction, decimals: int = 1) -> str:
    """The figure of :func:`millions`, for cards that set the unit smaller."""
    return decimal(ore.numerator, ore.denominator * ORE_IN_MILLION, decimals)


def millions_unit() -> str:
    """The unit of :func:`millions`."""
    return "mnkr" if language() == "sv" else "m kr"


def large(ore: int, decimals: int = 1) -> str:
    """An amount in a sentence: :func:`millions` from one million, else :func:`whole_kronor`."""
    return millions(ore, decimals) if abs(ore) >= ORE_IN_MILLION else whole_kronor(ore)


def millions_change(ore: int, decimals: int = 1) -> str:
    """A difference in millions of kronor: ``+9,2``, ``−3,6``, ``0``."""
    return _signed(
        rounded(ore * 10**decimals, ORE_IN_MILLION),
        millions_amount(ore, decimals),
    )


def change(ore: int) -> str:
    """A difference for a column headed as one: ``+131 587,00``, ``−115,00``, ``0``."""
    return _signed(ore, amount(ore))


def whole_change(ore: int) -> str:
    """A difference in whole kronor: ``+131 587``, ``−115``, ``0``."""
    return _signed(rounded(ore, ORE_IN_KRONA), whole_amount(ore))


def percent(numerator: int, denominator: int, decimals: int = 0) -> str:
    """A share in per cent: ``11 %``; a dash where there is nothing to divide by."""
    if denominator == 0:
        return DASH
    figure = decimal(100 * numerator, denominator, decimals)
    return f"{figure}{SPACE}%" if language() == "sv" else f"{figure}%"


def day(date: datetime.date | None) -> str:
    """A day for tables: ``2008-08-31``; an open end in words, a missing day as a dash."""
    if date is None:
        return DASH
    return _("until further notice") if date >= OPEN_END else date.isoformat()


def day_in_words(date: datetime.date) -> str:
    """A day for running text: ``31 augusti 2008``."""
    return _unbroken(_dated(date, "d MMMM y", locale()))


def weekday_in_words(date: datetime.date) -> str:
    """A day with its weekday, for a column that may break: ``måndag 1 september 2008``."""
    return _dated(date, "EEEE d MMMM y", locale())


def day_of_month(date: datetime.date) -> str:
    """A day whose year is clear: ``31 augusti``."""
    return _unbroken(_dated(date, "d MMMM", locale()))


def day_short(date: datetime.date) -> str:
    """A day whose year is clear, for an axis: ``31 aug``."""
    return _unbroken(_dated(date, "d MMM", locale()).rstrip("."))


def month(period: datetime.date) -> str:
    """A period: ``augusti 2008``."""
    return _unbroken(_dated(period, "MMMM y", locale()))


def month_name(period: datetime.date) -> str:
    """A period whose year is clear: ``augusti``."""
    return _dated(period, "LLLL" if language() == "sv" else "MMMM", locale())


def month_short(period: datetime.date) -> str:
    """A period for an axis: ``aug 2008``."""
    return f"{_dated(period, 'MMM', locale()).rstrip('.')}{SPACE}{period.year}"


def month_letter(period: datetime.date) -> str:
    """A period under a narrow column: ``A``."""
    return _dated(period, "LLLLL", locale())


def months(first: datetime.date, last: datetime.date) -> str:
    """A run of periods: ``januari–augusti 2008``, ``november 2007–mars 2008``."""
    if first == last:
        return month(last)
    start = month_name(first) if first.year == last.year else month(first)
    return f"{start}{DASH}{month(last)}"


def moment(at: datetime.datetime) -> str:
    """A time of day to the minute: ``2008-09-03 07:12``."""
    return f"{at:%Y-%m-%d}{SPACE}{at:%H:%M}"


def short_id(long: str) -> str:
    """A hash or build id shortened in the middle: ``4f2a…9c1e``."""
    return long if len(long) <= LONG_ID else f"{long[:4]}…{long[-4:]}"


def period_key(period: datetime.date) -> str:
    """A period as the address of a page writes it: ``2008-08``."""
    return f"{period:%Y-%m}"


def period_of_key(key: str) -> datetime.date | None:
    """The period an address names; none where it names no month."""
    try:
        return datetime.datetime.strptime(key, "%Y-%m").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return None


def capital(text: str) -> str:
    """The text with a capital first letter, for a month that begins a line."""
    return text[:1].upper() + text[1:]


def _signed(number: int, text: str) -> str:
    if number == 0:
        return "0"
    return f"+{text}" if number > 0 else text


def _signed_figure(number: int, figure: str) -> str:
    """A figure with English signs, with its minus and the signs of the reader's language."""
    written = figure.translate(SWEDISH_SIGNS) if language() == "sv" else figure
    return f"{MINUS}{written}" if number < 0 else written


@functools.lru_cache(maxsize=4096)
def _dated(date: datetime.date, pattern: str, reader: Locale) -> str:
    """A day as Babel writes it, which takes its time: a page's months are few and often said."""
    return str(format_date(date, pattern, reader))


def _unbroken(text: str) -> str:
    return text.replace(" ", SPACE)
