"""An opened line of use shows its first rows, how many there are, and its arithmetic."""

import datetime

from dashboard import address
from dashboard.opened import OpenLine, open_line
from dashboard.web.markup import markup
from tests.chargeback.test_explain import PAGES, PEDAGOGICAL, STORAGE
from tests.dashboard.words.conftest import speak  # noqa: F401 - a fixture

DAY = datetime.date(2008, 8, 4)


def row(number):
    return {
        "object_id": "p104233",
        "object_from": None,
        "object_until": None,
        "last_seen_on": None,
        "source_file": "utskrifter_2008-08.csv",
        "source_line": number,
        "valid_from": DAY,
        "valid_until": DAY + datetime.timedelta(days=1),
        "quantity": 12_000,
    }


def shown(line, count):
    opened = OpenLine(
        address.read("/department/bill", "?period=2008-08"),
        {**PEDAGOGICAL, "code_string": "6441-40730-4070-00000-111", **line},
        None,
        [row(number) for number in range(2, 2 + count)],
        [],
        "/export/department/bill.csv",
    )
    return str(markup(open_line(opened))).replace("\N{NO-BREAK SPACE}", " ")


def test_rows_of_use_are_shown_with_day_quantity_and_source_row(speak):  # noqa: F811
    speak("sv")

    page = shown(PAGES, 8)

    assert "Raderna bakom beloppet" in page
    for words in ("p104233", "2008-08-04", "12 sidor", "8 av 4 119 rader", "Visa 400"):
        assert words in page


def test_the_arithmetic_has_the_signs_of_its_kind(speak):  # noqa: F811
    speak("sv")

    page = shown(STORAGE, 1)

    assert [page.count(f'"operator">{sign}<') for sign in "−×="] == [1, 2, 3]
    assert "omräknad nu, stämmer på öret" in page
