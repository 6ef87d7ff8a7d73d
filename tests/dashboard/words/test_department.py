"""What the overview says, from made-up changes."""

import datetime
from fractions import Fraction

from dashboard.words import department
from dashboard.words.causes import ServiceChange

AUGUST_2008, JULY_2009 = datetime.date(2008, 8, 1), datetime.date(2009, 7, 1)
MOVED_ON = datetime.date(2008, 7, 1)


def desktops(amount, before):
    """Two desktops both times: only the price is another."""
    two = Fraction(2)
    return ServiceChange("WS-ADM", "Stationär", "stationära", amount, before, two, two, 2, 2)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def headline(period):
    return plain(department.overview_title("SDF Fosie", period, [desktops(110, 100)], MOVED_ON))


def test_a_reorganisation_of_last_year_is_told_with_its_year(speak):
    speak("sv")

    assert headline(AUGUST_2008).endswith("som det var före omorganisationen 1 juli")
    assert headline(JULY_2009).endswith("som det var före omorganisationen 1 juli 2008")


def test_a_lower_price_is_told_as_lower_fees_and_not_as_units_gone(speak):
    speak("sv")

    assert department.services_title([desktops(90, 100)]) == (
        "Avgifterna för stationära har minskat mest"
    )
